#!/usr/bin/env bash
# N random sequences (default 100000) of everything that moves money or bounds it, by two processes on one wallet, beside
# a model of plain numbers. The last line is JSON. Fails if store and model ever differ, and shows the shortest sequence
# that does it.
#   scripts/sequence-test.sh 100000
# The wallets lie in memory (/dev/shm) where there is some; their settings are the usual ones (synchronous = FULL).
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
export PATH="$HOME/.cargo/bin:$PATH"
sequences=${1:-100000}
if ! [[ $sequences =~ ^[1-9][0-9]{0,8}$ ]] || [ $# -gt 1 ]; then
  echo "usage: scripts/sequence-test.sh [N]" >&2
  exit 2
fi
scripts/setup.sh >&2 || exit 1
report=$(mktemp)
trap 'rm -f "$report"' EXIT
code=0
AMP_SEQUENCES=$sequences AMP_SEQUENCE_THREADS=${AMP_SEQUENCE_THREADS:-$(nproc)} AMP_SEQUENCE_REPORT=$report \
  cargo test --release --locked -p amp-wallet-core --test sequences -- --ignored --exact in_full || code=$?
cat "$report"
exit $code
