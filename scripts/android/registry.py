"""Files of the Maven registry, kept in a cache with the layout of a repository.

They come over HTTP from the mirror that Maven's settings name, or from AMP_MAVEN_URL; with neither, Maven downloads them.
"""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Iterable

from artifact import Artifact
from program import Unavailable

POM = "<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><version>1</version><packaging>pom</packaging>"
GET = ("<build><plugins><plugin><artifactId>maven-dependency-plugin</artifactId><version>3.6.1</version><executions><execution>"
       "<phase>initialize</phase><goals><goal>get</goal></goals><configuration><artifact>{}</artifact>"
       "<transitive>false</transitive></configuration></execution></executions></plugin></plugins></build></project>")


def parse_xml(text: str) -> ET.Element:
    """The root of an XML file whose default name space does not matter."""
    return ET.fromstring(re.sub(r'\sxmlns="[^"]+"', "", text, count=1))


class Registry:
    def __init__(self, cache: Path) -> None:
        self.root = cache / "repo"
        self.base = os.environ.get("AMP_MAVEN_URL") or self._mirror()

    @staticmethod
    def _mirror() -> str | None:
        program = shutil.which("mvn")
        homes = [Path.home() / ".m2"] + ([Path(program).resolve().parents[1] / "conf"] if program else [])
        for settings in (home / "settings.xml" for home in homes):
            if not settings.exists():
                continue
            for mirror in parse_xml(settings.read_text()).iter("mirror"):
                if mirror.findtext("blocked") != "true" and re.search(r"\*|central", mirror.findtext("mirrorOf") or ""):
                    return mirror.findtext("url")
        return None

    def get(self, wanted: Iterable[Artifact]) -> dict[Artifact, Path]:
        """The local files of those that exist. What the registry lacks is left out, and remembered as lacking."""
        wanted = list(dict.fromkeys(wanted))
        todo = [a for a in wanted if not (self.root / a.path).exists() and not self._absence(a).exists()]
        if todo:
            (self._over_http if self.base else self._by_maven)(todo)
            for artifact in todo:
                if not (self.root / artifact.path).exists():
                    self._absence(artifact).parent.mkdir(parents=True, exist_ok=True)
                    self._absence(artifact).touch()
        return {a: self.root / a.path for a in wanted if (self.root / a.path).exists()}

    def _absence(self, artifact: Artifact) -> Path:
        return self.root / (artifact.path + ".absent")

    def _over_http(self, todo: list[Artifact]) -> None:
        with ThreadPoolExecutor(12) as pool:
            list(pool.map(self._download, todo))

    def _download(self, artifact: Artifact) -> None:
        target = self.root / artifact.path
        target.parent.mkdir(parents=True, exist_ok=True)
        for attempt in range(3):
            try:
                url = f"{self.base.rstrip('/')}/{artifact.path}"
                with urllib.request.urlopen(url, timeout=120) as answer, \
                        tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as part:
                    shutil.copyfileobj(answer, part)
                os.replace(part.name, target)
                return
            except urllib.error.HTTPError as error:
                if error.code == 404:
                    return
            except OSError:
                time.sleep(attempt + 1)
        raise Unavailable(f"the registry does not deliver {artifact.gav} ({artifact.ext})")

    def _by_maven(self, todo: list[Artifact]) -> None:
        """One reactor with a module for each file, so that Maven downloads in parallel and goes on after a missing one."""
        for _ in range(3):
            said = self._reactor(todo)
            for artifact in todo:  # Maven's notes on a miss would stop the next try
                for note in (self.root / artifact.path).parent.glob("*.lastUpdated"):
                    note.unlink()
            todo = [a for a in todo if not (self.root / a.path).exists()]
            if not todo or "Could not transfer" not in said:
                return
        raise Unavailable(f"the registry does not deliver {todo[0].gav} ({todo[0].ext}) and {len(todo) - 1} more")

    def _reactor(self, todo: list[Artifact]) -> str:
        with tempfile.TemporaryDirectory() as folder:
            for i, a in enumerate(todo):
                coordinate = ":".join(x for x in (a.group, a.name, a.version, a.ext, a.classifier) if x)
                Path(folder, f"{i}.xml").write_text(f"{POM}<artifactId>m{i}</artifactId>{GET.format(coordinate)}")
            modules = "".join(f"<module>{i}.xml</module>" for i in range(len(todo)))
            Path(folder, "pom.xml").write_text(f"{POM}<artifactId>all</artifactId><modules>{modules}</modules></project>")
            command = ["mvn", "-q", "-B", "-ntp", "-fn", "-T12", f"-Dmaven.repo.local={self.root}", "-f", folder, "initialize"]
            return subprocess.run(command, capture_output=True, text=True).stdout
