#!/usr/bin/env bash
# in-swift.sh FOLDER COMMAND…: runs the command in FOLDER with a Swift 6 at hand. FOLDER lies in this repository.
# in-swift.sh --ready: only sees to it that there is one.
# Uses a Swift of the PATH (6.0 or newer). Where there is none, makes a Debian with one under target/swift-root, once
# (two minutes, 2.7 GB); that takes root on a Debian. Anywhere else it ends with 77: not run.
#   AMP_NATIVE_DIR   folder of the library (default target/bindings/lib)
#   AMP_SWIFT_ROOT   a Debian with Swift that is there already
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
made=${AMP_SWIFT_ROOT:-$root/target/swift-root}
native=${AMP_NATIVE_DIR:-$root/target/bindings/lib}
packages="swiftlang libc6-dev libstdc++-14-dev libssl-dev"
say() { echo "in-swift: $*" >&2; }
skip() {
  echo "in-swift: $*"
  exit 77
}

# A Swift that can compile our packages: version 6, with a working compiler.
have_swift() { command -v swift >/dev/null 2>&1 && swift --version 2>/dev/null | grep -qE 'Swift version ([6-9]|[1-9][0-9])\.'; }

# make_root: a Debian of its own in $made. Built beside and moved, so that a broken one never stays.
make_root() {
  local fresh mirror
  [ "$(id -u)" = 0 ] || skip "no Swift 6 here, and only root can make a system for one"
  command -v apt-get >/dev/null || skip "no Swift 6 here, and this is no Debian to make one from"
  # Without a mount namespace nothing can be run in it: better known before two minutes and 2.7 GB.
  unshare --mount --propagation private true 2>/dev/null ||
    skip "no Swift 6 here, and this machine allows no mount namespace to run one in"
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

# Its programs are links that lead somewhere only from inside, so a file says what is in it.
ready() {
  have_swift && return
  [ -n "${AMP_SWIFT_ROOT:-}" ] || [ "$(cat "$made/.packages" 2>/dev/null)" = "$packages" ] || make_root
}

ready
if [ "${1:-}" = --ready ]; then exit 0; fi
folder=$(cd "$1" && pwd)
shift
if have_swift; then
  cd "$folder"
  AMP_NATIVE_DIR="$native" exec "$@"
fi
# Only the command sees these mounts; they end with it.
# shellcheck disable=SC2016 # expanded inside
exec unshare --mount --propagation private sh -eu -c '
  made=$1 root=$2 native=$3 folder=$4
  shift 4
  mount -t proc proc "$made/proc"
  mount --rbind /dev "$made/dev"
  for shared in "$root" "$native"; do
    mkdir -p "$made$shared"
    mount --bind "$shared" "$made$shared"
  done
  exec chroot "$made" /usr/bin/env -i PATH=/usr/bin:/bin LANG=C.UTF-8 HOME=/tmp AMP_NATIVE_DIR="$native" \
    AMP_COST="${AMP_COST:-}" ${AMP_NO_SANDBOX:+AMP_NO_SANDBOX="$AMP_NO_SANDBOX"} sh -euc "cd \"\$0\" && exec \"\$@\"" "$folder" "$@"' \
  sh "$made" "$root" "$native" "$folder" "$@"
