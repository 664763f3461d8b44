# shellcheck shell=bash
# How a phone's and a watch's library is built: sourced by build-android.sh, build-ios.sh and size.sh, so that what is
# measured is what ships. The profile `mobile` is in Cargo.toml, SQLite's options in .cargo/config.toml (the tests run with
# them too), the linker's in scripts/link-mobile.sh.

# mobile_library CRATE_TYPE FEATURES [CARGO ARGUMENTS…]: one crate type at a time, for a crate that is also an `rlib` is
# built without optimization at link time, and cargo does not say so.
mobile_library() {
  local kind=$1 features=$2
  shift 2
  local linker=()
  [ "$kind" != cdylib ] || linker=(-- -C "linker=$root/scripts/link-mobile.sh")
  ${AMP_CARGO:-cargo} rustc --locked --profile mobile -p amp-wallet-core --lib --crate-type "$kind" \
    --no-default-features --features "$features" "$@" ${linker[@]+"${linker[@]}"}
}
