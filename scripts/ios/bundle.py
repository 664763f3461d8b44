"""What Apple's systems read beside the code: plists, entitlements, privacy manifests, pictures, words."""

import json
import plistlib
import re
import xml.parsers.expat
from xml.etree import ElementTree

DEMO = "ios-demo"
LANGUAGES = {"en", "zh-Hans", "id", "ar"}
PLACEHOLDER = re.compile(r"%\d\$@")
# The scheme of the network's links, where the core writes it.
LINKS = "core/src/sandbox/network/authorize.rs"
PROJECT = f"{DEMO}/AmpDemo.xcodeproj/project.pbxproj"
# What the domain of the links serves.
SERVED = "Links/apple-app-site-association"
MANIFESTS = ("Phone", "Watch", "WatchWidgets")


def files(root, *endings):
    for file in sorted((root / DEMO).rglob("*")):
        if file.suffix in endings and ".build" not in file.parts:
            yield file


def plists(root):
    """Each plist by its path; what cannot be read is a problem."""
    read, found = {}, []
    for file in files(root, ".plist", ".entitlements", ".xcprivacy"):
        path = file.relative_to(root / DEMO).as_posix()
        try:
            read[path] = plistlib.loads(file.read_bytes())
        except (plistlib.InvalidFileException, xml.parsers.expat.ExpatError, ValueError) as fault:
            found.append(f"{path}: cannot be read: {fault}")
    return read, found


def problems(root):
    read, found = plists(root)
    found += info(root, read) + entitlements(read) + links(root, read) + privacy(read) + assets(root) + catalogs(root, read)
    return [f"{DEMO}/{one}" for one in found]


def info(root, read):
    found = []
    phone = read.get("Phone/Info.plist", {})
    written = (root / LINKS).read_text(encoding="utf-8")
    scheme = re.search(r'"([a-z-]+)://authorize', written)
    claimed = [one for kind in phone.get("CFBundleURLTypes", []) for one in kind.get("CFBundleURLSchemes", [])]
    if scheme is None or scheme.group(1) not in claimed:
        found.append(f"Phone/Info.plist: it opens {claimed}, the network's links are {scheme and scheme.group(1)}://")
    if not phone.get("NSFaceIDUsageDescription"):
        found.append("Phone/Info.plist: no NSFaceIDUsageDescription, so iOS ends the app at the first Face ID")
    scans = any("DataScannerViewController" in file.read_text(encoding="utf-8") for file in files(root, ".swift"))
    if scans != bool(phone.get("NSCameraUsageDescription")):
        found.append("Phone/Info.plist: NSCameraUsageDescription belongs there if, and only if, QR codes are scanned")
    found += network(root, phone)
    watch = read.get("Watch/Info.plist", {})
    if watch.get("WKApplication") is not True or not watch.get("WKCompanionAppBundleIdentifier"):
        found.append("Watch/Info.plist: not the plist of a watch app")
    point = read.get("WatchWidgets/Info.plist", {}).get("NSExtension", {}).get("NSExtensionPointIdentifier")
    if point != "com.apple.widgetkit-extension":
        found.append(f"WatchWidgets/Info.plist: extends {point}")
    return found


def network(root, phone):
    """A release build has a network, reached by TLS, and both demos name the same one."""
    url, found = phone.get("AMPNetworkURL", ""), []
    if not url.startswith("https://"):
        found.append(f"Phone/Info.plist: the network of a release build is at {url!r}, which is no https://")
    try:
        key = json.loads(phone.get("AMPNetworkRoot", ""))
    except ValueError:
        key = {}
    if {key.get("kty"), key.get("crv")} != {"EC", "P-256"}:
        found.append("Phone/Info.plist: AMPNetworkRoot is no key of P-256 (JWK)")
    for app in ("phone", "wear"):
        file = root / f"android-demo/{app}/src/release/res/values/network.xml"
        if file.is_file():
            told = {one.get("name"): one.text.replace("\\", "") for one in ElementTree.parse(file).getroot()}
            if (told.get("network_url"), told.get("network_root")) != (url, phone.get("AMPNetworkRoot")):
                found.append(f"Phone/Info.plist: its network is another one than that of the Android {app}")
    return found


def entitlements(read):
    found = []
    for path in ("Phone/AmpDemo.entitlements", "Watch/AmpDemoWatch.entitlements"):
        if not read.get(path, {}).get("keychain-access-groups"):
            found.append(f"{path}: no keychain access group")
    groups = [read.get(path, {}).get("com.apple.security.application-groups")
              for path in ("Watch/AmpDemoWatch.entitlements", "WatchWidgets/AmpDemoWatchWidgets.entitlements")]
    if not groups[0] or groups[0] != groups[1]:
        found.append("WatchWidgets: the widget does not share a group with the watch app")
    return found


