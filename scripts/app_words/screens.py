"""Finds text in screens that does not come from the dictionary."""

import plistlib
import re

from .outputs import INFO_WORDS
from .usage import sources

LITERAL = r'"(?P<text>(?:[^"\\\n]|\\.)*)"'
COMPOSE = re.compile(
    r"(?:\b(?:Text|BasicText|Button|OutlinedButton|TextButton|Chip|AnnotatedString|Quote|append)\(\s*(?:text\s*=\s*)?"
    r"|\b(?:text|title|subtitle|label|contentDescription|stateDescription|onClickLabel|placeholder)\s*=\s*(?:\{\s*)?"
    r"|\.(?:setTitle|setSubtitle|setDescription|setContentText|setContentTitle|setNegativeButtonText|setText)\(\s*"
    r"|\bmakeText\([^,\n]*,\s*)" + LITERAL)
SWIFTUI = re.compile(
    r"(?:\b(?:Text|Label|Button|Toggle|TextField|SecureField|Section|Picker|NavigationLink|Link|Menu|ProgressView|Gauge"
    r"|LabeledContent|ContentUnavailableView|DatePicker|Stepper|Tab|LocalizedStringKey|LocalizedStringResource"
    r"|AttributedString)\(\s*(?:verbatim:\s*|stringLiteral:\s*)?"
    r"|\.(?:navigationTitle|navigationSubtitle|alert|confirmationDialog|help|accessibilityLabel|accessibilityHint"
    r"|accessibilityValue|configurationDisplayName|description|quote|badge|tabItem)\(\s*"
    r"|\b(?:title|label|prompt|localizedReason)\s*[:=]\s*)" + LITERAL)
# In XML of the apps: what a person sees and is no reference.
ATTRIBUTE = re.compile(r'android:(?:label|text|contentDescription|hint|title|summary)="(?P<text>[^"@?][^"]*)"')
TEMPLATE = re.compile(r"\$\{[^}]*\}|\$\w+|\\\([^)]*\)|\\.")


def says_something(text):
    """Whether letters are left besides what is put in."""
    return any(letter.isalpha() for letter in TEMPLATE.sub("", text))


def hard_coded(root):
    found = []
    for folder, ending, pattern in [("android-demo", "kt", COMPOSE), ("ios-demo", "swift", SWIFTUI), ("android-demo", "xml", ATTRIBUTE)]:
        for file in sources(root, folder, ending):
            text = file.read_text(encoding="utf-8")
            for match in pattern.finditer(text):
                line = text[text.rfind("\n", 0, match.start()) + 1:].lstrip()
                if says_something(match["text"]) and not line.startswith(("//", "*", "/*")):
                    number = text.count("\n", 0, match.start("text")) + 1
                    found.append(f'{file.relative_to(root)}:{number}: "{match["text"]}" is hard-coded')
    return found


def plist_texts(root, dictionary):
    """What Apple's systems show of an Info.plist is the dictionary's: the catalogue translates it by key."""
    found = []
    for file in sorted((root / "ios-demo").glob("*/Info.plist")):
        for key, text in plistlib.loads(file.read_bytes()).items():
            word = dictionary.words.get(INFO_WORDS.get(key, ""))
            shown = key in INFO_WORDS or key.endswith("UsageDescription")
            if shown and not (word and text == word.texts.get("en")):
                found.append(f'{file.relative_to(root)}: "{text}" of {key} is not in the dictionary')
    return found
