#!/usr/bin/env python3
"""The pictures that the tests of the demo apps made: a page that shows each of them, and the main ones in the README.

    app_pictures.py [ROOT]          writes android-demo/pictures/README.md and the README's tables
    app_pictures.py [ROOT] --check  compares them; fails on a picture that a page shows and nobody made, on one that is no
                                    picture or empty, and on more than ten megabytes
    app_pictures.py --self-test     plants each of these and shows that it is found
"""

import re
import struct
import sys
import tempfile
from pathlib import Path

FOLDER = "android-demo/pictures"
PAGES = ["README.md", "android-demo/README.md"]
MOST_BYTES = 10 * 1024 * 1024
ACROSS = {"phone": 4, "wear": 6}
WIDTH = {"phone": 220, "wear": 150}
# What the README shows: one row each, a picture and what it is.
CHOSEN = {
    "phone": [
        [("welcome", "first run"), ("bind-review", "bind: who it is, what it may do"), ("approve", "approve what will be signed"),
         ("home", "what is left"), ("task", "a live task")],
        [("timeline", "what happened"), ("payment", "who signed what, verified here"), ("report", "where the money went"),
         ("limits-draft", "a limit, its effect said first"), ("agent-over-budget", "refused, and why")],
        [("home-frozen", "all frozen in one tap"), ("settings", "export, delete everything"), ("home-dark", "by night"),
         ("approve-ar", "Arabic, right to left"), ("timeline-zh", "Chinese")],
        [("trouble-offline", "offline"), ("trouble-biometric-cancelled", "not confirmed"), ("trouble-key-lost", "the key is gone"),
         ("trouble-clock-set-back", "clock set back"), ("home-font200", "font of 200%")],
    ],
    "wear": [
        [("home", "what is left"), ("approve-mandate", "approve at a glance"), ("approve-mandate-details", "all that is signed"),
         ("home-frozen", "all frozen"), ("payments", "last payments")],
        [("approve-mandate-ar", "Arabic"), ("home-zh", "Chinese"), ("payments-id", "Bahasa Indonesia"),
         ("home-font200", "font of 200%"), ("trouble-offline", "offline")],
    ],
}
CHOSEN_WIDTH = {"phone": 165, "wear": 150}
BLOCK = re.compile(r"<!-- pictures -->\n(.*?)<!-- /pictures -->", re.S)
SHOWN = re.compile(r"(?:src=\"|!?\[[^\]]*\]\()(?P<path>[^\")]*\.png)")


def size_of(file):
    """Width and height of a PNG; none for anything else."""
    head = file.read_bytes()[:24]
    return struct.unpack(">II", head[16:24]) if head[:8] == b"\x89PNG\r\n\x1a\n" and len(head) == 24 else None


def gallery(root):
    lines = ["# Pictures", "", "Written by `scripts/app_pictures.py`. Made by the apps' own tests (`scripts/check-android.sh`), which run the real",
             "screens under Robolectric on the real core and a sandbox in the same process; no device and no emulator had a part in it."]
    for app, across in ACROSS.items():
        names = sorted(file.stem for file in (root / FOLDER / app).glob("*.png"))
        if not names:
            continue
        lines += ["", f"## {app.capitalize()}: {len(names)}", "", "<table>"]
        for start in range(0, len(names), across):
            cells = [f'<td align="center"><a href="{app}/{name}.png"><img src="{app}/{name}.png" width="{WIDTH[app]}" alt="{name}"></a>'
                     f"<br>{name}</td>" for name in names[start:start + across]]
            lines += ["<tr>", *cells, "</tr>"]
        lines.append("</table>")
    return "\n".join(lines) + "\n"


def chosen(root):
    """The README's tables: as many of the chosen pictures as there are."""
    lines = []
    for app, rows in CHOSEN.items():
        there = [[(name, what) for name, what in row if (root / FOLDER / app / f"{name}.png").is_file()] for row in rows]
        if not any(there):
            continue
        lines.append("<table>")
        for row in filter(None, there):
            cells = [f'<td align="center"><img src="{FOLDER}/{app}/{name}.png" width="{CHOSEN_WIDTH[app]}" alt="{what}"><br>{what}</td>'
                     for name, what in row]
            lines += ["<tr>", *cells, "</tr>"]
        lines += ["</table>", ""]
    if lines:
        lines.append(f"Every screen and every trouble: [all pictures]({FOLDER}/README.md), drawn by the apps' own tests.")
    return "".join(line + "\n" for line in lines)


