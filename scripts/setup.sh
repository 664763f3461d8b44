#!/usr/bin/env bash
# Installs what the other scripts need and this machine lacks, where a package manager can; names the exact line to
# run where none can. Idempotent, and quiet when nothing is missing. `setup.sh --tests` adds what only tests need.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export PATH="$HOME/.cargo/bin:$PATH"
minimum=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
rustup_line="curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

have() { command -v "$1" >/dev/null 2>&1; }
say() { echo "setup: $*" >&2; }
# stop WHAT LINE: what is missing, and the line that gets it.
stop() {
  say "$1 is missing and could not be installed here. Run this, then try again:"
  echo "    $2" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif have sudo && sudo -n true 2>/dev/null; then sudo "$@"; else return 1; fi
}

# install APT-PACKAGE [DNF-PACKAGE]: true if a package manager installed it.
updated=no
install() {
  local dnf="${2:-$1}"
  if have apt-get; then
    if [ $updated = no ]; then as_root apt-get update >"$log" 2>&1 || true; updated=yes; fi
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $1 >"$log" 2>&1
  elif have dnf; then as_root dnf install -y $dnf >"$log" 2>&1
  elif have apk; then as_root apk add $dnf >"$log" 2>&1
  elif have brew; then brew install $dnf >"$log" 2>&1
  else return 1
  fi
}

# need PROGRAM "WHAT" APT-PACKAGES [DNF-PACKAGES]
need() {
  if have "$1"; then return; fi
  say "installing $2"
  if install "$3" "${4:-$3}" && have "$1"; then return; fi
  tail -n 3 "$log" >&2
  stop "$2" "sudo apt-get install -y $3"
}

compiles() {
  printf '#include <stdlib.h>\nint main(void) { return EXIT_SUCCESS; }\n' | "${CC:-cc}" -x c - -o /dev/null >"$log" 2>&1
}

# A compiler without the C library's headers fails in the middle of SQLite: try it on a program.
if ! compiles; then
  say "installing a C compiler (SQLite and ring are built with it)"
  if [ "$(uname)" = Darwin ]; then stop "a C compiler" "xcode-select --install"; fi
  install "gcc libc6-dev" "gcc glibc-devel" || true
  compiles || stop "a C compiler" "sudo apt-get install -y gcc libc6-dev"
fi

# Without certificates nothing can be downloaded.
if [ "$(uname)" = Linux ] && [ ! -e /etc/ssl/certs/ca-certificates.crt ]; then install ca-certificates || true; fi

# at_least HAVE WANTED: versions compared number by number.
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }
rust_version() { rustc --version 2>/dev/null | sed 's/^rustc \([0-9.]*\).*/\1/'; }
rust_is_new_enough() { have cargo && at_least "$(rust_version)" "$minimum"; }

# Three ways, the first that gives a new enough one: rustup, rustup from its site, the distribution's packages.
rust_by_rustup() {
  have rustup || install rustup || return 1
  rustup toolchain install stable --profile minimal --component rustfmt --component clippy >"$log" 2>&1 &&
    rustup default stable >"$log" 2>&1
}
rust_by_site() {
  have curl || install curl || return 1
  curl --proto '=https' --tlsv1.2 -sSf --max-time 60 https://sh.rustup.rs -o "$log.sh" 2>"$log" || return 1
  sh "$log.sh" -y --profile minimal --component rustfmt --component clippy >"$log" 2>&1
}
rust_by_packages() {
  # Debian keeps a current Rust for its browsers beside the old one.
  install "rustc-web cargo-web" "rust cargo" || install "rustc cargo" "rust cargo"
}

if ! rust_is_new_enough; then
  found=$(rust_version || true)
  say "installing Rust $minimum or newer (this machine has ${found:-none})"
  for way in rust_by_rustup rust_by_site rust_by_packages; do
    $way || true
    hash -r
    if rust_is_new_enough; then break; fi
  done
  rm -f "$log.sh"
  rust_is_new_enough || stop "Rust $minimum or newer" "$rustup_line"
fi

if [ "${1:-}" = --tests ]; then
  need python3 "Python 3 (scripts/check-layers.sh)" python3
  for component in fmt clippy; do
    if ! cargo "$component" --version >/dev/null 2>&1; then
      name=${component/fmt/rustfmt}
      say "installing $name"
      rustup component add "$name" >"$log" 2>&1 || install "${name/clippy/rust-clippy}-web" "$name" || true
      hash -r
      if ! cargo "$component" --version >/dev/null 2>&1; then
        have rustup || stop "$name (not among this system's packages)" "$rustup_line"
        stop "$name" "rustup component add $name"
      fi
    fi
  done
  for tool in cargo-deny cargo-fuzz; do
    if ! have "$tool"; then
      # Unoptimized: it is built in half the time, and its runs take seconds either way.
      say "building $tool (once; cargo-deny takes some minutes on two cores)"
      env -u CARGO_TARGET_DIR cargo install --locked --debug --quiet "$tool" >"$log" 2>&1 ||
        { tail -n 3 "$log" >&2; stop "$tool" "cargo install --locked $tool"; }
    fi
  done
  # The shell has a kill of its own; tests run the program.
  if [ ! -x /bin/kill ] && [ ! -x /usr/bin/kill ]; then install procps procps-ng || true; fi
  need mvn "Maven and a JDK (Kotlin tests)" "maven default-jdk-headless" "maven java-17-openjdk-devel"
  # libFuzzer is C++.
  need c++ "a C++ compiler (fuzzing)" g++ gcc-c++
  if [ "$(uname)" = Linux ] && ! { have dbus-run-session && have gnome-keyring-daemon; }; then
    say "installing a Secret Service for the keyring tests"
    install "dbus gnome-keyring" || say "none could be installed; those tests will be named as not run"
  fi
fi
