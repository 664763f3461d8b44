"""An Android app on its way from sources to classes, resources and a merged manifest."""
from __future__ import annotations

import re
import shutil
from pathlib import Path

from parts import Aar, KotlinPart, own_aar, sources_of, unpacked
from program import Stop, run
from stamp import files_in, made
from workshop import Workshop, class_path


class App:
    """A module with the source layout of the Android Gradle plugin; everything made lies under OUT/<name>."""

    def __init__(self, shop: Workshop, modules: dict, name: str) -> None:
        self.shop, self.name, self.config = shop, name, modules[name]
        self.home, self.out = shop.path(self.config["home"]), shop.out / name
        self.namespace: str = self.config["namespace"]
        part = KotlinPart(shop, modules, name)
        self.below = part.below
        self.uses = ["library", "app", *self.config.get("uses", [])]
        self.out.mkdir(parents=True, exist_ok=True)

    def aars(self, *more: str) -> list[Aar]:
        return [*unpacked(self.shop, *self.uses, *more), *(own_aar(self.shop, p) for p in self.below if "home" in p.config)]

    def class_path(self, aars: list[Aar], *more: str) -> list[Path]:
        """Below this app's own classes: the project's parts, then the registry's."""
        jars = [j for aar in aars for j in aar.jars()]
        return [*(p.classes() for p in self.below), *jars, *self.shop.lock.jars(*self.uses, *more)]

    def resource_folders(self) -> list[Path]:
        folders = [self.home / "src/main/res", *(self.shop.path(f) for f in self.config.get("res", []))]
        return [f for f in folders if f.is_dir()]

    def manifest(self, flavor: str, aars: list[Aar]) -> Path:
        """This app's manifest merged with those of its libraries."""
        source = self.home / "src/main/AndroidManifest.xml"
        text = source.read_text()
        if re.search(r"<manifest[^>]*\spackage=", text) or "<uses-sdk" in text:
            raise Stop(f"{source}: package and uses-sdk belong into the Gradle file")
        merged = self.out / f"AndroidManifest-{flavor}.xml"
        values = {"PACKAGE": self.config.get("application_id", self.namespace), "MIN_SDK_VERSION": self.config["min_sdk"],
                  "TARGET_SDK_VERSION": self.config["target_sdk"], "VERSION_CODE": self.config["version_code"],
                  "VERSION_NAME": self.config["version_name"]}

        def make() -> None:
            named = self.out / f"AndroidManifest-named-{flavor}.xml"
            named.write_text(text.replace("<manifest", f'<manifest package="{self.namespace}"', 1))
            run("java", "-cp", class_path(self.shop.lock.jars("tool:merger")), "com.android.manifmerger.Merger", "--main", named,
                "--out", merged, "--log", "WARNING", "--libs", class_path([a.manifest for a in aars]),
                *(word for key, value in values.items() for word in ("--property", f"{key}={value}")))

        return made(merged, [source, *(a.manifest for a in aars), *values.items()], make)

    def resources(self, flavor: str, aars: list[Aar]) -> Path:
        """OUT/<flavor>/app.ap_ (linked resources), R classes of the app and of every library, assets, rules for R8."""
        target, merged = self.out / flavor, self.manifest(flavor, aars)
        folders = self.resource_folders()
        assets = [f for f in (*(a.folder / "assets" for a in aars), self.home / "src/main/assets") if f.is_dir()]

        def make() -> None:
            (target / "assets").mkdir(parents=True)
            for folder in assets:
                shutil.copytree(folder, target / "assets", dirs_exist_ok=True)
            layers = [a.resources for a in aars if a.resources.exists()]
            for i, folder in enumerate(folders):
                own = target / f"own-{i}.zip"
                run("aapt2", "compile", "--dir", folder, "-o", own)
                layers.append(own)
            run("aapt2", "link", "-o", target / "app.ap_", "-I", self.shop.framework, "-A", target / "assets", "--manifest", merged,
                "--java", target / "java", "--proguard", target / "aapt.pro", "--auto-add-overlay", "--non-final-ids",
                "--warn-manifest-validation", "--min-sdk-version", self.config["min_sdk"], "--target-sdk-version",
                self.config["target_sdk"], "--custom-package", self.namespace, "--extra-packages",
                ":".join(sorted({a.package for a in aars})), *(word for layer in layers for word in ("-R", layer)),
                log=target / "aapt2.log")
            self.shop.java(list((target / "java").rglob("*.java")), target / "r")

        return made(target, [merged, *(a.folder for a in aars), *files_in(folders), *assets], make)

    def classes(self, linked: Path) -> Path:
        """The app's own classes, compiled against the R classes in `linked`, and against nothing of the tests."""
        sources = [f for f in files_in([self.home / "src/main/kotlin"]) if f.suffix == ".kt"]
        sources += sources_of(self.shop, self.config.get("sources", []))
        stand_ins = sources_of(self.shop, self.config.get("stand_ins", []), ".java")
        target = self.out / "classes"
        path = [target, linked / "r", *self.class_path(self.aars()), *self.shop.lock.jars("jna"), self.shop.android_api]
        names = files_in([linked / "java"])
        lower = [f for part in self.below for f in sources_of(self.shop, part.config["sources"])]

        def make() -> None:
            target.mkdir(parents=True)
            if stand_ins:
                self.shop.java(stand_ins, target, class_path(path))
            self.shop.kotlin(sources, target, class_path(path), self.shop.compose_plugin(), *self.config.get("kotlin_flags", []))

        return made(target, [*sources, *stand_ins, *names, *lower, *path[2:]], make)
