"""Plants each kind of violation in a copy of the dictionary and shows that it is found."""

import plistlib
import re
import shutil
import tempfile
from pathlib import Path

from .dictionary import FOLDER, FOLDERS
from .outputs import KOTLIN
from .troubles import KOTLIN as KOTLIN_TROUBLES, SWIFT as SWIFT_TROUBLES

SCREEN = "android-demo/{app}/src/main/kotlin/Screen.kt"
PLIST = "ios-demo/Phone/Info.plist"
VIEWS = ("ios-demo/Phone/View.swift", "ios-demo/Watch/View.swift")
APP, APPROVE, WATCH = "strings_app.xml", "strings_approve.xml", "strings_watch.xml"


def replaced(file, old, new):
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{file} has no {old}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def in_language(language, room, old, new):
    return lambda root: replaced(root / FOLDER / FOLDERS[language] / room, old, new)


def added(path, text):
    def plant(root):
        with (root / path).open("a", encoding="utf-8") as file:
            file.write(text)
    return plant


def removed(language, room, key):
    def plant(root):
        file = root / FOLDER / FOLDERS[language] / room
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(rf'    <string name="{key}">.*\n', "", text), encoding="utf-8")
    return plant


# What is planted, and what must be said about it.
PLANTS = [
    ("a missing word", removed("ar", APP, "app_cancel"), "app_cancel: missing in ar"),
    ("a word without a source", removed("en", APP, "app_cancel"), "app_cancel: not in English"),
    ("other arguments", in_language("id", APP, "%1$s: %2$s", "%1$s"), "app_label_value: other arguments in id"),
    ("an argument too far", in_language("en", APP, "%1$s: %2$s", "%1$s: %3$s"), "are not 1, 2, 3"),
    ("a stray percent sign", in_language("zh-Hans", APP, "取消", "取消 %"), "a % that is no argument in zh-Hans"),
    ("an untranslated copy", in_language("id", APP, ">Batal<", ">Cancel<"), "app_cancel: not translated into id"),
    ("the wrong language", in_language("ar", APP, ">إلغاء<", ">Annuler<"), "nothing of it is written in ar"),
    ("an unescaped apostrophe", in_language("en", APP, ">Cancel<", ">Don't<"), "quote or a first character"),
    ("a watch's word that does not fit", in_language("en", WATCH, ">Approve<", ">Approve this mandate<"), "longer than 18"),
    ("a word twice", in_language("en", APP, "</resources>", '<string name="app_cancel">OK</string></resources>'), "app_cancel is there twice"),
    ("a field without a word", lambda root: [removed(language, APPROVE, "field_budget")(root) for language in FOLDERS],
     "field budget has no word"),
    ("an unused word", lambda root: [in_language(language, APP, "</resources>", f'<string name="app_idle">{text}</string></resources>')(root)
                                     for language, text in zip(FOLDERS, ("Idle", "闲", "Diam", "خامل"))], "app_idle: nobody uses it"),
    ("hard-coded Compose", added(SCREEN.format(app="phone"), '\nText("Pay now")\n'), '"Pay now" is hard-coded'),
    ("a hard-coded description", added(SCREEN.format(app="wear"), '\nIcon(contentDescription = "Back")\n'), '"Back" is hard-coded'),
    ("hard-coded SwiftUI", added(VIEWS[0], '\nText("Pay now")\n'), '"Pay now" is hard-coded'),
    ("a hard-coded label", added(VIEWS[1], '\n.accessibilityLabel("Pay \\(amount)")\n'), 'is hard-coded'),
    ("a hard-coded permission", lambda root: (root / PLIST).write_bytes(plistlib.dumps({"NSMicrophoneUsageDescription": "It listens."})),
     '"It listens." of NSMicrophoneUsageDescription'),
    ("an error that is another trouble in Swift", added(SWIFT_TROUBLES, '"store.newer": .damaged'), "store.newer is newer in Kotlin and damaged in Swift"),
    ("an error the core does not have", added(KOTLIN_TROUBLES, 'OTHER to listOf("store.none")'), "the core has no error store.none"),
    ("a hand in what is generated", added(KOTLIN, "// mine\n"), "not what the dictionary says"),
]


def run(root, problems, write):
    failures = 0
    for what, plant, wanted in [("nothing", lambda root: None, None), *PLANTS]:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder)
            shutil.copytree(root / FOLDER, copy / FOLDER)
            (copy / "core").mkdir()
            (copy / "core/src").symlink_to(root / "core/src")
            (copy / "bindings").symlink_to(root / "bindings")
            assert not write(copy), "the dictionary itself is not right"
            use_every_word(copy)
            plant(copy)
            # What is planted in the dictionary alone must not hide behind files that were not written anew.
            if wanted and "not what the dictionary says" not in wanted:
                write(copy)
            found, _ = problems(copy)
        seen = not found if wanted is None else any(wanted in problem for problem in found)
        failures += not seen
        print(f"self-test: {what}: {'found' if wanted and seen else 'nothing found' if not found else 'NOT AS IT SHOULD: ' + str(found[:3])}")
    print(f"self-test: {len(PLANTS)} violations planted, {failures} not found")
    return 1 if failures else 0


def use_every_word(copy):
    """Four small apps that use all there is."""
    constants = re.findall(r"^    ([A-Z]\w*)\(", (copy / KOTLIN).read_text(encoding="utf-8"), re.M)
    for app in ("phone", "wear"):
        screen = copy / SCREEN.format(app=app)
        screen.parent.mkdir(parents=True, exist_ok=True)
        screen.write_text("\n".join(f"Word.{constant}" for constant in constants), encoding="utf-8")
    for view in VIEWS:
        (copy / view).parent.mkdir(parents=True, exist_ok=True)
        (copy / view).write_text("Text(line)\n", encoding="utf-8")
    for file, text in ((KOTLIN_TROUBLES, 'NEWER to listOf("store.newer")'), (SWIFT_TROUBLES, '"store.newer": .newer')):
        (copy / file).parent.mkdir(parents=True, exist_ok=True)
        (copy / file).write_text(text + "\n", encoding="utf-8")
