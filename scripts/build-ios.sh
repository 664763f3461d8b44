#!/usr/bin/env bash
# Builds AmpWalletCore.xcframework (iPhone, its simulator, Apple Watch) into bindings/swift, with the Swift that speaks to it;
# the package links it from then on. The tests on this machine want scripts/gen-bindings.sh again afterwards. Needs macOS with Xcode and the
# Rust targets; says what is missing and how to get it.
#   AMP_FEATURES         features of the core (default: network,mpp; add sandbox for a debug build)
#   AMP_WATCH_FEATURES   the same for the watch (default: as the phone's; empty for a companion that the phone speaks for)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export PATH="$HOME/.cargo/bin:$PATH"
missing=0
lacks() { echo "build-ios: $1 is missing. $2" >&2; missing=1; }

[ "$(uname)" = Darwin ] || lacks "macOS" "An iOS library is linked with Apple's SDK, which runs on macOS only."
command -v xcodebuild >/dev/null || lacks "Xcode" "Install it from the App Store, then: sudo xcode-select -s /Applications/Xcode.app"
phone=(aarch64-apple-ios aarch64-apple-ios-sim)
# Not arm64_32 (Apple Watch before Series 9): ring 0.17.14 does not compile for it.
watch=(aarch64-apple-watchos aarch64-apple-watchos-sim)
for target in "${phone[@]}"; do
  [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] || lacks "the Rust target $target" "Run: rustup target add $target"
done
# The watch's targets are of tier 3: std is built from source.
rustup run nightly rustc --version >/dev/null 2>&1 || lacks "a nightly Rust (watchOS)" "Run: rustup toolchain install nightly --component rust-src"
[ $missing = 0 ] || exit 1

# The phone's library and the watch's may have different features, so each has code of its own: what Swift sees is generated
# from a library of this machine with those features, and the platform chooses (os(watchOS), TARGET_OS_WATCH).
features=${AMP_FEATURES:-network,mpp}
watch_features=${AMP_WATCH_FEATURES-$features}
target_dir=${CARGO_TARGET_DIR:-$root/target}
generate() { # NAME FEATURES: the Swift and the header of a library with these features
  cargo build --locked -p amp-wallet-core --lib --no-default-features --features "$2"
  cargo build --locked -p uniffi-bindgen
  rm -rf "$root/target/apple-swift/$1"
  "$target_dir/debug/uniffi-bindgen" generate "$target_dir/debug/libamp_wallet_core.dylib" --language swift --no-format \
    --config uniffi.toml --out-dir "$root/target/apple-swift/$1"
  python3 scripts/swift_reader.py "$root/target/apple-swift/$1/AmpWalletCoreBindings.swift"
}
generate phone "$features"
generate watch "$watch_features"
sources=bindings/swift/Sources
include=$sources/AmpWalletCoreFFI/include
mkdir -p "$include" "$sources/AmpWalletCoreBindings"
cp "$root/target/apple-swift/phone/AmpWalletCoreFFI.h" "$include/AmpWalletCorePhone.h"
cp "$root/target/apple-swift/watch/AmpWalletCoreFFI.h" "$include/AmpWalletCoreWatch.h"
printf '#include <TargetConditionals.h>\n#if TARGET_OS_WATCH\n#include "AmpWalletCoreWatch.h"\n#else\n#include "AmpWalletCorePhone.h"\n#endif\n' \
  >"$include/AmpWalletCoreFFI.h"
printf 'module AmpWalletCoreFFI {\n    header "AmpWalletCoreFFI.h"\n    export *\n}\n' >"$include/module.modulemap"
{
  echo '#if os(watchOS)'
  cat "$root/target/apple-swift/watch/AmpWalletCoreBindings.swift"
  echo '#else'
  cat "$root/target/apple-swift/phone/AmpWalletCoreBindings.swift"
  echo '#endif'
} >"$sources/AmpWalletCoreBindings/AmpWalletCoreBindings.swift"

. scripts/mobile.sh
for target in "${phone[@]}"; do
  mobile_library staticlib "$features" --target "$target"
done
for target in "${watch[@]}"; do
  AMP_CARGO="cargo +nightly" mobile_library staticlib "$watch_features" -Zbuild-std=std,panic_unwind --target "$target"
done
# Inside the package: a binary target lies nowhere else. Without headers: the package's own module has them.
framework="$root/bindings/swift/AmpWalletCore.xcframework"
rm -rf "$framework"
xcodebuild -create-xcframework -output "$framework" \
  -library "$target_dir/aarch64-apple-ios/mobile/libamp_wallet_core.a" \
  -library "$target_dir/aarch64-apple-ios-sim/mobile/libamp_wallet_core.a" \
  -library "$target_dir/aarch64-apple-watchos/mobile/libamp_wallet_core.a" \
  -library "$target_dir/aarch64-apple-watchos-sim/mobile/libamp_wallet_core.a"
# Package.swift reads it: without the sandbox its Swift is left out too.
echo "$features" >bindings/swift/AmpWalletCore.features
echo "$framework"
