#!/usr/bin/env bash
# Fails on an import that points up, and on a crate used outside its room. --self-test plants each kind of
# violation in a temporary copy and shows that it is found.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
check() { python3 "$here/check_layers.py" "$1"; }

if [ "${1:-}" != "--self-test" ]; then
  check "${1:-$root}"
  exit
fi

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
mkdir -p "$copy/core"
cp -R "$root/core/src" "$copy/core/src"
for source in "$root"/bindings/*/src; do
  program=$(basename "$(dirname "$source")")
  mkdir -p "$copy/bindings/$program" && cp -R "$source" "$copy/bindings/$program/src"
done
wrong=0

# plant FILE CODE WORDS: with CODE added to FILE, the check must fail and say WORDS about that file.
plant() {
  local file="$copy/$1" said
  local existed=no
  if [ -e "$file" ]; then existed=yes && cp "$file" "$copy/before"; fi
  mkdir -p "$(dirname "$file")"
  printf '\n%s\n' "$2" >>"$file"
  if said=$(check "$copy"); then
    echo "NOT FOUND  $1: $2" && wrong=$((wrong + 1))
  elif ! grep -F -- "$3" <<<"$said" >"$copy/line"; then
    echo "MISNAMED   $1: $2" && sed 's/^/           /' <<<"$said" && wrong=$((wrong + 1))
  else
    echo "found      $(head -n 1 "$copy/line")"
  fi
  if [ $existed = yes ]; then mv "$copy/before" "$file"; else rm "$file"; fi
}

# harmless FILE CODE: only looks like a violation.
harmless() {
  cp "$copy/$1" "$copy/before"
  printf '\n%s\n' "$2" >>"$copy/$1"
  if check "$copy" >"$copy/line"; then
    echo "let pass   $1: $2"
  else
    echo "ACCUSED    $1: $2" && head -n 3 "$copy/line" && wrong=$((wrong + 1))
  fi
  mv "$copy/before" "$copy/$1"
}

check "$copy" >"$copy/line" || { cat "$copy/line" && echo "the tree itself has violations: mend them first" && exit 1; }

plant core/src/money/mod.rs 'use crate::jose::PublicJwk;' 'money (ground) imports jose'
plant core/src/jose/mod.rs 'use crate::{clock::Timestamp, assurance::{Mode, self}};' 'jose (standards) imports assurance'
plant core/src/assurance/mod.rs 'fn f() { let _ = crate::mandates::MandateState::Inactive; }' 'imports mandates'
plant core/src/guard/mod.rs 'use super::storage::Store;' 'guard (decisions) imports storage'
plant core/src/limits/mod.rs '#[cfg(test)] mod planted { use crate::wallet as w; }' 'limits (decisions) imports wallet'
plant core/src/guard/mod.rs '#[cfg(test)] mod planted { use super::super::network; }' 'guard (decisions) imports network'
plant core/src/identity/mod.rs 'use crate::wallet::*;' 'identity (effects) imports wallet'
plant core/src/storage/mod.rs 'macro_rules! m { () => { $crate::ffi::f() } }' 'storage (effects) imports ffi'
plant core/src/wallet/mod.rs 'use crate::sandbox;' 'wallet (use cases) imports sandbox'
plant core/src/payments/mod.rs 'use crate::*;' 'imports the whole crate'
plant core/src/extras/mod.rs '//! A room that nobody drew.' 'no room of the drawing'
plant core/src/ledger/mod.rs 'use rusqlite as db;' 'rusqlite outside storage'
plant core/src/wallet/mod.rs 'fn f(_: &::rusqlite::Connection) {}' 'rusqlite outside storage'
plant core/src/sandbox/mod.rs 'use reqwest::{Client};' 'reqwest outside network'
plant core/src/network/mod.rs 'use axum::Router;' 'axum outside mpp, sandbox'
plant core/src/mandates/mod.rs '#[uniffi::export] pub fn f() {}' 'uniffi::export outside ffi'
plant core/src/wallet/mod.rs 'use uniffi::{Record, export};' 'uniffi::export outside ffi'
plant core/src/payments/mod.rs 'use std::{fmt, fs};' 'does no I/O'
plant core/src/guard/mod.rs 'pub async fn f() {}' 'is not async'
plant bindings/cli/src/main.rs 'use rusqlite::Connection;' 'rusqlite outside the core'
echo 'use crate::network;' >"$copy/core/src/identity/planted.rs"
plant core/src/network/mod.rs 'use crate::identity;' 'rooms in a circle: identity -> network -> identity'
rm "$copy/core/src/identity/planted.rs"
harmless core/src/money/mod.rs '// use crate::wallet::Wallet; /* crate::ffi */'
harmless core/src/money/mod.rs 'const PLANTED: &str = r#"use crate::storage::Store; "rusqlite::x""#;'
harmless core/src/money/mod.rs 'fn planted<'"'"'a>(c: char, s: &'"'"'a str) -> bool { c == '"'"'"'"'"' && s == "crate::wallet::x" }'
harmless core/src/mandates/mod.rs '#[derive(uniffi::Record)] pub(crate) struct Planted;'

if [ $wrong -gt 0 ]; then echo "self-test: $wrong wrong" && exit 1; fi
echo "self-test: every planted violation was found, nothing harmless was accused"
