"""Checks that the house is the one drawn: imports point down only, and each outside crate stays in its room.

Reads every path of the Rust sources (use trees, paths in expressions, `super` chains), with comments and literals
taken out. Called by check-layers.sh.
"""

import re
import sys
from pathlib import Path

# From the ground up, as drawn in core/src/lib.rs. A room imports its own layer and those below.
LAYERS = [
    ("ground", {"money", "clock"}),
    ("standards", {"jose"}),
    ("assurance", {"assurance"}),
    ("decisions", {"agents", "audit", "channels", "claims", "devices", "events", "guard", "ledger", "limits",
                   "mandates", "payments", "trust"}),
    ("effects", {"identity", "network", "storage"}),
    ("runtime", {"runtime"}),
    ("use cases", {"wallet"}),
    ("callers", {"ffi", "mpp", "sandbox"}),
]
RANK = {room: rank for rank, (_, rooms) in enumerate(LAYERS) for room in rooms}
PURE = {room for _, rooms in LAYERS[:4] for room in rooms}

# Outside crate -> rooms that may name it. Programs beside the core may name none of them.
OWNED = {
    "rusqlite": {"storage"},
    "reqwest": {"network"},
    "axum": {"mpp", "sandbox"},
    "zbus_secret_service_keyring_store": {"identity"},
    "keyring_core": {"identity"},
}
# What domain types may take of uniffi where they are defined. Everything else of it belongs to ffi/.
UNIFFI_DOMAIN = {"Record", "Enum", "Error", "UnexpectedUniFFICallbackError"}
# I/O that no decision may do. (Reading a clock is clippy's to refuse.)
EFFECTS = {("tokio",), ("std", "fs"), ("std", "net"), ("std", "process"), ("std", "thread"), ("std", "env")}

