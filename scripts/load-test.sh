#!/usr/bin/env bash
# amp mpp serve under load, on loopback: enrolls wallets, pays over many connections, then checks every wallet's books.
#   scripts/load-test.sh [WALLETS] [CONNECTIONS] [SECONDS]     default 1000 64 60
# The last line is JSON. Payments go from the announcement of a token to the debit; the figure stands beside the rate of
# bare one-row commits on the same disk.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$HOME/.cargo/bin:$PATH"
for number in "$@"; do
  [[ $number =~ ^[1-9][0-9]{0,5}$ ]] || { echo "usage: $0 [WALLETS] [CONNECTIONS] [SECONDS]" >&2; exit 2; }
done
[ $# -le 3 ] || { echo "usage: $0 [WALLETS] [CONNECTIONS] [SECONDS]" >&2; exit 2; }
# Each open wallet holds a handful of files.
ulimit -n "$(ulimit -Hn)" 2>/dev/null || true
scripts/setup.sh >&2
log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
AMP_LOAD="${1:-1000} ${2:-64} ${3:-60}" cargo test --release --locked -p amp-cli --test mpp -- \
  --ignored --exact load::the_load_that_was_asked_for --nocapture >"$log" 2>&1 || code=$?
# The name of the test stands before what it says, on one line.
line=$(grep -o '{"wallets".*}' "$log") || true
if [ "$code" != 0 ] || [ -z "$line" ]; then
  tail -n 40 "$log" >&2
  [ -z "$line" ] || echo "$line"
  exit 1
fi
echo "$line"
