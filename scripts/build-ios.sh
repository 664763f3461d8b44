#!/usr/bin/env bash
# Builds AmpWalletCore.xcframework (iPhone, its simulator, Apple Watch) for bindings/swift. Needs macOS with Xcode and the
# Rust targets; says what is missing and how to get it.
#   AMP_FEATURES   features of the core (default: network,mpp; add sandbox for a debug build)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export PATH="$HOME/.cargo/bin:$PATH"
missing=0
lacks() { echo "build-ios: $1 is missing. $2" >&2; missing=1; }

[ "$(uname)" = Darwin ] || lacks "macOS" "An iOS library is linked with Apple's SDK, which runs on macOS only."
command -v xcodebuild >/dev/null || lacks "Xcode" "Install it from the App Store, then: sudo xcode-select -s /Applications/Xcode.app"
phone=(aarch64-apple-ios aarch64-apple-ios-sim)
watch=(aarch64-apple-watchos arm64_32-apple-watchos aarch64-apple-watchos-sim)
for target in "${phone[@]}"; do
  [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] || lacks "the Rust target $target" "Run: rustup target add $target"
done
# The watch's targets are of tier 3: std is built from source.
rustup run nightly rustc --version >/dev/null 2>&1 || lacks "a nightly Rust (watchOS)" "Run: rustup toolchain install nightly --component rust-src"
[ $missing = 0 ] || exit 1

scripts/gen-bindings.sh
features=${AMP_FEATURES:-network,mpp}
target_dir=${CARGO_TARGET_DIR:-$root/target}
for target in "${phone[@]}"; do
  cargo build --locked --profile mobile -p amp-wallet-core --lib --target "$target" --no-default-features --features "$features"
done
for target in "${watch[@]}"; do
  cargo +nightly build -Zbuild-std=std,panic_unwind --locked --profile mobile -p amp-wallet-core --lib --target "$target" \
    --no-default-features
done
out="$target_dir/apple"
rm -rf "$out" && mkdir -p "$out/headers" "$out/watch" "$out/watch-sim"
cp bindings/swift/Sources/AmpWalletCoreFFI/include/* "$out/headers/"
lipo -create -output "$out/watch/libamp_wallet_core.a" \
  "$target_dir/aarch64-apple-watchos/mobile/libamp_wallet_core.a" "$target_dir/arm64_32-apple-watchos/mobile/libamp_wallet_core.a"
xcodebuild -create-xcframework -output "$out/AmpWalletCore.xcframework" \
  -library "$target_dir/aarch64-apple-ios/mobile/libamp_wallet_core.a" -headers "$out/headers" \
  -library "$target_dir/aarch64-apple-ios-sim/mobile/libamp_wallet_core.a" -headers "$out/headers" \
  -library "$out/watch/libamp_wallet_core.a" -headers "$out/headers" \
  -library "$target_dir/aarch64-apple-watchos-sim/mobile/libamp_wallet_core.a" -headers "$out/headers"
echo "$out/AmpWalletCore.xcframework"