TOKEN = re.compile(
    r"""(?P<skip>\s+|//[^\n]*)
      | (?P<block>/\*)
      | (?P<raw>(?:b|c)?r(?P<hashes>\#*)")
      | (?P<string>(?:b|c)?"(?:[^"\\]|\\.)*")
      | (?P<char>b?'(?:[^'\\]|\\(?:[nrt0'"\\]|x[0-9a-fA-F]{2}|u\{[0-9a-fA-F_]+\}))')
      | (?P<lifetime>'[A-Za-z_]\w*)
      | (?P<word>(?:r\#)?[A-Za-z_]\w*)
      | (?P<path>::)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)


def tokens(source):
    """(token, line) without white space, comments and literals."""
    at, line, out = 0, 1, []
    while at < len(source):
        match = TOKEN.match(source, at)
        end, kind = match.end(), match.lastgroup
        if match.group("block"):
            depth = 1
            while depth and end < len(source):
                if source.startswith("/*", end):
                    depth, end = depth + 1, end + 2
                elif source.startswith("*/", end):
                    depth, end = depth - 1, end + 2
                else:
                    end += 1
        elif match.group("raw"):
            close = source.find('"' + match.group("hashes"), end)
            end = len(source) if close < 0 else close + 1 + len(match.group("hashes"))
        elif kind in ("word", "path", "other"):
            out.append((match.group().removeprefix("r#"), line))
        line += source.count("\n", at, end)
        at = end
    return out


def is_word(token):
    return token[0].isalpha() or token[0] == "_"


def use_tree(toks, at, prefix, out):
    """Reads one tree of a use declaration from `at`; returns where it ends."""
    path, line = list(prefix), toks[at][1] if at < len(toks) else 0
    while at < len(toks):
        token = toks[at][0]
        if token == "{":
            at += 1
            while at < len(toks) and toks[at][0] != "}":
                at = use_tree(toks, at, path, out)
                if at < len(toks) and toks[at][0] == ",":
                    at += 1
            return at + 1
        if token == "as":
            at += 2
            continue
        if token == "*" or is_word(token):
            line = toks[at][1]
            if token != "self" or not path:
                path.append(token)
        elif token != "::":
            break
        at += 1
    out.append((path, line))
    return at


def paths(source, module):
    """Every path with the module it stands in: (segments, line, module)."""
    toks, out, at = tokens(source), [], 0
    depth, inline = 0, []  # inline modules: (name, depth of their body)
    while at < len(toks):
        token, line = toks[at]
        here = module + [name for name, _ in inline]
        after = toks[at + 1][0] if at + 1 < len(toks) else ""
        if token == "{":
            depth += 1
        elif token == "}":
            if inline and inline[-1][1] == depth:
                inline.pop()
            depth -= 1
        elif token == "mod" and at + 2 < len(toks) and toks[at + 2][0] == "{":
            depth += 1
            inline.append((after, depth))
            at += 3
            continue
        # `use<'a>` captures lifetimes and imports nothing.
        elif token == "use" and after != "<":
            trees = []
            at = use_tree(toks, at + 1, [], trees)
            out += [(path, where, here, True) for path, where in trees]
            continue
        elif token == "extern" and after == "crate":
            out.append(([toks[at + 2][0]], line, here, True))
            at += 3
            continue
        elif token == "async":
            out.append((["async"], line, here, False))
        elif is_word(token) and after == "::":
            path = [token]
            while at + 2 < len(toks) and toks[at + 1][0] == "::" and is_word(toks[at + 2][0]):
                path.append(toks[at + 2][0])
                at += 2
            out.append((path, line, here, False))
        at += 1
    return out


def absolute(path, module):
    """The path from the crate's root, if it is one of this crate's."""
    if path[0] == "crate":
        return path[1:] or ["*"]
    here, rest = list(module), list(path)
    if rest[0] not in ("self", "super"):
        return None
    while rest and rest[0] in ("self", "super"):
        if rest.pop(0) == "super" and here:
            here.pop()
    return here + rest


def modules(root):
    """Rust file of the core -> its module path, with `#[path]` followed."""
    src = root / "core/src"
    found = {}
    for file in sorted(src.rglob("*.rs")):
        parts = list(file.relative_to(src).with_suffix("").parts)
        if parts[-1] in ("mod", "lib"):
            parts.pop()
        found[file] = parts
    for file, parts in list(found.items()):
        for target, name in re.findall(r'#\[path\s*=\s*"([^"]+)"\]\s*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;',
                                       file.read_text(encoding="utf-8")):
            placed = (file.parent / target).resolve()
            if placed in found:
                found[placed] = parts + [name]
    return found


def test_modules(found):
    """Module paths that exist in tests only."""
    marked = re.compile(r'#\[cfg\(test\)\]\s*(?:#\[[^\]]*\]\s*)*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)')
    return {tuple(module + [name]) for file, module in found.items()
            for name in marked.findall(file.read_text(encoding="utf-8"))}


def faults_of_core(file, module):
    room = module[0] if module else "lib"
    for path, line, here, imported in paths(file.read_text(encoding="utf-8"), module):
        target = absolute(path, here)
        if target is not None and room in RANK:
            goal = target[0] if target else "*"
            if goal == "*" and (path[0] == "crate" or imported):
                yield line, f"{room} imports the whole crate: name the room"
            elif goal in RANK and RANK[goal] > RANK[room]:
                yield line, f"{room} ({LAYERS[RANK[room]][0]}) imports {goal} ({LAYERS[RANK[goal]][0]}) above it"
            elif goal not in RANK and path[0] == "crate" and len(path) > 2:
                yield line, f"{goal} is no room of the drawing"
        elif target is None:
            yield from ((line, fault) for fault in faults_outside(room, path))


def faults_outside(room, path):
    crate = path[0]
    if crate in OWNED and room not in OWNED[crate]:
        yield f"{crate} outside {', '.join(sorted(OWNED[crate]))}"
    if crate == "uniffi" and room != "ffi":
        item = path[1] if len(path) > 1 else "*"
        if item not in UNIFFI_DOMAIN and not (room == "lib" and item == "setup_scaffolding"):
            yield f"uniffi::{item} outside ffi"
    if room in PURE:
        if crate == "async":
            yield f"{room} decides and is not async"
        elif any(tuple(path[: len(effect)]) == effect for effect in EFFECTS):
            yield f"{room} decides and does no I/O: {'::'.join(path)}"


def circles(edges):
    """Rooms of one layer that import each other in a circle."""
    for start in sorted(edges):
        todo, seen = [(start, [start])], set()
        while todo:
            room, way = todo.pop()
            for next_room in sorted(edges.get(room, ())):
                if next_room == start and start == min(way):
                    yield " -> ".join(way + [start])
                elif next_room not in seen and next_room != start:
                    seen.add(next_room)
                    todo.append((next_room, way + [next_room]))


def main(root):
    faults, edges, found = [], {}, modules(root)
    tests = test_modules(found)
    for file, module in found.items():
        if module and module[0] not in RANK:
            faults.append((file, 1, f"{module[0]} is no room of the drawing"))
        faults += [(file, line, fault) for line, fault in faults_of_core(file, module)]
        if module and module[0] in RANK:
            for path, _, here, _ in paths(file.read_text(encoding="utf-8"), module):
                goal = (absolute(path, here) or ["-"])[0]
                # Shared samples may tie two rooms together in tests; upward imports are refused there too.
                in_tests = any(tuple(here[:length]) in tests for length in range(1, len(here) + 1))
                if goal != module[0] and RANK.get(goal) == RANK[module[0]] and not in_tests:
                    edges.setdefault(module[0], set()).add(goal)
    for program in sorted((root / "bindings").glob("*/src/**/*.rs")):
        room = "uniffi-bindgen" if "uniffi-bindgen" in program.parts else "program"
        for path, line, _, _ in paths(program.read_text(encoding="utf-8"), []):
            if path[0] in OWNED or (path[0] == "uniffi" and room == "program"):
                faults.append((program, line, f"{path[0]} outside the core"))
    for file, line, fault in sorted(faults):
        print(f"{file.relative_to(root)}:{line}: {fault}")
    for circle in circles(edges):
        print(f"core/src: rooms in a circle: {circle}")
        faults.append(circle)
    print(f"check-layers: {len(found)} files, {len(faults)} violations")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
