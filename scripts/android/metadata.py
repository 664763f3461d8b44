"""What one Maven or Gradle module says of itself: what it needs, what it demands of others, its own files."""
from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from typing import NamedTuple

from artifact import Artifact
from registry import Registry, parse_xml

Module = tuple[str, str, str]  # group, name, version


class Metadata(NamedTuple):
    needs: list[tuple[str, str, str | None]]
    constraints: list[Module]
    files: list[Artifact]


def describe(registry: Registry, modules: list[Module]) -> dict[Module, Metadata]:
    """Gradle's own metadata where a module has it, else its POM. Modules that the registry lacks are left out."""
    found: dict[Module, Metadata] = {}
    for artifact, file in registry.get(Artifact(*m, "module") for m in modules).items():
        if metadata := _of_gradle(file.read_text(), artifact[:3]):
            found[artifact[:3]] = metadata
    for artifact, file in registry.get(Artifact(*m, "pom") for m in modules if m not in found).items():
        found[artifact[:3]] = _of_pom(registry, file.read_text(), artifact[:3])
    return found


def _plain(version: str | None) -> str | None:
    """The lowest version of a range."""
    return re.sub(r"[\[\]()]", "", version).split(",")[0] or None if version else None


def _number(dependency: dict) -> str | None:
    version = dependency.get("version") or {}
    return _plain(version.get("strictly") or version.get("requires") or version.get("prefers"))


def _of_gradle(text: str, module: Module) -> Metadata | None:
    """The run-time variant, Android's before the JVM's."""
    group, name, version = module
    best: tuple[int, dict] | None = None
    for variant in json.loads(text)["variants"]:
        says = variant.get("attributes", {})
        kind, platform = says.get("org.gradle.category", "library"), says.get("org.jetbrains.kotlin.platform.type", "jvm")
        if says.get("org.gradle.usage") != "java-runtime" or kind not in ("library", "platform") or platform not in ("jvm", "androidJvm"):
            continue
        android = platform == "androidJvm" or says.get("org.gradle.jvm.environment") == "android"
        if name == "guava":  # its Android flavour lacks what Robolectric calls
            android = not android
        score = 4 * android + ("elease" in variant["name"])
        if best is None or score > best[0]:
            best = (score, variant)
    if best is None:
        return None
    chosen = best[1]
    needs = [(d["group"], d["module"], _number(d)) for d in chosen.get("dependencies", [])]
    if other := chosen.get("available-at"):
        needs.append((other["group"], other["module"], other["version"]))
    constraints = [(d["group"], d["module"], v) for d in chosen.get("dependencyConstraints", []) if (v := _number(d))]
    files = []
    for file in chosen.get("files", []):
        stem, ext = file["url"].rsplit("/", 1)[-1].rsplit(".", 1)
        files.append(Artifact(group, name, version, ext, stem.removeprefix(f"{name}-{version}").lstrip("-")))
    return Metadata(needs, constraints, files)


def _of_pom(registry: Registry, text: str, module: Module) -> Metadata:
    group, name, version = module
    properties: dict[str, str] = {}
    managed: dict[tuple[str, str], str | None] = {}

    def collect(pom: ET.Element) -> None:
        if (parent := pom.find("parent")) is not None:
            file = Artifact(parent.findtext("groupId"), parent.findtext("artifactId"), parent.findtext("version"), "pom")
            if found := registry.get([file]):
                collect(parse_xml(found[file].read_text()))
        properties.update({e.tag: (e.text or "").strip() for e in pom.find("properties") or []})
        for entry in pom.findall("dependencyManagement/dependencies/dependency"):
            managed[entry.findtext("groupId"), entry.findtext("artifactId")] = entry.findtext("version")

    def fill(value: str | None) -> str | None:
        return re.sub(r"\$\{([^}]+)\}", lambda m: properties.get(m[1], m[0]), value) if value else value

    pom = parse_xml(text)
    collect(pom)
    properties |= {"project.version": version, "project.groupId": group}
    needs = []
    for entry in pom.findall("dependencies/dependency"):
        if entry.findtext("scope") not in ("test", "provided", "system") and entry.findtext("optional") != "true":
            g, a = fill(entry.findtext("groupId")), fill(entry.findtext("artifactId"))
            needs.append((g, a, _plain(fill(entry.findtext("version") or managed.get((g, a))))))
    kind = pom.findtext("packaging") or "jar"
    constraints = [(fill(g), fill(a), n) for (g, a), v in managed.items() if kind == "pom" and (n := _plain(fill(v)))]
    return Metadata(needs, constraints, [] if kind == "pom" else [Artifact(*module, "aar" if kind == "aar" else "jar")])