def links(root, read):
    """One domain opens the app: that of the entitlement, of the presenter, and of the file that it serves for this bundle."""
    domains = read.get("Phone/AmpDemo.entitlements", {}).get("com.apple.developer.associated-domains", [])
    if len(domains) != 1 or not re.fullmatch(r"applinks:[a-z0-9.-]+", domains[0]):
        return [f"Phone/AmpDemo.entitlements: associated domains {domains}, not one applinks:DOMAIN"]
    found, link = [], f"https://{domains[0].removeprefix('applinks:')}/authorize?"
    presenter = "Presenters/Sources/Presenters/BindPresenter.swift"
    if f'"{link}"' not in (root / DEMO / presenter).read_text(encoding="utf-8"):
        found.append(f"{presenter}: does not read {link}")
    bundle = re.search(r"PRODUCT_BUNDLE_IDENTIFIER = ([\w.]+);\s+SDKROOT = iphoneos", (root / PROJECT).read_text(encoding="utf-8"))
    try:
        details = json.loads((root / DEMO / SERVED).read_text(encoding="utf-8"))["applinks"]["details"]
        apps = [app.partition(".")[2] for one in details for app in one["appIDs"]]
        paths = [component["/"] for one in details for component in one["components"]]
    except (OSError, ValueError, KeyError, TypeError) as fault:
        return [*found, f"{SERVED}: cannot be read: {fault!r}"]
    if bundle is None or apps != [bundle.group(1)]:
        found.append(f"{SERVED}: opens {apps}, the app is {bundle and bundle.group(1)}")
    if paths != ["/authorize"]:
        found.append(f"{SERVED}: opens the app at {paths}, not at /authorize alone")
    return found


def privacy(read):
    found = []
    for folder in MANIFESTS:
        path = f"{folder}/PrivacyInfo.xcprivacy"
        told = read.get(path)
        if told is None:
            found.append(f"{path}: no privacy manifest")
            continue
        if told.get("NSPrivacyTracking") is not False or told.get("NSPrivacyTrackingDomains") != []:
            found.append(f"{path}: says that it tracks")
        for entry in told.get("NSPrivacyAccessedAPITypes", []):
            if not entry.get("NSPrivacyAccessedAPIType", "").startswith("NSPrivacyAccessedAPICategory"):
                found.append(f"{path}: {entry} is no category of Apple's")
            if not entry.get("NSPrivacyAccessedAPITypeReasons"):
                found.append(f"{path}: no reason for {entry.get('NSPrivacyAccessedAPIType')}")
    return found


def assets(root):
    found = []
    for file in files(root, ".json"):
        path = file.relative_to(root / DEMO).as_posix()
        try:
            told = json.loads(file.read_text(encoding="utf-8"))
        except ValueError as fault:
            found.append(f"{path}: cannot be read: {fault}")
            continue
        for picture in told.get("images", []):
            if not (file.parent / picture.get("filename", "-")).is_file():
                found.append(f"{path}: there is no {picture.get('filename')}")
        if file.parent.suffix == ".colorset":
            dark = [one for one in told["colors"] if one.get("appearances")]
            if len(told["colors"]) != 2 or len(dark) != 1:
                found.append(f"{path}: a colour has a light and a dark form")
    return found


def catalogs(root, read):
    found = []
    for name in ("Localizable", "InfoPlist"):
        path = f"Words/{name}.xcstrings"
        try:
            strings = json.loads((root / DEMO / path).read_text(encoding="utf-8"))["strings"]
        except (OSError, ValueError, KeyError) as fault:
            found.append(f"{path}: cannot be read: {fault}")
            continue
        for key, entry in strings.items():
            texts = {language: unit.get("stringUnit", {}).get("value", "") for language, unit in entry.get("localizations", {}).items()}
            missing = sorted(language for language in LANGUAGES if not texts.get(language, "").strip())
            if missing:
                found.append(f"{path}: {key} is missing in {', '.join(missing)}")
            if len({tuple(sorted(PLACEHOLDER.findall(text))) for text in texts.values()}) > 1:
                found.append(f"{path}: {key} takes other arguments in another language")
        if name == "InfoPlist":
            asked = [key for key in read.get("Phone/Info.plist", {}) if key.endswith("UsageDescription")]
            found += [f"{path}: {key} is only in English" for key in asked if key not in strings]
    return found
