"""Compiles the Android apps without Gradle, runs their tests, makes APKs. Called by check-android.sh, which says how."""
from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from apk import build_apk
from app import App
from lockfile import Lock
from parts import KotlinPart
from program import Stop, Unavailable
from registry import Registry
from resolver import write_lock
from stamp import HERE, files_in
from tests import test_app, test_part
from workshop import Workshop


def compare_versions(lock: Lock, root: Path) -> None:
    """What the lock and bindings/kotlin (and the apps' version catalog) both name has one version."""
    pom = (root / "bindings/kotlin/pom.xml").read_text()
    for name, module in {"kotlin": "org.jetbrains.kotlin:kotlin-stdlib", "jna": "net.java.dev.jna:jna",
                         "coroutines": "org.jetbrains.kotlinx:kotlinx-coroutines-android"}.items():
        told = re.search(rf"<{name}.version>(.+)</{name}.version>", pom)[1]
        if (locked := lock.version(*module.split(":"))) != told:
            raise Stop(f"{module} is {told} in bindings/kotlin/pom.xml and {locked} in {lock.file.name}")
    catalog = root / "android-demo/gradle/libs.versions.toml"
    if not catalog.exists():
        return
    told = tomllib.loads(catalog.read_text())
    for entry in told.get("libraries", {}).values():
        group, name = entry["module"].split(":") if "module" in entry else (entry["group"], entry["name"])
        version = entry.get("version", "")
        version = told["versions"][version["ref"]] if isinstance(version, dict) else version
        if (locked := lock.version(group, name) or lock.version(group, f"{name}-android")) and locked != version:
            raise Stop(f"{group}:{name} is {version} in {catalog.name} and {locked} in {lock.file.name}")


def read_modules(file: Path) -> dict:
    """Each module as its file says, and as the one that it is like."""
    told = tomllib.loads(file.read_text())
    return {name: {**told.get(config.get("like"), {}), **config} for name, config in told.items()}


def compiled(app: App) -> None:
    """Compiles an app that has no tests of its own; of the sandbox there must be nothing that it could have compiled against."""
    for part in app.below:
        if found := [f for f in files_in([part.classes()]) if f.parent.name == "ffi" and f.name.startswith("Sandbox")]:
            raise Stop(f"{part.name} has the sandbox: {found[0].name}")
    app.classes(app.resources("app", app.aars()))
    print(f"note: {app.name}: compiled, without the sandbox")


def test(shop: Workshop, modules: dict, name: str, only: list[str]) -> None:
    """Runs a module's tests, whose last line is a note with the counts."""
    kind = modules[name]["kind"]
    if modules[name].get("compiled"):
        return compiled(App(shop, modules, name))
    code = test_app(App(shop, modules, name), only) if kind == "app" else test_part(KotlinPart(shop, modules, name), only)
    if code:
        raise Stop(f"tests of {name} failed")


def main() -> int:
    parser = argparse.ArgumentParser(prog="check-android.sh")
    parser.add_argument("--root", type=Path, required=True)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--bindings", type=Path, required=True)
    parser.add_argument("--plain", type=Path, required=True)
    parser.add_argument("--pictures", type=Path, required=True)
    parser.add_argument("--lock", action="store_true")
    parser.add_argument("--apk", action="store_true")
    parser.add_argument("--shrink", action="store_true")
    parser.add_argument("module", nargs="?")
    parser.add_argument("only", nargs="*")
    args = parser.parse_args()
    root = args.root.resolve()
    out = root / "target/androidcheck/out"
    for folder in (out, args.cache):
        folder.mkdir(parents=True, exist_ok=True)
    registry = Registry(args.cache.resolve())
    if args.lock:
        write_lock(registry, HERE / "roots.txt", HERE / "android.lock")
        return 0
    lock = Lock(registry, HERE / "android.lock")
    compare_versions(lock, root)
    lock.fetch()
    shop = Workshop(root, out, args.cache.resolve(), args.bindings.resolve(), args.plain.resolve(),
                    args.pictures.resolve(), lock)
    modules = read_modules(HERE / "modules.toml")
    if args.module and args.module not in modules:
        raise Stop(f"no module {args.module}; there are {', '.join(modules)}")
    tested = [name for name, config in modules.items() if config["kind"] == "app" or config.get("tests")]
    for name in [args.module] if args.module else tested:
        if not args.apk:
            test(shop, modules, name, args.only)
        elif modules[name]["kind"] == "app":
            file = build_apk(App(shop, modules, name), args.shrink)
            print(f"note: {file.relative_to(root)}, {file.stat().st_size / 1e6:.1f} MB, signed and verified; "
                  "without libamp_wallet_core.so, which takes the NDK (scripts/build-android.sh)")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Unavailable as reason:
        print(f"check-android: {reason}")
        sys.exit(77)
    except (Stop, subprocess.SubprocessError) as reason:
        sys.exit(f"check-android: {reason}")
