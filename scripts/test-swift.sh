#!/usr/bin/env bash
# Runs the Swift tests on the real library. Needs what scripts/gen-bindings.sh has made; makes it where it is missing.
# Uses a Swift of the PATH (6.0 or newer). Where there is none, makes a Debian with one under target/swift-root, once
# (two minutes, 2.7 GB); that takes root on a Debian. Anywhere else it ends with 77: not run.
# Arguments go to `swift test`, for example --filter StoryTests. AMP_COST=1 measures too.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
package="$root/bindings/swift"
made="$root/target/swift-root"
native=${AMP_NATIVE_DIR:-$root/target/bindings/lib}
packages="swiftlang libc6-dev libstdc++-14-dev libssl-dev"
say() { echo "test-swift: $*" >&2; }
skip() {
  echo "test-swift: $*"
  exit 77
}

# A Swift that can compile this package: version 6, with a working compiler.
have_swift() { command -v swift >/dev/null 2>&1 && swift --version 2>/dev/null | grep -qE 'Swift version ([6-9]|[1-9][0-9])\.'; }

# make_root: a Debian of its own in $made. Built beside and moved, so that a broken one never stays.
make_root() {
  local fresh mirror
  [ "$(id -u)" = 0 ] || skip "no Swift 6 here, and only root can make a system for one"
  command -v apt-get >/dev/null || skip "no Swift 6 here, and this is no Debian to make one from"
  if ! command -v debootstrap >/dev/null; then
    apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends debootstrap >/dev/null 2>&1 ||
      skip "no Swift 6 here, and debootstrap cannot be installed"
  fi
  mirror=$(awk '/^URIs:/{print $2; exit}' /etc/apt/sources.list.d/debian.sources 2>/dev/null || true)
  [ -n "$mirror" ] || mirror=$(awk '$1 == "deb" {print ($2 ~ /^\[/) ? $3 : $2; exit}' /etc/apt/sources.list 2>/dev/null || true)
  say "making a Debian with Swift under target/ (once, about two minutes)"
  mkdir -p "$root/target"
  fresh=$(mktemp -d "$root/target/swift-root.XXXXXX")
  # shellcheck disable=SC2064 # the folder of now
  trap "rm -rf '$fresh' '$fresh.log'" EXIT
  debootstrap --variant=minbase trixie "$fresh" ${mirror:+"$mirror"} >"$fresh.log" 2>&1 ||
    { tail -n 5 "$fresh.log" >&2; say "debootstrap failed"; exit 1; }
  printf '#!/bin/sh\nexit 101\n' >"$fresh/usr/sbin/policy-rc.d"
  chmod 755 "$fresh/usr/sbin/policy-rc.d" "$fresh"
  cp /etc/resolv.conf /etc/hosts "$fresh/etc/"
  # The certificates and proxies by which this machine reaches its mirror.
  mkdir -p "$fresh/etc/ssl/certs" "$fresh/etc/apt/apt.conf.d"
  cp -L /etc/ssl/certs/ca-certificates.crt "$fresh/etc/ssl/certs/" 2>/dev/null || true
  cp /etc/apt/apt.conf.d/*proxy* "$fresh/etc/apt/apt.conf.d/" 2>/dev/null || true
  DEBIAN_FRONTEND=noninteractive chroot "$fresh" sh -c "apt-get update && apt-get install -y --no-install-recommends $packages" \
    >"$fresh.log" 2>&1 || { tail -n 5 "$fresh.log" >&2; say "Swift could not be installed"; exit 1; }
  echo "$packages" >"$fresh/.packages"
  rm -rf "$made" "$fresh.log"
  mv "$fresh" "$made"
  trap - EXIT
}

# in_swift COMMAND…: runs it in the package's folder with Swift at hand, and only there are its mounts seen.
in_swift() {
  if have_swift; then
    (cd "$package" && AMP_NATIVE_DIR="$native" "$@")
    return
  fi
  # shellcheck disable=SC2016 # expanded inside
  unshare --mount --propagation private sh -eu -c '
    made=$1 root=$2 native=$3 package=$4
    shift 4
    mount -t proc proc "$made/proc"
    mount --rbind /dev "$made/dev"
    for folder in "$root" "$native"; do
      mkdir -p "$made$folder"
      mount --bind "$folder" "$made$folder"
    done
    exec chroot "$made" /usr/bin/env -i PATH=/usr/bin:/bin LANG=C.UTF-8 HOME=/tmp AMP_NATIVE_DIR="$native" \
      AMP_COST="${AMP_COST:-}" sh -euc "cd \"\$0\" && exec \"\$@\"" "$package" "$@"' \
    sh "$made" "$root" "$native" "$package" "$@"
}

if ! ls "$native"/libamp_wallet_core.* >/dev/null 2>&1 ||
  [ ! -e "$package/Sources/AmpWalletCoreBindings/AmpWalletCoreBindings.swift" ]; then
  "$root/scripts/gen-bindings.sh"
fi
# Its programs are links that lead somewhere only from inside.
have_swift || [ "$(cat "$made/.packages" 2>/dev/null)" = "$packages" ] || make_root

# The two files for Apple's platforms need frameworks that are only there.
for file in "$package"/Sources/AmpWallet/Apple/*.swift "$package"/Tests/AmpWalletTests/QuickStart/*.swift; do
  in_swift swiftc -parse -target arm64-apple-ios17.0 "$file"
done
echo "note: the code for Apple's platforms was parsed; nothing here type-checks or runs it, that takes Xcode"

python3 - "$package/Sources/AmpWallet/PrivacyInfo.xcprivacy" <<'PY'
import plistlib, sys
told = plistlib.load(open(sys.argv[1], "rb"))
assert told["NSPrivacyTracking"] is False and told["NSPrivacyTrackingDomains"] == [], told
assert told["NSPrivacyCollectedDataTypes"] == [], told
for entry in told["NSPrivacyAccessedAPITypes"]:
    assert entry["NSPrivacyAccessedAPIType"].startswith("NSPrivacyAccessedAPICategory"), entry
    assert entry["NSPrivacyAccessedAPITypeReasons"], entry
print("note: privacy manifest read")
PY

if in_swift swift format --version >/dev/null 2>&1; then
  in_swift swift format lint --strict --recursive Sources/AmpWallet Tests Package.swift
  echo "note: swift format lint is clean"
else
  echo "note: swift format is not part of this Swift; the format was not checked"
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
code=0
in_swift timeout 1800 swift test --disable-sandbox -j 2 --disable-swift-testing "$@" >"$log" 2>&1 || code=$?
if [ $code != 0 ]; then
  grep -vE '^\[|started at| passed ' "$log" | tail -n 80
  say "failed ($code)"
  exit 1
fi
grep -E '^\{"language"' "$log" || true
ran=$(sed -n 's/^.*Executed \([0-9]*\) tests*.*/\1/p' "$log" | tail -n 1)
if [ "${ran:-0}" = 0 ]; then
  say "no test ran"
  exit 1
fi
echo "test result: $(grep 'Executed' "$log" | tail -n 1 | sed 's/^[[:space:]]*//') in Swift"
