#!/usr/bin/env bash
# Kills a paying wallet N times (default 2000), at random moments and at every instrumented point, opens it again each
# time, and says what it found: the last line is JSON. Fails if anything was lost, debited twice, beyond its limit or
# out of balance.
#   scripts/crash-test.sh 2000
#   scripts/crash-test.sh --planted 40   the same with a planted bug (a posting outside its transaction): it must fail
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export PATH="$HOME/.cargo/bin:$PATH"
bug=none
if [ "${1:-}" = --planted ]; then
  bug=split_transaction
  shift
fi
scripts/setup.sh >&2 || exit 1
kills=${1:-2000}
if ! [[ $kills =~ ^[1-9][0-9]*$ ]]; then
  echo "usage: scripts/crash-test.sh [--planted] [N]" >&2
  exit 2
fi
report=$(mktemp)
trap 'rm -f "$report"' EXIT
code=0
AMP_CRASH_KILLS=$kills AMP_CRASH_REPORT=$report AMP_CRASH_BUG=$bug \
  cargo test --locked -p amp-wallet-core --features sandbox,failpoints --test crash -- --ignored --exact in_full || code=$?
cat "$report"
exit $code
