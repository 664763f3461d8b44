#!/usr/bin/env bash
# Builds the library with everything that tests need and writes the Kotlin and Swift code that speaks to it:
#   target/bindings/lib     the library
#   target/bindings/kotlin  generated Kotlin (bindings/kotlin compiles it)
#   bindings/swift/Sources  generated Swift with our reader (scripts/swift_reader.py) and its C header (not in git)
#   bindings/errors.md and the tables of stable codes in both languages (in git; --check compares instead of writing)
#   bindings/api.txt        every exported symbol (in git; --check compares instead of writing)
# AMP_PROFILE=release builds an optimized library, for measurements.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export PATH="$HOME/.cargo/bin:$PATH"
target=${CARGO_TARGET_DIR:-$root/target}
profile=${AMP_PROFILE:-dev}
case $profile in dev) built="$target/debug" ;; *) built="$target/$profile" ;; esac
out="$root/target/bindings"
check=no
[ "${1:-}" != --check ] || check=yes

cargo build --locked --quiet --profile "$profile" -p amp-wallet-core --lib --all-features
cargo build --locked --quiet -p uniffi-bindgen
library=$(find "$built" -maxdepth 1 -name "libamp_wallet_core.so" -o -maxdepth 1 -name "libamp_wallet_core.dylib" | head -n 1)
rm -rf "$out" && mkdir -p "$out/lib"
cp "$library" "$out/lib/"
for language in kotlin swift; do
  "$target/debug/uniffi-bindgen" generate "$library" --language "$language" --no-format --config uniffi.toml \
    --out-dir "$out/$language"
done

python3 scripts/swift_reader.py "$out/swift/AmpWalletCoreBindings.swift"
swift="$root/bindings/swift/Sources"
mkdir -p "$swift/AmpWalletCoreFFI/include" "$swift/AmpWalletCoreBindings"
cp "$out/swift/AmpWalletCoreFFI.h" "$swift/AmpWalletCoreFFI/include/"
# The generated module map names modules that only Apple's SDK has.
printf 'module AmpWalletCoreFFI {\n    header "AmpWalletCoreFFI.h"\n    export *\n}\n' >"$swift/AmpWalletCoreFFI/include/module.modulemap"
cp "$out/swift/AmpWalletCoreBindings.swift" "$swift/AmpWalletCoreBindings/"

# keep FILE COMMAND…: writes the file, or compares it with what would be written.
differs=0
keep() {
  local file=$1 fresh
  shift
  fresh=$(mktemp)
  "$@" >"$fresh"
  if [ $check = no ]; then cat "$fresh" >"$file"; elif ! diff -u "$file" "$fresh" | head -n 40 && ! cmp -s "$file" "$fresh"; then
    echo "gen-bindings: $file is not what the core says: run scripts/gen-bindings.sh and look at the change" >&2
    differs=1
  fi
  cmp -s "$file" "$fresh" || differs=1
  rm -f "$fresh"
}
keep bindings/errors.md python3 scripts/error_codes.py "$root" --markdown
keep bindings/kotlin/wallet/src/main/kotlin/org/ampwallet/core/ErrorCodes.kt python3 scripts/error_codes.py "$root" --kotlin
keep bindings/swift/Sources/AmpWallet/ErrorCodes.swift python3 scripts/error_codes.py "$root" --swift
keep bindings/kotlin/wallet/src/sandbox/kotlin/org/ampwallet/core/SandboxErrorCodes.kt \
  python3 scripts/error_codes.py "$root" --kotlin-sandbox
keep bindings/swift/Sources/AmpWallet/SandboxErrorCodes.swift python3 scripts/error_codes.py "$root" --swift-sandbox
keep bindings/api.txt python3 scripts/api_snapshot.py "$out/kotlin/org/ampwallet/core/ffi/amp_wallet_core.kt"
[ $differs = 0 ] || { echo "gen-bindings: files in git differ from what the core says" >&2; exit 1; }