def missing(root):
    """Chosen pictures that nobody made yet."""
    return [f"{app}/{name}.png" for app, rows in CHOSEN.items() for row in rows for name, _ in row
            if not (root / FOLDER / app / f"{name}.png").is_file()]


def problems(root):
    pictures = sorted((root / FOLDER).rglob("*.png"))
    found = [f"{file.relative_to(root)}: no PNG, or empty" for file in pictures if not all(size_of(file) or (0, 0))]
    found += [f"{file.relative_to(root)}: not in a folder of {list(ACROSS)}" for file in pictures if file.parent.name not in ACROSS]
    total = sum(file.stat().st_size for file in pictures)
    if total > MOST_BYTES:
        found.append(f"{FOLDER}: {total} bytes of pictures, more than {MOST_BYTES}")
    page = root / FOLDER / "README.md"
    if pictures and (not page.is_file() or page.read_text(encoding="utf-8") != gallery(root)):
        found.append(f"{FOLDER}/README.md: not what is there; run scripts/app_pictures.py")
    readme = (root / "README.md").read_text(encoding="utf-8")
    shown = BLOCK.search(readme)
    if not shown or shown.group(1) != chosen(root):
        found.append("README.md: its pictures are not those that are there; run scripts/app_pictures.py")
    for name in [*PAGES, f"{FOLDER}/README.md"]:
        text = (root / name).read_text(encoding="utf-8") if (root / name).is_file() else ""
        found += [f"{name}: {path} is not there" for path in SHOWN.findall(text) if not ((root / name).parent / path).is_file()]
    return found, len(pictures), total


def self_test():
    """Plants each fault beside one right picture."""
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", 2, 2)
    home = f"{FOLDER}/wear/home.png"
    plants = [
        ("nothing", home, head, None),
        ("no picture", f"{FOLDER}/wear/other.png", b"<html>", "no PNG"),
        ("an empty picture", f"{FOLDER}/wear/other.png", head[:16] + bytes(8), "no PNG, or empty"),
        ("a picture nobody shows", f"{FOLDER}/wear/other.png", head, "not what is there"),
        ("a chosen picture the README lacks", f"{FOLDER}/wear/payments.png", head, "README.md: its pictures"),
        ("another folder", f"{FOLDER}/car/home.png", head, "not in a folder of"),
        ("too many bytes", home, head + bytes(MOST_BYTES), "more than"),
        ("a picture that is not there", "android-demo/README.md", b"![gone](pictures/wear/gone.png)", "gone.png is not there"),
    ]
    failures = 0
    for what, path, content, wanted in plants:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / FOLDER / "wear").mkdir(parents=True)
            (root / home).write_bytes(head)
            (root / "README.md").write_text("<!-- pictures -->\n<!-- /pictures -->\n", encoding="utf-8")
            write(root)
            (root / path).parent.mkdir(exist_ok=True)
            (root / path).write_bytes(content)
            found, _, _ = problems(root)
        right = any(wanted in problem for problem in found) if wanted else not found
        failures += not right
        if not right:
            print(f"self-test: {what}: {found or 'nothing found'}")
    print(f"self-test: {len(plants) - 1} faults of pictures planted, {failures} not judged rightly")
    return 1 if failures else 0


def write(root):
    (root / FOLDER / "README.md").write_text(gallery(root), encoding="utf-8")
    readme = (root / "README.md").read_text(encoding="utf-8")
    block = f"<!-- pictures -->\n{chosen(root)}<!-- /pictures -->"
    (root / "README.md").write_text(BLOCK.sub(lambda _: block, readme), encoding="utf-8")


def main(arguments):
    if "--self-test" in arguments:
        return self_test()
    folders = [argument for argument in arguments if not argument.startswith("--")]
    root = Path(folders[0]) if folders else Path(__file__).resolve().parent.parent
    if "--check" not in arguments and any((root / FOLDER).rglob("*.png")):
        write(root)
    found, count, total = problems(root)
    for problem in found:
        print(f"app_pictures: {problem}")
    waiting = len(missing(root))
    print(f"note: {count} pictures, {total // 1024} KB" + (f"; {waiting} of those that the README shows are not there yet" if waiting else ""))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
