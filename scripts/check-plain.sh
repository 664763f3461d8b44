#!/usr/bin/env bash
# Compiles the Kotlin layer against a library without the sandbox, as scripts/build-android.sh packages it for release: what
# needs the sandbox and is not kept apart fails here. Generated code goes to target/plain.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export PATH="$HOME/.cargo/bin:$PATH"
target=${CARGO_TARGET_DIR:-$root/target}
out="$root/target/plain"

cargo build --locked --quiet -p amp-wallet-core --lib --no-default-features --features network,mpp
cargo build --locked --quiet -p uniffi-bindgen
library=$(find "$target/debug" -maxdepth 1 -name "libamp_wallet_core.so" -o -maxdepth 1 -name "libamp_wallet_core.dylib" | head -n 1)
rm -rf "$out" && mkdir -p "$out"
"$target/debug/uniffi-bindgen" generate "$library" --language kotlin --no-format --config uniffi.toml --out-dir "$out/kotlin"
if grep -q "class Sandbox" "$out/kotlin/org/ampwallet/core/ffi/amp_wallet_core.kt"; then
  echo "check-plain: the library has the sandbox after all" >&2
  exit 1
fi
mvn -B -q -Dstyle.color=never -f bindings/kotlin/plain/pom.xml compile
echo "note: the Kotlin layer compiles without the sandbox"
