#!/usr/bin/env bash
# Checks the apps in ios-demo. Where Xcode is: builds both apps for the simulator and tests the presenters. Elsewhere:
# tests the presenters on the real library, parses every SwiftUI file, type-checks the screens against declarations of what
# they use of SwiftUI (scripts/ios/stubs), and checks the project, its plists and its words.
# Needs what scripts/gen-bindings.sh has made; makes it where it is missing. Ends with 77 where no Swift can be had.
#   --self-test   plants each kind of violation and shows that it is found
# AMP_COST=1 measures the cold start with 10,000 payments too; making them takes minutes.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
demo="$root/ios-demo"
native=${AMP_NATIVE_DIR:-$root/target/bindings/lib}
tools="$root/target/ios-check"
say() { echo "check-ios: $*" >&2; }
in_swift() { "$root/scripts/in-swift.sh" "$@"; }

# The reader of Xcode's project files, at its pinned version, under target/.
if [ "$(cat "$tools/.version" 2>/dev/null)" != "openstep-plist==0.5.2" ]; then
  python3 -m pip install --quiet --disable-pip-version-check --target "$tools" "openstep-plist==0.5.2"
  echo "openstep-plist==0.5.2" >"$tools/.version"
fi
check() { PYTHONPATH="$tools:$root/scripts" python3 "$root/scripts/ios/check.py" "$@"; }
# screens DEMO [release]: type-checks them against our declarations of the parts of SwiftUI that they use. Needs the built
# presenters; a release build has those without the sandbox.
screens() {
  local modules="$demo/Presenters/.build/debug/Modules" conditions="-D DEBUG -D AMP_SANDBOX"
  if [ "${2:-}" = release ]; then modules="$demo/Presenters/.build/without-sandbox/debug/Modules" conditions=""; fi
  in_swift "$root" sh scripts/ios/typecheck.sh "$tools/screens" "$root/scripts/ios/stubs" \
    "$modules" "$root/bindings/swift/Sources/AmpWalletCoreFFI/include" "$1" "$conditions"
}
if [ "${1:-}" = --self-test ]; then
  check "$root" --self-test
  # Without a Swift or the built presenters the screens cannot be checked, so nothing can be shown of that.
  if in_swift --ready >/dev/null 2>&1 && [ -e "$demo/Presenters/.build/debug/Modules/Presenters.swiftmodule" ]; then
    copy="$tools/planted"
    rm -rf "$copy" && mkdir -p "$copy"
    cp -r "$demo/Phone" "$demo/Watch" "$demo/WatchWidgets" "$demo/Shared" "$copy/"
    sed -i.old 's/presenter.load()/presenter.loadAll()/' "$copy/Phone/TasksView.swift"
    if screens "$copy" >/dev/null 2>&1; then
      echo "self-test: MISSED a screen that calls what its presenter does not have"
      exit 1
    fi
    rm -rf "$copy"
    echo "self-test: a screen that calls what its presenter does not have is found"
  fi
  exit
fi
check "$root"

if ! ls "$native"/libamp_wallet_core.* >/dev/null 2>&1 ||
  [ ! -e "$root/bindings/swift/Sources/AmpWalletCoreBindings/AmpWalletCoreBindings.swift" ]; then
  "$root/scripts/gen-bindings.sh"
fi

if command -v xcodebuild >/dev/null; then
  [ -e "$root/bindings/swift/AmpWalletCore.xcframework" ] || AMP_FEATURES=network,mpp,sandbox "$root/scripts/build-ios.sh"
  for scheme in AmpDemo:iOS AmpDemoWatch:watchOS; do
    xcodebuild -quiet -project "$demo/AmpDemo.xcodeproj" -scheme "${scheme%%:*}" -configuration Debug \
      -destination "generic/platform=${scheme##*:} Simulator" CODE_SIGNING_ALLOWED=NO build
    echo "note: ${scheme%%:*} was built by Xcode"
  done
fi

in_swift --ready
# parse TARGET FOLDER…: reads every file as the compiler does; types are Apple's and cannot be checked without its SDK.
parse() {
  local target=$1 folder=$2 files=() file
  shift
  for folder in "$@"; do
    while IFS= read -r file; do files+=("$file"); done < <(find "$demo/$folder" -name '*.swift' | sort)
  done
  in_swift "$demo" swiftc -parse -target "$target" "${files[@]}"
  in_swift "$demo" swiftc -parse -target "$target" -D DEBUG -D AMP_SANDBOX "${files[@]}"
  echo "note: ${#files[@]} files parsed for $target"
}
parse arm64-apple-ios17.0 Phone Shared
parse arm64-apple-watchos10.0 Watch WatchWidgets Shared
if in_swift "$demo" swift format --version >/dev/null 2>&1; then
  in_swift "$demo" swift format lint --strict --recursive Phone Watch WatchWidgets Shared Presenters/Package.swift \
    Presenters/Sources Presenters/Tests
  echo "note: swift format lint is clean"
else
  echo "note: swift format is not part of this Swift; the format was not checked"
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
linker=()
[ "$(uname)" = Darwin ] || linker=(-Xswiftc -use-ld=lld)
code=0
in_swift "$demo/Presenters" timeout 1800 swift test --disable-sandbox -j 2 "${linker[@]}" --disable-xctest >"$log" 2>&1 || code=$?
if [ $code != 0 ]; then
  grep -vE '^\[|started\.$| passed after ' "$log" | tail -n 80
  say "the presenters' tests failed ($code)"
  exit 1
fi
grep -E '^note: ' "$log" || true
ran=$(sed -n 's/.*Test run with \([0-9]*\) tests* passed.*/\1/p' "$log" | tail -n 1)
if [ "${ran:-0}" = 0 ]; then
  say "no test ran"
  exit 1
fi
screens "$demo" >"$log" 2>&1 || { grep -E 'error' "$log" | tail -n 40; say "the screens do not fit their presenters"; exit 1; }
echo "note: the screens of three targets type-check against declarations of SwiftUI (scripts/ios/stubs), not against Apple's own"
# A release build has neither the sandbox nor the demo agent.
AMP_NO_SANDBOX=1 in_swift "$demo/Presenters" swift build --disable-sandbox -j 2 --target Presenters \
  --scratch-path .build/without-sandbox >"$log" 2>&1 || { tail -n 40 "$log"; say "without the sandbox the presenters do not compile"; exit 1; }
screens "$demo" release >"$log" 2>&1 || { grep -E 'error' "$log" | tail -n 40; say "the screens of a release build do not fit their presenters"; exit 1; }
echo "note: presenters and screens of a release build compile too, without the sandbox"
command -v xcodebuild >/dev/null || echo "note: no Apple SDK here: nothing was linked, and nothing ran in a simulator"
echo "test result: $ran tests of the presenters passed in Swift"
