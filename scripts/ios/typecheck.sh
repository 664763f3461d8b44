#!/bin/sh
# typecheck.sh OUT STUBS MODULES FFI DEMO [CONDITIONS]: type-checks the screens of ios-demo on a machine without Apple's SDK, against
# the declarations in STUBS. Runs where Swift is (scripts/check-ios.sh calls it through in-swift.sh). What is for watchOS
# alone is let through by a condition of our own; previews are Apple's macro and are left out.
set -eu
out=$1 stubs=$2 modules=$3 ffi=$4 demo=$5 conditions=${6:-}
check() {
  name=$1 flags=$2
  shift 2
  work="$out/$name"
  rm -rf "$work" && mkdir -p "$work/code"
  # shellcheck disable=SC2086 # several flags
  emit() { module=$1; shift; swiftc $flags -swift-version 5 -suppress-warnings -parse-as-library -emit-module -module-name "$module" -I "$work" -o "$work/$module.swiftmodule" "$@"; }
  emit SwiftUI "$stubs/SwiftUI.swift" "$stubs/SwiftUIStyles.swift"
  for module in Charts UIKit WidgetKit; do emit "$module" "$stubs/$module.swift"; done
  for folder in "$@"; do
    for file in "$demo/$folder"/*.swift; do
      sed -e '/^#Preview/,$d' -e 's/os(watchOS)/AMP_WATCH/' "$file" >"$work/code/$(basename "$file")"
    done
  done
  cp "$stubs/AppDevice.swift" "$work/code/AppDevice.swift"
  # shellcheck disable=SC2086
  swiftc $flags -swift-version 6 -typecheck -parse-as-library -module-name "$name" $conditions \
    -I "$work" -I "$modules" -Xcc "-fmodule-map-file=$ffi/module.modulemap" "$work"/code/*.swift
}
check AmpDemo "-D AMP_PHONE" Phone Shared
check AmpDemoWatch "-D AMP_WATCH" Watch Shared
check AmpDemoWatchWidgets "-D AMP_WATCH" WatchWidgets Shared
