"""One file of a Maven repository, named as Maven names it."""
from __future__ import annotations

from typing import NamedTuple


class Artifact(NamedTuple):
    group: str
    name: str
    version: str
    ext: str
    classifier: str = ""

    @classmethod
    def parse(cls, gav: str, ext: str) -> "Artifact":
        """From `group:name:version[:classifier]` and the file's type."""
        group, name, version, *classifier = gav.split(":")
        return cls(group, name, version, ext, *classifier)

    @property
    def path(self) -> str:
        """Where the file lies below a repository's root."""
        tail = f"-{self.classifier}" if self.classifier else ""
        return f"{self.group.replace('.', '/')}/{self.name}/{self.version}/{self.name}-{self.version}{tail}.{self.ext}"

    @property
    def gav(self) -> str:
        return ":".join(part for part in (self.group, self.name, self.version, self.classifier) if part)
