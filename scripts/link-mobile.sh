#!/usr/bin/env bash
# The linker of a phone's and a watch's library, given to rustc by scripts/mobile.sh. It adds what makes the library small
# and hands on to the C compiler in AMP_CC (default: cc).
set -euo pipefail
for argument in "$@"; do
  case $argument in
    # uniffi's metadata was needed to generate the bindings. No app reads it, so it is not exported, and what nobody
    # can reach is not linked. Here, because rustc exports every symbol with a name of its own.
    -Wl,--version-script=* | -Wl,-exported_symbols_list,*)
      list=${argument##*[=,]}
      sed '/UNIFFI_META_/d' "$list" >"$list.app" && mv "$list.app" "$list"
      ;;
  esac
done
options=()
if [ "${AMP_LINKS:-$(uname)}" != Darwin ]; then
  # rustc's own LLD, which is everywhere where rustup's compiler is: the NDK's is older and cannot sort.
  lld=$(rustc --print sysroot)/lib/rustlib/$(rustc -vV | sed -n 's/^host: //p')/bin/gcc-ld
  [ ! -d "$lld" ] || options+=("-B$lld")
  # Like functions and data beside each other: less to transfer, once it is compressed.
  options+=(-fuse-ld=lld -Wl,-O2 -Wl,--bp-compression-sort=both)
  # Addresses to correct at loading, as a bit map. Android reads it since 9 (API 28), in a form of its own until 10.
  if [ "${AMP_LINKS:-}" = Android ]; then
    options+=(-Wl,--pack-dyn-relocs=android+relr -Wl,--use-android-relr-tags -Wl,-z,max-page-size=16384)
  else
    options+=(-Wl,-z,pack-relative-relocs)
  fi
fi
exec "${AMP_CC:-cc}" "$@" ${options[@]+"${options[@]}"}
