"""Writes every exported symbol, one a line, from the generated Kotlin: what both languages see.

    api_snapshot.py GENERATED.kt

    fun NAME(PARAMETER: TYPE, …): TYPE            object NAME            trait NAME
    record NAME.FIELD: TYPE                       method NAME.METHOD(…): TYPE
    enum NAME.VARIANT(FIELD: TYPE, …)             error NAME.VARIANT(FIELD: TYPE, …)
"""

import re
import sys
from pathlib import Path

HELPERS = re.compile(r"^(?:Uniffi|FfiConverter|RustBuffer|ForeignBytes|NoHandle|Disposable|InternalException|IntegrityCheckingUniffiLib)")


def plain(text):
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S).replace("`", "").replace("kotlin.", "")
    return re.sub(r"\s+", " ", text).strip()


def fields(text):
    found = re.findall(r"va[lr] (\w+): ([^,=]+(?:<[^=]*?>\??)?)(?: = [^,]+)?(?=,|$)", plain(text))
    return [(name, kind.strip()) for name, kind in found]


def balanced(source, at):
    """The text between the parenthesis at `at` and its partner."""
    depth = 0
    for index in range(at, len(source)):
        depth += {"(": 1, ")": -1}.get(source[index], 0)
        if depth == 0:
            return source[at + 1:index], index + 1
    sys.exit("api_snapshot: a parenthesis is never closed")


def body(source, at):
    depth = 0
    for index in range(source.index("{", at), len(source)):
        depth += {"{": 1, "}": -1}.get(source[index], 0)
        if depth == 0:
            return source[source.index("{", at) + 1:index]
    sys.exit("api_snapshot: a brace is never closed")


def signature(text):
    return re.sub(r"^(?:override |public |suspend )*fun ", lambda m: "suspend " if "suspend" in m.group() else "", plain(text))


def variants(kind, name, source):
    inner = body(source, 0)
    for match in re.finditer(r"^ {4}(?:data )?(?:class|object) (\w+)", inner, re.M):
        rest = inner[match.end():]
        if rest.lstrip().startswith("("):
            listed, _ = balanced(inner, inner.index("(", match.end()))
            told = ", ".join(f"{field}: {kind_}" for field, kind_ in fields(listed))
            yield f"{kind} {name}.{match.group(1)}({told})" if told else f"{kind} {name}.{match.group(1)}"
        else:
            yield f"{kind} {name}.{match.group(1)}"


def main(file):
    source = re.sub(r"/\*\*.*?\*/", "", Path(file).read_text(encoding="utf-8"), flags=re.S)
    lines = set()
    # Functions of the library itself stand after the last type.
    last = max(source.rfind("\npublic object "), source.rfind("\npublic interface "), source.rfind("\nsealed class "))
    loose = source[last:]
    for match in re.finditer(r"^ +(?:@Throws\([^\n]*?::class\) )?(?:suspend )?fun `\w+`\([^\n]*\)(?:\s*:\s*[\w.<>?]+)?", loose, re.M):
        text = re.sub(r"@Throws\([^)]*\)", "", match.group())
        lines.add("fun " + signature(text.strip()))
    for match in re.finditer(r"^public interface (\w+) \{", source, re.M):
        name, inner = match.group(1), body(source, match.start())
        kind = "object" if name.endswith("Interface") else "trait"
        name = name.removesuffix("Interface")
        if HELPERS.match(name):
            continue
        lines.add(f"{kind} {name}")
        for method in re.findall(r"^ {4}(?:suspend )?fun [^\n]+", inner, re.M):
            lines.add(f"method {name}.{signature(method.strip())}")
    for match in re.finditer(r"^open class (\w+): Disposable", source, re.M):
        name = match.group(1)
        if not re.search(rf"^public interface {name}Interface \{{", source, re.M):
            continue
        inner = body(source, match.start())
        for made in re.findall(r"^ {4,5}(?:@Throws\([^\n]*?::class\) )?(?:suspend )?fun `\w+`\([^\n]*\)\s*:\s*\w+", inner, re.M):
            # Constructors by name stand in the companion and answer the class itself; methods override.
            if made.rstrip().endswith(name) and "override" not in made:
                made = re.sub(r"@Throws\([^)]*\)", "", made)
                lines.add(f"constructor {name}.{signature(made.strip())}")
        for made in re.findall(r"^ {4}constructor\((`[^\n]*)\) :", inner, re.M):
            lines.add(f"constructor {name}({plain(made)})")
    for match in re.finditer(r"^data class (\w+) \(", source, re.M):
        listed, _ = balanced(source, match.end() - 1)
        for field, kind in fields(listed):
            lines.add(f"record {match.group(1)}.{field}: {kind}")
    for match in re.finditer(r"^enum class (\w+) \{", source, re.M):
        if HELPERS.match(match.group(1)):
            continue
        for variant in re.findall(r"^\s+([A-Z][A-Z0-9_]*)[,;(]", body(source, match.start()), re.M):
            lines.add(f"enum {match.group(1)}.{variant}")
    for match in re.finditer(r"^sealed class (\w+)(: kotlin\.Exception\(\))?", source, re.M):
        if not HELPERS.match(match.group(1)):
            lines |= set(variants("error" if match.group(2) else "enum", match.group(1), source[match.start():]))
    print("\n".join(sorted(lines)))


main(sys.argv[1])
