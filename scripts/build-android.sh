#!/usr/bin/env bash
# Builds the native library for Android (arm64-v8a, x86_64; 16 KB pages) into bindings/kotlin/android/src/main/jniLibs.
# Needs the Android NDK (ANDROID_NDK_HOME) and the Rust targets; says what is missing and how to get it.
#   AMP_FEATURES   features of the core (default: network,mpp; add sandbox for a debug build)
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export PATH="$HOME/.cargo/bin:$PATH"
missing=0
lacks() { echo "build-android: $1 is missing. $2" >&2; missing=1; }

ndk=${ANDROID_NDK_HOME:-${ANDROID_NDK_ROOT:-}}
[ -n "$ndk" ] && [ -d "$ndk" ] || lacks "the Android NDK" "Install it (sdkmanager 'ndk;27.2.12479018') and set ANDROID_NDK_HOME."
for target in aarch64-linux-android x86_64-linux-android; do
  libs=$(rustc --print sysroot)/lib/rustlib/$target
  [ -d "$libs" ] || lacks "the Rust target $target" "Run: rustup target add $target"
done
[ $missing = 0 ] || exit 1

# The Kotlin of this very set of features, generated from a library of this machine: bindings/kotlin/android reads it.
features=${AMP_FEATURES:-network,mpp}
target_dir=${CARGO_TARGET_DIR:-$root/target}
cargo build --locked -p amp-wallet-core --lib --no-default-features --features "$features"
cargo build --locked -p uniffi-bindgen
host=$(find "$target_dir/debug" -maxdepth 1 -name "libamp_wallet_core.so" -o -maxdepth 1 -name "libamp_wallet_core.dylib" | head -n 1)
"$target_dir/debug/uniffi-bindgen" generate "$host" --language kotlin --no-format --config uniffi.toml \
  --out-dir "$root/target/android/kotlin"

out="$root/bindings/kotlin/android/src/main/jniLibs"
rm -rf "$out"
. scripts/mobile.sh
tools=$(echo "$ndk"/toolchains/llvm/prebuilt/*/bin)
for abi in arm64-v8a:aarch64-linux-android x86_64:x86_64-linux-android; do
  target=${abi#*:} under=${target//-/_}
  # 28: Android 9, the oldest that is supported.
  export "CC_$under=$tools/${target}28-clang" "AR_$under=$tools/llvm-ar"
  AMP_LINKS=Android AMP_CC="$tools/${target}28-clang" mobile_library cdylib "$features" --target "$target"
  mkdir -p "$out/${abi%:*}"
  cp "$target_dir/$target/mobile/libamp_wallet_core.so" "$out/${abi%:*}/"
done
strip_tool=$(ls "$ndk"/toolchains/llvm/prebuilt/*/bin/llvm-strip | head -n 1)
for library in "$out"/*/libamp_wallet_core.so; do
  "$strip_tool" --strip-unneeded "$library"
  aligned=$("${strip_tool%strip}readelf" -lW "$library" | awk '$1 == "LOAD" && $NF != "0x4000" {bad = 1} END {print bad ? "no" : "yes"}')
  [ "$aligned" = yes ] || { echo "build-android: $library is not aligned to 16 KB" >&2; exit 1; }
done
ls -l "$out"/*/
