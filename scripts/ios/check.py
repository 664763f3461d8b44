#!/usr/bin/env python3
"""What can be said of ios-demo without Apple's tools. Run by scripts/check-ios.sh.

    check.py ROOT               every problem, one a line
    check.py ROOT --self-test   plants each kind of violation in a copy and shows that it is found
"""

import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import bundle  # noqa: E402
import project  # noqa: E402
import sources  # noqa: E402

VIEW = "ios-demo/Phone/Planted.swift"
PROJECT = project.PROJECT
# What is planted: file, old text (none: the file is written anew), new text, what is said.
PLANTS = [
    (PROJECT, "objectVersion = 77", "objectVersion = 60", "synchronized folders need 77"),
    (PROJECT, "rootObject", "rootObject rootObject", "cannot be read"),
    (PROJECT, "path = Phone;", "path = Telephone;", "the folder Telephone is not there"),
    (PROJECT, "relativePath = Presenters", "relativePath = Nowhere", "no package at Nowhere"),
    (PROJECT, "IPHONEOS_DEPLOYMENT_TARGET = 17.0", "IPHONEOS_DEPLOYMENT_TARGET = 15.0", "IPHONEOS_DEPLOYMENT_TARGET is 15.0"),
    (PROJECT, "Watch/Info.plist", "Watch/Other.plist", "names no file"),
    ("ios-demo/Phone/Info.plist", "<string>amp-wallet</string>", "<string>other</string>", "the network's links are amp-wallet"),
    ("ios-demo/Phone/Info.plist", "NSFaceIDUsageDescription", "NSOther", "no NSFaceIDUsageDescription"),
    ("ios-demo/Phone/Info.plist", "NSCameraUsageDescription", "NSOther", "if, and only if, QR codes are scanned"),
    ("ios-demo/Phone/Info.plist", "</dict>", "", "cannot be read"),
    ("ios-demo/Phone/Info.plist", "https://network", "http://network", "which is no https://"),
    ("ios-demo/Phone/Info.plist", "P-256", "P-384", "no key of P-256"),
    ("android-demo/wear/src/release/res/values/network.xml", "https://network", "https://other", "than that of the Android wear"),
    ("ios-demo/Phone/AmpDemo.entitlements", "keychain-access-groups", "other", "no keychain access group"),
    ("ios-demo/Phone/AmpDemo.entitlements", "applinks:wallet", "applinks:other", "does not read https://other.example/authorize?"),
    ("ios-demo/Phone/AmpDemo.entitlements", "applinks:", "webcredentials:", "not one applinks:DOMAIN"),
    ("ios-demo/Links/apple-app-site-association", "org.ampwallet.demo", "org.ampwallet.other", "the app is org.ampwallet.demo"),
    ("ios-demo/Links/apple-app-site-association", "/authorize", "*", "not at /authorize alone"),
    ("ios-demo/WatchWidgets/AmpDemoWatchWidgets.entitlements", "group.org", "group.net", "does not share a group"),
    ("ios-demo/Phone/PrivacyInfo.xcprivacy", "<false/>", "<true/>", "says that it tracks"),
    ("ios-demo/WatchWidgets/PrivacyInfo.xcprivacy", "<string>1C8F.1</string>", "", "no reason for"),
    ("ios-demo/Phone/Assets.xcassets/AppIcon.appiconset/Contents.json", "AppIcon.png", "None.png", "there is no None.png"),
    ("ios-demo/Watch/Assets.xcassets/AccentColor.colorset/Contents.json", '"appearances"', '"others"', "a light and a dark form"),
    ("ios-demo/Words/Localizable.xcstrings", '"zh-Hans"', '"zh-Hant"', "is missing in zh-Hans"),
    ("ios-demo/Words/Localizable.xcstrings", "%1$@", "%2$@", "takes other arguments"),
    ("ios-demo/Words/InfoPlist.xcstrings", '"NSFaceIDUsageDescription"', '"Other"', "is only in English"),
    (VIEW, None, 'struct Planted: View { var body: some View { Text("Hello") } }\n', "is hard-coded"),
    (VIEW, None, "let a = 1\n" * 301, "301 lines, at most 300"),
    (VIEW, None, "let agent: DemoAgentPresenter? = nil\n", "the sandbox outside of a debug build"),
    ("ios-demo/Presenters/Sources/Presenters/Planted.swift", None, "import SwiftUI\n", "presenters know no screen"),
]


def problems(root):
    return project.problems(root) + bundle.problems(root) + sources.problems(root)


def plant(root, path, old, new):
    file = root / path
    if old is None:
        file.write_text(new, encoding="utf-8")
        return
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def dangling(root):
    """One object less: everything that refers to it dangles."""
    file = root / PROJECT
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    gone = next(index for index, line in enumerate(lines) if "isa = PBXSourcesBuildPhase" in line)
    file.write_text("".join(lines[:gone] + lines[gone + 1:]), encoding="utf-8")


def self_test(root):
    missed = 0
    plants = [(f"{path}: {said}", lambda copy, p=path, o=old, n=new: plant(copy, p, o, n), said)
              for path, old, new, said in PLANTS]
    plants.append(("a dangling reference", dangling, "which is not there"))
    with tempfile.TemporaryDirectory() as folder:
        for index, (name, act, said) in enumerate(plants):
            copy = Path(folder) / str(index)
            shutil.copytree(root / "ios-demo", copy / "ios-demo", ignore=shutil.ignore_patterns(".build"))
            for needed in (bundle.LINKS, "bindings/swift/Package.swift",
                           *(f"android-demo/{app}/src/release/res/values/network.xml" for app in ("phone", "wear"))):
                (copy / needed).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(root / needed, copy / needed)
            act(copy)
            if not any(said in one for one in problems(copy)):
                print(f"self-test: MISSED {name}")
                missed += 1
            shutil.rmtree(copy)
    print(f"self-test: {len(plants) - missed} of {len(plants)} planted violations found")
    return 1 if missed else 0


def main(arguments):
    root = Path(arguments[0])
    if "--self-test" in arguments:
        return self_test(root)
    found = problems(root)
    for one in found:
        print(f"check-ios: {one}")
    if found:
        return 1
    views = sum(1 for _ in sources.sources(root, *sources.VIEWS))
    plists, _ = bundle.plists(root)
    print(f"note: project, {len(plists)} plists, words of {len(bundle.LANGUAGES)} languages and {views} files of views are in order")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
