"""From the roots that a person writes to the files that are downloaded: Gradle's rule, and the lock file that keeps it."""
from __future__ import annotations

import re
from pathlib import Path

from artifact import Artifact
from lockfile import sha256
from metadata import Metadata, Module, describe
from registry import Registry

Name = tuple[str, str]  # group, name


def _version_key(version: str) -> tuple:
    words = {"alpha": -4, "beta": -3, "rc": -2, "jre": 0, "android": 1}
    parts = [(2, int(p)) if p.isdigit() else (words.get(re.sub(r"\d+$", "", p).lower(), -1), int(re.sub(r"\D", "", p) or 0))
             for p in re.split(r"[.\-+]", version)]
    return tuple(parts) + ((0, 0),)


def _newest(*versions: str | None) -> str | None:
    return max((v for v in versions if v), key=_version_key, default=None)


def _resolve(registry: Registry, roots: list[Module]) -> tuple[dict[Name, str], dict[Module, Metadata | None]]:
    """Of all versions asked for the newest wins; a constraint counts once its module is needed."""
    asked: dict[Name, str | None] = {}
    limits: dict[Name, str] = {}
    known: dict[Module, Metadata | None] = {}
    todo: list[tuple[str, str, str | None]] = list(roots)
    while True:
        for group, name, version in todo:
            asked[group, name] = _newest(asked.get((group, name)), version)
        chosen = {name: v for name in asked if (v := _newest(asked[name], limits.get(name)))}
        new = [(*name, v) for name, v in chosen.items() if (*name, v) not in known]
        if not new:
            return chosen, known
        fresh = describe(registry, new)
        known |= {module: fresh.get(module) for module in new}
        todo = [need for metadata in fresh.values() for need in metadata.needs]
        for group, name, version in (c for metadata in fresh.values() for c in metadata.constraints):
            limits[group, name] = _newest(limits.get((group, name)), version)


def _read_roots(file: Path) -> list[tuple[str, Artifact]]:
    """(use, root) of each line; a root without a type stands for itself and all that it needs."""
    roots = []
    for line in file.read_text().splitlines():
        if line := line.split("#")[0].strip():
            use, coordinate = line.split()
            gav, _, ext = coordinate.partition("@")
            roots.append((use, Artifact.parse(gav, ext)))
    return roots


def write_lock(registry: Registry, roots_file: Path, lock_file: Path) -> None:
    """Resolves the roots and writes every file with its sha256. Tools are resolved each apart, all else together."""
    roots = _read_roots(roots_file)
    uses: dict[Artifact, set[str]] = {}
    missing: set[str] = set()
    for tool in sorted({use for use, _ in roots if use.startswith("tool:")} | {""}):
        part = [(u, r) for u, r in roots if (u == tool if tool else not u.startswith("tool:"))]
        for use, root in part:
            if root.ext:
                uses.setdefault(root, set()).add(use)
        chosen, known = _resolve(registry, [r[:3] for _, r in part if not r.ext])
        for use in {u for u, _ in part}:
            seen, queue = set(), [r[:2] for u, r in part if u == use and not r.ext]
            while queue:
                name = queue.pop()
                if name in seen:
                    continue
                seen.add(name)
                metadata = known.get((*name, chosen.get(name, "")))
                if metadata is None:
                    missing.add(":".join((*name, chosen.get(name, "(no version given)"))))
                    continue
                queue += [need[:2] for need in metadata.needs]
                for file in metadata.files:
                    uses.setdefault(file, set()).add(use)
    files = registry.get(uses)
    missing |= {f"{a.gav}@{a.ext}" for a in uses if a not in files}
    lines = ["# group:artifact:version[:classifier] type sha256 uses; written by scripts/check-android.sh --lock from roots.txt"]
    lines += [f"# not in the registry: {m}" for m in sorted(missing)]
    lines += [f"{a.gav} {a.ext} {sha256(f)} {','.join(sorted(uses[a]))}" for a, f in sorted(files.items())]
    lock_file.write_text("\n".join(lines) + "\n")
    print(f"{len(files)} files, {sum(f.stat().st_size for f in files.values()) >> 20} MiB; not in the registry:", *sorted(missing))
