#!/usr/bin/env bash
# Checks that the core compiles for Android, iOS and watchOS: `cargo check`, no SDK. It links and runs nothing.
# With rustup's targets installed they are used. Else, on Debian, a compiler with its library's source comes from the
# distribution's packages (into target/targets, not onto the system), std is built from it, and zig stands in for the C
# compilers of ring and SQLite. Where neither can be had it ends with 77 and says so.
#   scripts/check-targets.sh [TARGET…]   default: aarch64-linux-android aarch64-apple-ios aarch64-apple-watchos
# It knows x86_64-linux-android, aarch64-apple-ios-sim and x86_64-apple-ios too. arm64_32-apple-watchos, of tier 3, fails: ring
# 0.17.14 asserts pointers of 64 bits on aarch64.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
export PATH="$HOME/.cargo/bin:$PATH"
work="$root/target/targets"
mkdir -p "$work"
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(aarch64-linux-android aarch64-apple-ios aarch64-apple-watchos)

# A phone has the network; a companion does not.
features_of() { case $1 in *watchos*) echo "" ;; *) echo "network,mpp,sandbox" ;; esac; }

installed() { [ -d "$(rustc --print sysroot)/lib/rustlib/$1/lib" ]; }

debian_compiler() {
  [ -x "$work/prefix/usr/bin/rustc" ] && return
  command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 1
  local packages
  packages=$(apt-get install -s --no-install-recommends rustc-web rust-web-src 2>/dev/null | awk '/^Inst/{print $2}')
  [ -n "$packages" ] || { apt-get update >/dev/null 2>&1 || true
    packages=$(apt-get install -s --no-install-recommends rustc-web rust-web-src 2>/dev/null | awk '/^Inst/{print $2}'); }
  [ -n "$packages" ] || return 1
  # What is installed already is not among them; the compiler itself must be.
  (mkdir -p "$work/deb" && cd "$work/deb" && apt-get download -qq $packages >/dev/null 2>&1) || return 1
  for package in "$work"/deb/*.deb; do dpkg -x "$package" "$work/prefix"; done
  rm -rf "$work/deb"
  [ -x "$work/prefix/usr/bin/rustc" ]
}

zig() {
  [ -x "$work/zig/bin/python-zig" ] && return
  python3 -m venv "$work/zig" >/dev/null 2>&1 || return 1
  "$work/zig/bin/pip" install -q ziglang >/dev/null 2>&1 || return 1
  printf '#!/bin/sh\nexec "%s/zig/bin/python" -m ziglang "$@"\n' "$work" >"$work/zig/bin/python-zig"
  chmod +x "$work/zig/bin/python-zig"
}

# A C compiler for one target: zig, without the flags that cc-rs adds for clang and Apple's SDK.
write_cc() {
  local target=$1 zig_target
  case $target in
    aarch64-linux-android) zig_target=aarch64-linux-musl ;;
    x86_64-linux-android) zig_target=x86_64-linux-musl ;;
    *-apple-ios-sim) zig_target=aarch64-ios-simulator ;;
    *-apple-ios) zig_target=aarch64-ios ;;
    arm64_32-apple-watchos) zig_target=aarch64-watchos ;;
    *-apple-watchos) zig_target=aarch64-watchos ;;
    *) echo "check-targets: no C compiler for $target" >&2; return 1 ;;
  esac
  # zig knows Apple's own headers for macOS only; they are the same for its other systems.
  local headers=
  case $target in *-apple-*) headers=$(echo "$work"/zig/lib/python3*/site-packages/ziglang/lib/libc/include/any-darwin-any) ;; esac
  cat >"$work/cc-$target" <<CC
#!/usr/bin/env python3
import os, sys
zig, kept, skip = "$work/zig/bin/python-zig", [], False
for flag in sys.argv[1:]:
    if skip: skip = False
    elif flag in ("-arch", "-isysroot", "-target"): skip = True
    elif flag.startswith(("--target=", "-m", "-fembed-bitcode")): pass
    else: kept.append(flag)
headers = ["-isystem", "$headers"] if "$headers" else []
os.execv(zig, [zig, "cc", "-target", "$zig_target", *headers, *kept])
CC
  printf '#!/bin/sh\nexec "%s/zig/bin/python-zig" ar "$@"\n' "$work" >"$work/ar-$target"
  chmod +x "$work/cc-$target" "$work/ar-$target"
}

for target in "${targets[@]}"; do
  features=$(features_of "$target")
  start=$SECONDS
  if installed "$target"; then
    cargo check --locked --quiet -p amp-wallet-core --lib --target "$target" --no-default-features --features "$features"
  else
    debian_compiler || { echo "no compiler with its library's source for $target: rustup target add $target"; exit 77; }
    zig || { echo "no C compiler for $target (zig cannot be had)"; exit 77; }
    write_cc "$target"
    mkdir -p "$work/sdk"
    printf '#!/bin/sh\nexport LD_LIBRARY_PATH="%s/usr/lib/x86_64-linux-gnu"\nexec "%s/usr/bin/rustc" "$@"\n' \
      "$work/prefix" "$work/prefix" >"$work/rustc"
    chmod +x "$work/rustc"
    under=${target//-/_}
    env "CC_$under=$work/cc-$target" "AR_$under=$work/ar-$target" SDKROOT="$work/sdk" RUSTC="$work/rustc" RUSTC_BOOTSTRAP=1 \
      CARGO_TARGET_DIR="$work/build" cargo check --locked --quiet -Zbuild-std=std,panic_unwind -p amp-wallet-core --lib \
      --target "$target" --no-default-features --features "$features"
  fi
  echo "note: $target compiles (features: ${features:-none}), $((SECONDS - start)) s"
done
