#!/usr/bin/env python3
"""Puts our reader in the place of uniffi's in the Swift that uniffi generated.

    swift_reader.py FILE         rewrites FILE
    swift_reader.py --self-test  plants what another uniffi could write and shows that it is refused

uniffi's reader goes through Foundation's `Data` for every field of a record, which made up half of what a list of mandates
costs in Swift. bindings/swift/Reader has its text as generated, to the letter, and ours; everything else stays as it was
generated, but for the type of a reader. Refuses, and leaves FILE alone, where the generated text is any other than what was
looked at when ours was written: with another uniffi, look at its reader, then renew Generated.swift.
"""

import re
import sys
import tempfile
from pathlib import Path

READER = Path(__file__).resolve().parent.parent / "bindings/swift/Reader"
THEIR_TYPE = "(data: Data, offset: Data.Index)"
OUR_TYPE = "(data: UnsafeBufferPointer<UInt8>, offset: Int)"
THEIR_LIFT = "createReader(data: Data(rustBuffer: buf))"
OUR_LIFT = "createReader(data: UnsafeBufferPointer(rustBuffer: buf))"
# Our readBytes hands out the bytes where they lie, so all that calls it must copy them at once, as these do.
COPIES = ("String(decoding: try readBytes(&buf, count: Int(len)), as: UTF8.self)", "Data(try readBytes(&buf, count: Int(len)))")
NAMES = ("createReader", "readRange", "readInt", "readBytes", "readFloat", "readDouble", "hasRemaining")


class Unexpected(Exception):
    """The generated text is not what our reader was written for."""


def once(text, what, name):
    if text.count(what) != 1:
        raise Unexpected(f"{name} is there {text.count(what)} times, not once")
    return what


def rewritten(generated):
    theirs, ours = ((READER / f"{name}.swift").read_text(encoding="utf-8") for name in ("Generated", "Ours"))
    before, after = generated.split(once(generated, theirs, "uniffi's reader as in Reader/Generated.swift"))
    rest = before + after
    for name in NAMES:
        if re.search(rf"\bfunc {name}\b", rest):
            raise Unexpected(f"another {name} is declared")
    once(rest, THEIR_LIFT, "the place where a record is lifted")
    uses, copies = rest.count("readBytes("), sum(rest.count(copy) for copy in COPIES)
    if uses != copies or not uses:
        raise Unexpected(f"{uses} calls of readBytes, of which {copies} copy what they read at once")
    if not rest.count(THEIR_TYPE):
        raise Unexpected("nothing reads")
    before, after = (part.replace(THEIR_LIFT, OUR_LIFT).replace(THEIR_TYPE, OUR_TYPE) for part in (before, after))
    for left in ("Data.Index", "Data(rustBuffer", "reader.data"):
        if left in before + after:
            raise Unexpected(f"`{left}` is used outside the reader")
    return before + ours + after


def rewrite(file):
    text = rewritten(file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")


def self_test():
    theirs = (READER / "Generated.swift").read_text(encoding="utf-8")
    reads = f"func read(from buf: inout {THEIR_TYPE}) throws -> String {{\n    {COPIES[0]}\n}}\n"
    good = f"import Foundation\n{theirs}var reader = {THEIR_LIFT}\n{reads}"
    planted = {
        "another reader": good.replace("value.bigEndian", "value.littleEndian"),
        "no reader": good.replace(theirs, ""),
        "two readers": good + theirs,
        "another way to lift": good.replace(THEIR_LIFT, "createReader(data: Data(buffer: buf))"),
        "bytes that are kept": good + "let kept = try readBytes(&buf, count: 8)\n",
        "another type of readers": good + "func peek(_ buf: (data: Data, at: Data.Index)) {}\n",
        "a look inside a reader": good + "let first = reader.data[0]\n",
        "a function of a name of ours": good + "func readRange() {}\n",
        "nothing that reads": good.replace(THEIR_TYPE + ") throws -> String", "Int) throws -> String"),
        "what was rewritten already": rewritten(good),
    }
    missed = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Generated.swift"
        for what, text in planted.items():
            file.write_text(text, encoding="utf-8")
            try:
                rewrite(file)
                print(f"self-test: MISSED {what}")
                missed = 1
            except Unexpected:
                kept = file.read_text(encoding="utf-8") == text
                print(f"self-test: {what} is refused" if kept else f"self-test: {what} is refused but the file was CHANGED")
                missed |= not kept
    return missed


def main(arguments):
    if arguments == ["--self-test"]:
        return self_test()
    if len(arguments) != 1:
        sys.exit(__doc__)
    try:
        rewrite(Path(arguments[0]))
    except Unexpected as fault:
        sys.exit(f"swift_reader: {arguments[0]}: {fault}. See scripts/swift_reader.py")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
