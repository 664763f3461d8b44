"""Runs the JUnit 4 tests of a part on the JVM, and those of an app and of a part for Android under Robolectric."""
from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from app import App
from parts import KotlinPart, sources_of, unpacked
from stamp import HERE, files_in, made
from workshop import Workshop, class_path

# Robolectric and JNA reach into these.
OPENED = ("java.lang", "java.nio", "java.util", "java.io", "java.net")


def _run(shop: Workshop, classes: Path, path: list[Path], properties: dict[str, object], home: Path, only: list[str]) -> int:
    opens = [f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in OPENED]
    settings = [f"-D{key}={value}" for key, value in {"jna.library.path": shop.bindings / "lib", **properties}.items()]
    command = ["java", "-Xmx3g", *opens, *settings, "-cp", class_path(path), "androidcheck.RunTestsKt", str(classes), *only]
    return subprocess.run(command, cwd=home).returncode


def _compile(shop: Workshop, target: Path, sources: list[Path], main: Path, path: list[Path], *flags: object) -> Path:
    """Tests see what their module calls internal."""
    sources = [*sources, HERE / "support/RunTests.kt"]
    flags = (f"-Xfriend-paths={main}", *flags)
    inputs = [*sources, *files_in([main]), *path, *flags]
    return made(target, inputs, lambda: shop.kotlin(sources, target, class_path(path), *flags))


def test_part(part: KotlinPart, only: list[str]) -> int:
    shop, tests = part.shop, sources_of(part.shop, part.config["tests"])
    main = part.classes()
    path = [main, *(p.classes() for p in part.below), *part.libraries(), *shop.lock.jars("unit")]
    api, framework, properties = [], [], {"module": part.name}
    if part.config.get("android"):
        path += [*shop.lock.jars("robolectric"), *(jar for aar in unpacked(shop, "unit", "robolectric") for jar in aar.jars())]
        api, framework = [shop.android_api], [shop.lock.file_of("tool:sdk")]
        properties |= _robolectric(shop)
    target = _compile(shop, part.out / "test-classes", tests, main, [*path, *api])
    return _run(shop, target, [target, *path, *framework], properties, shop.root, only)


def test_app(app: App, only: list[str]) -> int:
    shop = app.shop
    aars = app.aars("unit", "robolectric")
    linked = app.resources("test", aars)
    main = app.classes(linked)
    path = [main, linked / "r", *app.class_path(aars, "unit", "robolectric"), *shop.lock.jars("jna")]
    tests = [f for f in files_in([app.home / "src/test/kotlin"]) if f.suffix == ".kt"]
    tests += sources_of(shop, app.config.get("test_sources", []))
    target = _compile(shop, app.out / "test-classes", tests, main, [*path, shop.android_api], shop.compose_plugin())

    resources = app.out / "test-resources"
    shutil.rmtree(resources, ignore_errors=True)
    for folder in (app.home / "src/test/resources", *(shop.path(f) for f in app.config.get("test_resources", []))):
        if folder.is_dir():
            shutil.copytree(folder, resources, dirs_exist_ok=True)
    config = resources / "com/android/tools/test_config.properties"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(f"android_merged_manifest={app.out}/AndroidManifest-test.xml\nandroid_resource_apk={linked}/app.ap_\n"
                      f"android_merged_assets={linked}/assets\nandroid_custom_package={app.namespace}\n")
    properties = {"module": app.name, **_robolectric(shop), "pictures": shop.pictures / app.name}
    return _run(shop, target, [resources, target, *path, shop.lock.file_of("tool:sdk")], properties, app.home, only)


def _robolectric(shop: Workshop) -> dict[str, object]:
    return {"java.awt.headless": "true", "robolectric.offline": "true", "robolectric.dependency.dir": _instrumented(shop),
            "robolectric.pixelCopyRenderMode": "hardware"}


def _instrumented(shop: Workshop) -> Path:
    """The folder in which Robolectric looks for the framework."""
    folder, jar = shop.cache / "robolectric", shop.lock.file_of("tool:sdk-instrumented")
    folder.mkdir(exist_ok=True)
    try:
        os.link(jar, folder / jar.name)
    except FileExistsError:
        pass
    return folder
