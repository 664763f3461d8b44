"""The Swift sources: what they may import, how long they are, and that every text is the dictionary's."""

import re

from app_words.screens import hard_coded

DEMO = "ios-demo"
MOST_LINES = 300
VIEWS = ("Phone", "Watch", "WatchWidgets", "Shared")
FORBIDDEN = re.compile(r"^\s*(?:@\w+ )?import (SwiftUI|UIKit|WatchKit|WidgetKit|Combine|AppKit)\b", re.M)
# What belongs to debug builds alone.
DEBUG_ONLY = re.compile(r"\b(?:DemoAgent\w*|Sandbox(?:Agent|Error)?)\b(?!Badge)")
CONDITION = re.compile(r"^\s*#(if|elseif|else|endif)\b(.*)$")


def sources(root, *folders):
    for folder in folders:
        for file in sorted((root / DEMO / folder).rglob("*.swift")):
            if ".build" not in file.parts:
                yield file


def problems(root):
    found = [one for one in hard_coded(root) if one.startswith(DEMO)]
    for file in sources(root, *VIEWS, "Presenters"):
        path = file.relative_to(root).as_posix()
        text = file.read_text(encoding="utf-8")
        lines = text.count("\n")
        if lines > MOST_LINES and file.name != "Word.swift":
            found.append(f"{path}: {lines} lines, at most {MOST_LINES}")
        if "/Presenters/Sources/" in path:
            found += [f"{path}: imports {name}: presenters know no screen" for name in FORBIDDEN.findall(text)]
        if "/Tests/" not in path:
            found += [f"{path}:{number}: the sandbox outside of a debug build" for number in unguarded(text)]
    return found


def unguarded(text):
    """Lines that name the sandbox where a release build reads them too."""
    guards = []
    for number, line in enumerate(text.splitlines(), 1):
        condition = CONDITION.match(line)
        if condition:
            kind, what = condition.groups()
            if kind == "if":
                guards.append(what.strip() in ("DEBUG", "AMP_SANDBOX"))
            elif kind == "endif":
                guards.pop()
            else:
                guards[-1] = False
        elif not any(guards) and not line.lstrip().startswith("//") and DEBUG_ONLY.search(re.sub(r'"[^"]*"', '""', line)):
            yield number
