"""What apps are put together from: plain Kotlin, and Android libraries from the registry or from this project."""
from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from program import Stop, run
from stamp import files_in, made
from workshop import Workshop, class_path


def sources_of(shop: Workshop, folders: list[str], suffix: str = ".kt") -> list[Path]:
    """The sources in folders of modules.toml, each of which must exist."""
    paths = [shop.path(folder) for folder in folders]
    if absent := [p for p in paths if not p.is_dir()]:
        raise Stop(f"source folder does not exist: {absent[0]}")
    return [f for f in files_in(paths) if f.suffix == suffix]


def needed(modules: dict, name: str) -> list[str]:
    """The modules under `name`, lowest first."""
    below = []
    for lower in modules[name].get("on", []):
        below += [m for m in (*needed(modules, lower), lower) if m not in below]
    return below


class KotlinPart:
    """Plain Kotlin: knows no Android unless it says `android = true`."""

    def __init__(self, shop: Workshop, modules: dict, name: str) -> None:
        self.shop, self.name, self.config = shop, name, modules[name]
        self.below = [KotlinPart(shop, modules, lower) for lower in needed(modules, name)]
        self.out = shop.out / name

    def libraries(self) -> list[Path]:
        return self.shop.lock.jars("library", "jna")

    def classes(self) -> Path:
        sources = sources_of(self.shop, self.config["sources"])
        on = [*(part.classes() for part in self.below), *self.libraries()]
        if self.config.get("android"):
            on.append(self.shop.android_api)
        target = self.out / "classes"
        flags = self.config.get("kotlin_flags", [])
        lower = [f for part in self.below for f in sources_of(self.shop, part.config["sources"])]
        return made(target, [*sources, *lower, *flags, *on], lambda: self.shop.kotlin(sources, target, class_path(on), *flags))


class Aar:
    """An Android library as an app takes it: a folder with its manifest, compiled resources, classes, assets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest, self.resources = folder / "AndroidManifest.xml", folder / "res.zip"
        self.rules = folder / "proguard.txt"

    def jars(self) -> list[Path]:
        return [j for j in (self.folder / "classes.jar", *sorted(self.folder.glob("libs/*.jar"))) if j.exists()]

    @property
    def package(self) -> str:
        match = re.search(r'<manifest[^>]*\spackage="([^"]+)"', self.manifest.read_text(errors="replace"))
        if match is None:
            raise Stop(f"{self.manifest} names no package")
        return match[1]


def unpacked(shop: Workshop, *uses: str) -> list[Aar]:
    """The registry's Android libraries of these uses, each unpacked and its resources compiled once for every app."""

    def unpack(file: Path) -> Aar:
        target = shop.cache / "aar" / f"{file.parents[2].name}.{file.stem}"
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            part = Path(tempfile.mkdtemp(dir=target.parent))
            with zipfile.ZipFile(file) as archive:
                archive.extractall(part)
            if (part / "res").is_dir() and any((part / "res").iterdir()):
                run("aapt2", "compile", "--dir", part / "res", "-o", part / "res.zip")
            try:
                part.rename(target)
            except OSError:  # another run was faster
                shutil.rmtree(part)
        return Aar(target)

    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(unpack, (shop.lock.path(a) for a in shop.lock.of(*uses) if a.ext == "aar")))


def own_aar(shop: Workshop, part: KotlinPart) -> Aar:
    """What of a part of this project only Android knows: its manifest and its resources."""
    home = shop.path(part.config["home"])
    target = part.out / "aar"

    def make() -> None:
        target.mkdir(parents=True)
        manifest = (home / "AndroidManifest.xml").read_text()
        (target / "AndroidManifest.xml").write_text(manifest.replace("<manifest", f'<manifest package="{part.config["namespace"]}"', 1))
        if (home / "res").is_dir():
            run("aapt2", "compile", "--dir", home / "res", "-o", target / "res.zip")

    made(target, [part.config["namespace"], *files_in([home / "res"]), home / "AndroidManifest.xml"], make)
    return Aar(target)
