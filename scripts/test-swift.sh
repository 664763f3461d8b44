#!/usr/bin/env bash
# Runs the Swift tests on the real library. Needs what scripts/gen-bindings.sh has made; makes it where it is missing.
# scripts/in-swift.sh finds a Swift or makes one; where neither can be, this ends with 77: not run.
# Arguments go to `swift test`, for example --filter StoryTests. AMP_COST=1 measures too.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
package="$root/bindings/swift"
native=${AMP_NATIVE_DIR:-$root/target/bindings/lib}
say() { echo "test-swift: $*" >&2; }
in_swift() { "$root/scripts/in-swift.sh" "$package" "$@"; }

if ! ls "$native"/libamp_wallet_core.* >/dev/null 2>&1 ||
  [ ! -e "$package/Sources/AmpWalletCoreBindings/AmpWalletCoreBindings.swift" ]; then
  "$root/scripts/gen-bindings.sh"
fi
"$root/scripts/in-swift.sh" --ready

# What is for Apple's platforms needs frameworks that are only there.
for file in "$package"/Sources/AmpWallet/Apple/*.swift "$package"/Sources/AmpWalletTesting/SoftwareKey.swift "$package"/Tests/AmpWalletTests/QuickStart/*.swift; do
  in_swift swiftc -parse -target arm64-apple-ios17.0 "$file"
done
echo "note: the code for Apple's platforms was parsed; nothing here type-checks or runs it, that takes Xcode"

python3 - "$package/Sources/AmpWallet/PrivacyInfo.xcprivacy" <<'PY'
import plistlib, sys
told = plistlib.load(open(sys.argv[1], "rb"))
assert told["NSPrivacyTracking"] is False and told["NSPrivacyTrackingDomains"] == [], told
assert told["NSPrivacyCollectedDataTypes"] == [], told
for entry in told["NSPrivacyAccessedAPITypes"]:
    assert entry["NSPrivacyAccessedAPIType"].startswith("NSPrivacyAccessedAPICategory"), entry
    assert entry["NSPrivacyAccessedAPITypeReasons"], entry
print("note: privacy manifest read")
PY

if in_swift swift format --version >/dev/null 2>&1; then
  in_swift swift format lint --strict --recursive Sources/AmpWallet Sources/AmpWalletTesting Tests Package.swift
  echo "note: swift format lint is clean"
else
  echo "note: swift format is not part of this Swift; the format was not checked"
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
in_swift timeout 1800 swift test --disable-sandbox -j 2 --disable-swift-testing "$@" >"$log" 2>&1 || code=$?
if [ $code != 0 ]; then
  grep -vE '^\[|started at| passed ' "$log" | tail -n 80
  say "failed ($code)"
  exit 1
fi
grep -E '^\{"language"' "$log" || true
ran=$(sed -n 's/^.*Executed \([0-9]*\) tests*.*/\1/p' "$log" | tail -n 1)
if [ "${ran:-0}" = 0 ]; then
  say "no test ran"
  exit 1
fi
echo "test result: $(grep 'Executed' "$log" | tail -n 1 | sed 's/^[[:space:]]*//') in Swift"
