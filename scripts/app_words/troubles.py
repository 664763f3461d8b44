"""The same error is the same trouble on every platform, and a code that no core has is none."""

import re

from .dictionary import Dictionary

KOTLIN = "android-demo/presenters/src/main/kotlin/org/ampwallet/demo/presenters/TroubleKind.kt"
SWIFT = "ios-demo/Presenters/Sources/Presenters/TroubleKind.swift"
CODE = r'"([a-z0-9]+\.[a-z0-9_]+)"'


def snake(case):
    return re.sub(r"(?=[A-Z])", "_", case).lower()


def in_kotlin(text):
    """Code to kind, from `KIND to listOf("code", …)`."""
    return {code: kind.lower() for kind, codes in re.findall(r"\b([A-Z_]+) to listOf\((.*?)\)", text, re.S)
            for code in re.findall(CODE, codes)}


def in_swift(text):
    """Code to kind, from `"code": .kind`."""
    return {code: snake(kind) for code, kind in re.findall(CODE + r":\s*\.(\w+)", text)}


def problems(root, dictionary: Dictionary):
    told = []
    for path, read in ((KOTLIN, in_kotlin), (SWIFT, in_swift)):
        file = root / path
        told.append(read(file.read_text(encoding="utf-8")) if file.is_file() else None)
    errors = root / "bindings/errors.md"
    known = set(re.findall(r"`([a-z0-9]+\.[a-z0-9_]+)`", errors.read_text(encoding="utf-8"))) if errors.is_file() else set()
    found = []
    for path, kinds in zip((KOTLIN, SWIFT), told):
        for code, kind in sorted((kinds or {}).items()):
            if known and code not in known:
                found.append(f"{path}: the core has no error {code}")
            found += [f"{path}: trouble {kind} has no word trouble_{kind}_{part}" for part in ("what", "safe", "do")
                      if f"trouble_{kind}_{part}" not in dictionary.words]
        if kinds == {}:
            found.append(f"{path}: no codes are found in it")
    kotlin, swift = told
    if kotlin and swift:
        found += [f"{code} is {kotlin.get(code, 'nothing')} in Kotlin and {swift.get(code, 'nothing')} in Swift"
                  for code in sorted(kotlin.keys() | swift.keys()) if kotlin.get(code) != swift.get(code)]
    return found
