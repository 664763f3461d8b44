"""The lock file, and what it names in the cache."""
from __future__ import annotations

import hashlib
from pathlib import Path

from artifact import Artifact
from program import Stop
from registry import Registry


def sha256(file: Path) -> str:
    with file.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()


class Lock:
    def __init__(self, registry: Registry, file: Path) -> None:
        self.registry, self.file = registry, file
        lines = [line.split() for line in file.read_text().splitlines() if line and line[0] != "#"]
        self.artifacts = {Artifact.parse(gav, ext): (digest, set(uses.split(","))) for gav, ext, digest, uses in lines}

    def fetch(self) -> None:
        """Downloads what is missing and checks every sha256; once for each lock and cache."""
        verified = self.registry.root / "verified"
        digest = sha256(self.file)
        if verified.exists() and verified.read_text() == digest:
            return
        found = self.registry.get(self.artifacts)
        bad = [a.gav for a, (wanted, _) in self.artifacts.items() if a not in found or sha256(found[a]) != wanted]
        if bad:
            raise Stop("missing, or not the file that was locked: " + " ".join(bad))
        verified.write_text(digest)

    def version(self, group: str, name: str) -> str | None:
        """The version on the apps' class path; a tool may have another one to itself."""
        return next((a.version for a, (_, uses) in self.artifacts.items()
                     if (a.group, a.name) == (group, name) and any(not use.startswith("tool:") for use in uses)), None)

    def of(self, *uses: str) -> list[Artifact]:
        """The artifacts that have one of these uses."""
        return [a for a, (_, mine) in self.artifacts.items() if mine & set(uses)]

    def path(self, artifact: Artifact) -> Path:
        return self.registry.root / artifact.path

    def file_of(self, use: str) -> Path:
        """The only file of this use."""
        return self.path(self.of(use)[0])

    def jars(self, *uses: str) -> list[Path]:
        return [self.path(a) for a in self.of(*uses) if a.ext == "jar"]
