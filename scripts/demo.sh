#!/usr/bin/env bash
# Sets the machine up and runs the demo; arguments go to `amp demo` (for example --json, --keep DIR).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
export PATH="$HOME/.cargo/bin:$PATH"
"$root/scripts/setup.sh"

manifest="$root/Cargo.toml"
target=${CARGO_TARGET_DIR:-$root/target}
if [ ! -x "$target/release/amp" ]; then
  echo "demo: first build: the crates are downloaded and compiled, some minutes on two cores" >&2
fi
quiet=--quiet
if [ -t 2 ]; then quiet=; fi # cargo's own progress bar, where someone watches
if [ -n "$quiet" ]; then
  # A log gets a line now and then instead, so that nobody takes the build for stuck.
  (
    seconds=0
    while sleep 20 </dev/null >/dev/null 2>&1; do seconds=$((seconds + 20)) && echo "demo: still building (${seconds} s)" >&2; done
  ) &
  beat=$!
  trap 'kill $beat 2>/dev/null || true' EXIT
fi
cargo build --manifest-path "$manifest" --release $quiet --locked -p amp-cli
if [ -n "$quiet" ]; then
  kill $beat 2>/dev/null || true
  wait $beat 2>/dev/null || true
  trap - EXIT
fi
exec "$target/release/amp" demo "$@"
