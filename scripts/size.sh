#!/usr/bin/env bash
# How large the library is for a phone and for a companion device: stripped, and gzipped as a store would ship it,
# against the budget in bindings/size-budget.txt, which the gzipped size must keep. Ends non-zero over budget. The last lines
# are a table. It is built as scripts/build-android.sh builds it, for this machine.
#   full       network, mpp: a phone
#   companion  no features: a watch that shows and approves, without network and sandbox
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export PATH="$HOME/.cargo/bin:$PATH"
target=${CARGO_TARGET_DIR:-$root/target}
. scripts/mobile.sh
over=0
table=()
while read -r name features budget; do
  case $name in '' | '#'*) continue ;; esac
  [ "$features" != - ] || features=
  mobile_library cdylib "$features" --quiet
  library=$(find "$target/mobile" -maxdepth 1 -name "libamp_wallet_core.so" -o -maxdepth 1 -name "libamp_wallet_core.dylib" | head -n 1)
  work=$(mktemp -d)
  cp "$library" "$work/library"
  strip --strip-unneeded "$work/library" 2>/dev/null || strip -x "$work/library"
  stripped=$(wc -c <"$work/library")
  gzipped=$(gzip -9 -c "$work/library" | wc -c)
  rm -rf "$work"
  verdict=ok
  if [ "$gzipped" -gt "$budget" ]; then verdict="over the budget" over=1; fi
  table+=("$(printf '%-10s %9d bytes stripped %9d gzipped %9d budget  %s' "$name" "$stripped" "$gzipped" "$budget" "$verdict")")
done <bindings/size-budget.txt
printf 'note: %s\n' "${table[@]}"
[ $over = 0 ] || { echo "size: over budget" >&2; exit 1; }
