"""The dictionary: Android string resources, one file a room, one folder a language."""

import re
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

FOLDER = "android-demo/words/res"
# Android's folder of each language, and what Apple calls it. The first is the source.
FOLDERS = {"en": "values", "zh-Hans": "values-zh-rCN", "id": "values-in", "ar": "values-ar"}
# Texts that are the same in another language: names, and words that it has borrowed.
NAMES = {"AMP Demo", "Sandbox", "OK", "Merchant", "Total", "English", "简体中文", "Bahasa Indonesia", "العربية"}
SCRIPTS = {"zh-Hans": re.compile("[\u4e00-\u9fff]"), "ar": re.compile("[\u0600-\u06ff]")}
# Longest word of the watch that is no description, in characters.
WATCH_WIDTH = 18
KEY = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
PLACEHOLDER = re.compile(r"%(\d)\$s")
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.S)


@dataclass
class Word:
    key: str
    room: str
    texts: dict = field(default_factory=dict)

    @property
    def arguments(self):
        """How many arguments it takes."""
        return len(set(PLACEHOLDER.findall(self.texts.get("en", ""))))


def plain(text):
    """What Android shows for a resource."""
    def meant(match):
        escaped = match.group(1)
        return chr(int(escaped[1:], 16)) if escaped[0] == "u" and len(escaped) == 5 else {"n": "\n"}.get(escaped, escaped)
    return ESCAPE.sub(meant, text)


def letters(text):
    """Whether there is anything to translate in it."""
    return any(letter.isalpha() for letter in PLACEHOLDER.sub("", text))


class Dictionary:
    def __init__(self):
        self.words, self.faults = {}, []
        self.languages = list(FOLDERS)

    @classmethod
    def read(cls, root):
        dictionary = cls()
        for language, folder in FOLDERS.items():
            for file in sorted((root / FOLDER / folder).glob("strings_*.xml")):
                dictionary.read_room(language, file)
        if not dictionary.words:
            dictionary.faults.append(f"{FOLDER}: no words")
        return dictionary

    def read_room(self, language, file):
        room, place = file.stem.removeprefix("strings_"), f"{file.parent.name}/{file.name}"
        for entry in ElementTree.parse(file).getroot():
            key, raw = entry.get("name", ""), entry.text or ""
            if entry.tag != "string" or len(entry) or not KEY.fullmatch(key):
                self.faults.append(f"{place}: {key or entry.tag} is no plain string with a key in snake case")
                continue
            word = self.words.setdefault(key, Word(key, room))
            if language in word.texts or word.room != room:
                self.faults.append(f"{place}: {key} is there twice, or in another room than {word.room}")
            if re.search(r"(?<!\\)['\"]", raw) or raw[:1] in ("@", "?"):
                self.faults.append(f"{place}: {key} has a quote or a first character that Android wants escaped")
            word.texts[language] = plain(raw)

    def problems(self):
        return self.faults + [problem for word in self.words.values() for problem in self.of_word(word)]

    def of_word(self, word):
        english = word.texts.get("en")
        if english is None:
            yield f"{word.key}: not in English, the source"
            return
        wanted = sorted(set(PLACEHOLDER.findall(english)))
        if wanted != [str(number + 1) for number in range(len(wanted))]:
            yield f"{word.key}: arguments {wanted} are not 1, 2, 3"
        for language in self.languages:
            text = word.texts.get(language)
            if text is None:
                yield f"{word.key}: missing in {language}"
                continue
            if not text or text != text.strip():
                yield f"{word.key}: empty, or with space around it, in {language}"
            if sorted(set(PLACEHOLDER.findall(text))) != wanted:
                yield f"{word.key}: other arguments in {language} than in English"
            if word.room == "watch" and not word.key.endswith("_about") and len(text) > WATCH_WIDTH:
                yield f"{word.key}: longer than {WATCH_WIDTH} characters in {language}"
            if "%" in PLACEHOLDER.sub("", text):
                yield f"{word.key}: a % that is no argument in {language}"
            if language == "en" or not letters(english) or english in NAMES:
                continue
            if text == english:
                yield f"{word.key}: not translated into {language}"
            elif language in SCRIPTS and not SCRIPTS[language].search(text):
                yield f"{word.key}: nothing of it is written in {language}"
