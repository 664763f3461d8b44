"""Xcode's project: every reference leads somewhere, and every file that it names is there."""

import re

import openstep_plist

PROJECT = "ios-demo/AmpDemo.xcodeproj/project.pbxproj"
IDENTIFIER = re.compile(r"[0-9A-F]{24}")
# A page, as folders that are synchronized need no list of files.
MOST_LINES = 300
WANTED = {
    "AmpDemo": ("com.apple.product-type.application", "IPHONEOS_DEPLOYMENT_TARGET", 17),
    "AmpDemoWatch": ("com.apple.product-type.application", "WATCHOS_DEPLOYMENT_TARGET", 10),
    "AmpDemoWatchWidgets": ("com.apple.product-type.app-extension", "WATCHOS_DEPLOYMENT_TARGET", 10),
}


def references(value):
    """Every identifier in a value, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)
    elif isinstance(value, str) and IDENTIFIER.fullmatch(value):
        yield value


def reached(objects, begin):
    seen, todo = set(), [begin]
    while todo:
        one = todo.pop()
        if one in objects and one not in seen:
            seen.add(one)
            todo += references(objects[one])
    return seen


def problems(root):
    file = root / PROJECT
    text = file.read_text(encoding="utf-8")
    try:
        project = openstep_plist.loads(text)
    except openstep_plist.ParseError as fault:
        return [f"{PROJECT}: cannot be read: {fault}"]
    if not isinstance(project, dict) or not isinstance(project.get("objects"), dict):
        return [f"{PROJECT}: no objects in it"]
    objects = project["objects"]
    found = []
    if str(project.get("objectVersion")) != "77":
        found.append(f"objectVersion is {project.get('objectVersion')}, synchronized folders need 77")
    if text.count("\n") > MOST_LINES:
        found.append(f"{text.count(chr(10))} lines, at most {MOST_LINES}")
    declared = re.findall(r"^\t\t([0-9A-F]{24}) ", text, re.M)
    found += [f"{one} is declared twice" for one in sorted({one for one in declared if declared.count(one) > 1})]
    for key, entry in objects.items():
        for one in references(entry):
            if one not in objects:
                found.append(f"{entry.get('isa')} {key} refers to {one}, which is not there")
    begin = project.get("rootObject")
    if begin not in objects:
        found.append("the root object is not there")
    found += [f"{objects[key].get('isa')} {key} belongs to nothing" for key in objects.keys() - reached(objects, begin)]
    found += folders(root, objects) + targets(root, objects)
    return [f"{PROJECT}: {one}" for one in found]


def folders(root, objects):
    """The folders and packages that the project names."""
    demo, found = root / "ios-demo", []
    for entry in objects.values():
        if entry.get("isa") == "PBXFileSystemSynchronizedRootGroup" and not (demo / entry["path"]).is_dir():
            found.append(f"the folder {entry['path']} is not there")
        if entry.get("isa") == "XCLocalSwiftPackageReference" and not (demo / entry["relativePath"] / "Package.swift").is_file():
            found.append(f"there is no package at {entry['relativePath']}")
    return found


def targets(root, objects):
    demo, found = root / "ios-demo", []
    named = {entry["name"]: entry for entry in objects.values() if entry.get("isa") == "PBXNativeTarget"}
    if named.keys() != WANTED.keys():
        found.append(f"the targets are {sorted(named)}, not {sorted(WANTED)}")
    shared = {}
    for entry in objects.values():
        if entry.get("isa") == "PBXProject":
            shared = settings(objects, entry, "Debug")
    for name, (kind, platform, version) in WANTED.items():
        if name not in named:
            continue
        if named[name]["productType"] != kind:
            found.append(f"{name} is a {named[name]['productType']}")
        if str(shared.get(platform, "0")).split(".")[0] != str(version):
            found.append(f"{platform} is {shared.get(platform)}, not {version}")
        for configuration in ("Debug", "Release"):
            own = settings(objects, named[name], configuration)
            if not own:
                found.append(f"{name} has no {configuration} settings")
            for key in ("INFOPLIST_FILE", "CODE_SIGN_ENTITLEMENTS"):
                if key not in own or not (demo / own[key]).is_file():
                    found.append(f"{name}: {key} names no file: {own.get(key)}")
        if "AMP_SANDBOX" in str(release(objects).get("SWIFT_ACTIVE_COMPILATION_CONDITIONS", "")):
            found.append("a release build has the sandbox")
    return found


def settings(objects, entry, configuration):
    wanted = objects.get(entry.get("buildConfigurationList"), {}).get("buildConfigurations", [])
    for one in wanted:
        if objects.get(one, {}).get("name") == configuration:
            return objects[one]["buildSettings"]
    return {}


def release(objects):
    whole = [entry for entry in objects.values() if entry.get("isa") == "PBXProject"]
    return settings(objects, whole[0], "Release") if whole else {}
