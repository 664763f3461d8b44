"""A debug-signed APK: through D8, or through R8 where it shall be small."""
from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

from app import App
from program import run
from stamp import files_in
from workshop import class_path


def _jar(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for file in files_in([folder]):
            archive.write(file, file.relative_to(folder))
    return target


def _rules(app: App, linked: Path, rules: list[Path], jars: list[Path]) -> str:
    """What the app, its libraries and their JARs tell R8 to keep."""
    own = [app.home / "proguard-rules.pro", *(app.shop.path(f) for f in app.config.get("rules", []))]
    texts = ["-dontwarn **"] + [f.read_text() for f in (*rules, linked / "aapt.pro", *own) if f.exists()]
    for jar in jars:
        with zipfile.ZipFile(jar) as archive:
            texts += [archive.read(name).decode() for name in archive.namelist()
                      if re.match(r"META-INF/(proguard|com.android.tools/r8[^/]*)/.+\.pro", name)]
    return "\n".join(texts)


def build_apk(app: App, shrink: bool) -> Path:
    shop, aars = app.shop, app.aars("jna-android")
    linked = app.resources("app", aars)
    classes = app.classes(linked)
    tmp = app.out / "apk"
    shutil.rmtree(tmp, ignore_errors=True)
    tmp.mkdir()
    dex, name = tmp / "dex.zip", app.out / f"{app.name}{'-shrunk' if shrink else ''}.apk"
    jars = [j for j in app.class_path(aars) if j.suffix == ".jar"]
    own = [_jar(folder, tmp / f"{i}.jar") for i, folder in enumerate([classes, linked / "r", *(p.classes() for p in app.below)])]
    java_home = run("java", "-XshowSettings:properties", "-version").split("java.home = ")[1].splitlines()[0]
    options = ["--min-api", app.config["min_sdk"], "--lib", shop.android_api, "--lib", java_home, "--output", dex]
    if shrink:
        (tmp / "rules.pro").write_text(_rules(app, linked, [a.rules for a in aars], jars))
        options += ["--release", "--pg-conf", tmp / "rules.pro", "--pg-map-output", app.out / "mapping.txt"]
    program = "com.android.tools.r8." + ("R8" if shrink else "D8")
    run("java", "-Xmx3g", "-cp", class_path(shop.lock.jars("tool:r8")), program, *options, *own, *jars, log=tmp / "dex.log")
    _pack(app, linked / "app.ap_", dex, tmp / "unsigned.apk")
    run("zipalign", "-p", "-f", "4", tmp / "unsigned.apk", tmp / "aligned.apk")
    key = shop.cache / "debug.jks"
    if not key.exists():
        run("keytool", "-genkeypair", "-keystore", key, "-storepass", "android", "-keypass", "android", "-alias", "debug",
            "-keyalg", "RSA", "-keysize", "2048", "-validity", "10000", "-dname", "CN=Android Debug")
    run("apksigner", "sign", "--ks", key, "--ks-pass", "pass:android", "--out", name, tmp / "aligned.apk")
    run("apksigner", "verify", name)
    return name


def _pack(app: App, resources: Path, dex: Path, target: Path) -> None:
    """The linked resources, the code, and of JNA what a phone can load. Our own library is not there: it takes the NDK."""
    shutil.copy(resources, target)
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as apk:
        with zipfile.ZipFile(dex) as code:
            for name in code.namelist():
                if name.endswith(".dex") or name.startswith("META-INF/services/"):
                    apk.writestr(name, code.read(name))
        for aar in app.aars("jna-android"):
            for library in sorted((aar.folder / "jni").glob("*/*.so")):
                if library.parent.name in app.config["abis"]:
                    apk.write(library, f"lib/{library.parent.name}/{library.name}")
