#!/usr/bin/env python3
"""The words of the demo apps: from one dictionary in four languages to Kotlin, Android and Swift.

    app_words.py [ROOT]            writes what is generated
    app_words.py [ROOT] --check    compares it, and fails on a word that is missing, other, copied, unused or hard-coded
    app_words.py --self-test       plants each kind of violation and shows that it is found

The dictionary is android-demo/words/res: see its README. What is generated stands in git beside the code that uses it.
"""

import sys
from pathlib import Path

from app_words import self_test
from app_words.core_names import CoreNames
from app_words.dictionary import Dictionary
from app_words.outputs import outputs
from app_words.screens import hard_coded, plist_texts
from app_words.troubles import problems as unlike_troubles
from app_words.usage import apps_exist, unused


def problems(root):
    """Everything that is wrong with the words under `root`, one sentence each, and what is only worth a note."""
    dictionary, names = Dictionary.read(root), CoreNames.read(root)
    found = dictionary.problems() + names.problems(dictionary) + hard_coded(root) + plist_texts(root, dictionary)
    found += unlike_troubles(root, dictionary)
    idle = [f"{key}: nobody uses it" for key in unused(root, dictionary, names)]
    if found:
        return found, idle
    for path, text in outputs(dictionary, names).items():
        file = root / path
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            found.append(f"{path}: not what the dictionary says; run scripts/app_words.py")
    # While an app is being built its words wait for it.
    return (found + idle, []) if apps_exist(root) else (found, idle)


def write(root):
    dictionary, names = Dictionary.read(root), CoreNames.read(root)
    found = dictionary.problems() + names.problems(dictionary)
    if not found:
        for path, text in outputs(dictionary, names).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    return found


def main(arguments):
    folders = [argument for argument in arguments if not argument.startswith("--")]
    root = Path(folders[0]) if folders else Path(__file__).resolve().parent.parent
    if "--self-test" in arguments:
        return self_test.run(root, problems, write)
    found, notes = problems(root) if "--check" in arguments else (write(root), [])
    for problem in found:
        print(f"app_words: {problem}")
    if found:
        print(f"app_words: {len(found)} problems")
        return 1
    dictionary = Dictionary.read(root)
    waiting = f", {len(notes)} not used yet" if notes else ""
    print(f"note: {len(dictionary.words)} words in {len(dictionary.languages)} languages{waiting}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
