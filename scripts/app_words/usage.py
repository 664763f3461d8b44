"""Which words the apps use."""

import re

from .outputs import INFO_WORDS, camel, upper

GENERATED = {"Word.kt", "WordResources.kt", "Word.swift"}
# Builds, tests, and what tests stand on.
NOT_SHOWN = {"build", ".build", "test", "Tests", "androidTest", "testFixtures", "testing"}
APPS = ["android-demo/phone/src", "android-demo/wear/src", "ios-demo/Phone", "ios-demo/Watch"]


def sources(root, folder, ending):
    """The sources that people write, without tests and what tools made."""
    for file in sorted((root / folder).rglob(f"*.{ending}")):
        parts = file.relative_to(root).parts
        if file.name not in GENERATED and not NOT_SHOWN & set(parts):
            yield file


def apps_exist(root):
    """Whether every app has a screen: a word that none of them uses is one too many."""
    return all(any(sources(root, folder, "swift" if "ios" in folder else "kt")) for folder in APPS)


def unused(root, dictionary, names):
    def text(folder, ending):
        return "\n".join(file.read_text(encoding="utf-8") for file in sources(root, folder, ending))
    kotlin, swift = text("android-demo", "kt"), text("ios-demo", "swift")
    resources = "\n".join(file.read_text(encoding="utf-8") for file in sorted((root / "android-demo").rglob("*.xml"))
                          if "words/res" not in file.as_posix() and "build" not in file.parts)
    # What the core has a name for has a word, whether a screen shows it yet or not.
    used = set(re.findall(r"@string/(\w+)", resources)) | set(INFO_WORDS.values()) | names.keys()
    constants = set(re.findall(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\b", kotlin))
    cases = set(re.findall(r"\.([a-z]\w*)\b", swift))
    used |= {key for key in dictionary.words if upper(key) in constants or camel(key) in cases}
    called = set(re.findall(r"\bof([A-Z]\w*)\b", kotlin + swift))
    for family in [*names.enums, *names.codes]:
        of_family = {key for key in dictionary.words if key.startswith(family.prefix + "_")}
        seconds = {key for key in of_family if key.endswith("_detail")}
        if family.name in called:
            used |= of_family - seconds
        if family.name + "Detail" in called:
            used |= seconds
    return sorted(set(dictionary.words) - used)
