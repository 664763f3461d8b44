"""Where everything is made, and the compilers."""
from __future__ import annotations

import os
import re
import zipfile
from pathlib import Path
from typing import Sequence

from lockfile import Lock
from program import run


def class_path(*parts: Sequence[Path]) -> str:
    return ":".join(str(path) for part in parts for path in part)


class Workshop:
    """`root` is the project, `out` what is made of it, `cache` what was downloaded, `bindings` what gen-bindings.sh wrote, `plain`
    what check-plain.sh wrote."""

    def __init__(self, root: Path, out: Path, cache: Path, bindings: Path, plain: Path, pictures: Path,
                 lock: Lock) -> None:
        self.root, self.out, self.cache, self.pictures, self.lock = root, out, cache, pictures, lock
        self.bindings, self.plain = bindings, plain

    def path(self, text: str) -> Path:
        """A path of modules.toml."""
        return (self.root / text.format(bindings=self.bindings, plain=self.plain)).resolve()

    def kotlin(self, sources: Sequence[Path], target: Path, on: str, *flags: object) -> None:
        """Compiles Kotlin to Java 17's class files; a warning is an error."""
        compiler = class_path(self.lock.jars("tool:kotlin"))
        arguments = self.out / f"{target.name}.{target.parent.name}.kotlinc"
        arguments.write_text("\n".join(f'"{word}"' for word in (
            "-no-stdlib", "-no-reflect", "-jvm-target", "17", "-Werror", *flags, "-cp", on, "-d", target, *sources)))
        run("java", "-Xmx2g", "-cp", compiler, "org.jetbrains.kotlin.cli.jvm.K2JVMCompiler", f"@{arguments}")

    def compose_plugin(self) -> str:
        plugin = next(j for j in self.lock.jars("tool:kotlin") if "kotlin-compose-compiler-plugin" in j.name)
        return f"-Xplugin={plugin}"

    def java(self, sources: Sequence[Path], target: Path, on: str = "") -> None:
        run("javac", "-nowarn", "--release", "17", "-cp", on, "-d", target, *sources)

    @property
    def android_api(self) -> Path:
        """The public API of Android's framework, without Android's internals."""
        return self._of_sdk("api.jar", r"(android|dalvik|org/json|org/xmlpull|org/apache/http|javax/microedition)/.*\.class")

    @property
    def framework(self) -> Path:
        """The resources of Android's framework, as aapt2 wants them."""
        return self._of_sdk("framework.apk", r"AndroidManifest.xml|resources.arsc|res/.*")

    def _of_sdk(self, name: str, keep: str) -> Path:
        sdk = self.lock.file_of("tool:sdk")
        target = self.cache / f"{sdk.stem}-{name}"
        if not target.exists():
            part = target.with_suffix(f".{os.getpid()}")
            with zipfile.ZipFile(sdk) as source, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
                for item in source.infolist():
                    if re.fullmatch(keep, item.filename):
                        made.writestr(item, source.read(item), zipfile.ZIP_STORED if name.endswith("apk") else None)
            part.replace(target)
        return target
