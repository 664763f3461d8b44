#!/usr/bin/env bash
# Compiles the Android apps (android-demo: presenters, phone, wear) against the real AndroidX and Wear Compose and runs
# their tests: presenters on the JVM, apps under Robolectric, both on the real library over JNA; of the vault (keystore) its
# screen for Android 9. Needs what scripts/gen-bindings.sh has made; makes it where it is missing.
#   check-android.sh [MODULE [TEST-CLASS…]]     test all, or one of the modules in scripts/android/modules.toml
#   check-android.sh --apk [--shrink] [MODULE]  debug-signed APKs (R8 with --shrink), without our native library
#   check-android.sh --lock                     resolve scripts/android/roots.txt anew
#   AMP_BINDINGS       what gen-bindings.sh made (default target/bindings)
#   AMP_PLAIN          what check-plain.sh made, for the release builds, which have no sandbox (default target/plain/kotlin)
#   AMP_ANDROID_CACHE  what was downloaded, 0.8 GB (default target/androidcheck/cache)
#   AMP_PICTURES       where the tests draw (default android-demo/pictures)
# With Gradle (android-demo/gradlew or the PATH's) and an Android SDK (ANDROID_HOME) it uses these. Else it works without:
# scripts/android says how. Ends with 77 where what it needs cannot be had.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
bindings=${AMP_BINDINGS:-$root/target/bindings}
plain=${AMP_PLAIN:-$root/target/plain/kotlin}
cache=${AMP_ANDROID_CACHE:-$root/target/androidcheck/cache}
pictures=${AMP_PICTURES:-$root/android-demo/pictures}

skip() {
  echo "check-android: $*"
  exit 77
}

# with_gradle ARGUMENTS: the same tasks by the Android Gradle plugin.
with_gradle() {
  local gradle=$1 tasks=() release=() only=() apk=no module=""
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --apk) apk=yes ;;
      --shrink | --lock) ;;
      *) if [ -z "$module" ]; then module=$1; else only+=(--tests "*.$1"); fi ;;
    esac
    shift
  done
  for name in ${module:-presenters phone wear phone-release wear-release}; do
    case $apk-$name in
      *-release) release+=(":${name%-release}:$([ $apk = yes ] && echo assembleRelease || echo compileReleaseKotlin)") ;;
      yes-presenters) ;;
      yes-*) tasks+=(":$name:assembleDebug") ;;
      no-presenters) tasks+=(":presenters:test") ;;
      no-*) tasks+=(":$name:testDebugUnitTest") ;;
    esac
  done
  if [ ${#tasks[@]} -gt 0 ]; then
    "$gradle" --no-daemon -p android-demo -Pamp.bindings="$bindings/kotlin" -Pamp.native="$bindings/lib" \
      -Pamp.sandbox=true -Pamp.pictures="$pictures" "${tasks[@]}" ${only[@]+"${only[@]}"}
  fi
  # The library is another one, so this is another run.
  if [ ${#release[@]} -gt 0 ]; then "$gradle" --no-daemon -p android-demo -Pamp.bindings="$plain" "${release[@]}"; fi
  echo "note: Gradle ran ${tasks[*]:-} ${release[*]:-}"
}

if [ ! -e "$bindings/kotlin" ] || ! ls "$bindings"/lib/libamp_wallet_core.* >/dev/null 2>&1; then
  [ -z "${AMP_BINDINGS:-}" ] || { echo "check-android: nothing generated in $bindings" >&2; exit 1; }
  scripts/gen-bindings.sh
fi

# The release builds are compiled in a full run, and when they are asked for.
case "${1:-}" in
  "" | --apk | *-release)
    if [ ! -e "$plain" ]; then
      [ -z "${AMP_PLAIN:-}" ] || { echo "check-android: nothing generated in $plain" >&2; exit 1; }
      scripts/check-plain.sh
    fi
    ;;
esac

if [ -n "${ANDROID_HOME:-}" ] && [ "${1:-}" != --lock ]; then
  if [ -x android-demo/gradlew ]; then with_gradle android-demo/gradlew "$@"; exit; fi
  if command -v gradle >/dev/null; then with_gradle gradle "$@"; exit; fi
fi

# need PROGRAM DEBIAN-PACKAGE
updated=no
need() {
  if command -v "$1" >/dev/null; then return; fi
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    if [ $updated = no ]; then apt-get update -qq >/dev/null 2>&1 || true; updated=yes; fi
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$2" >/dev/null 2>&1 || true
  fi
  command -v "$1" >/dev/null || skip "$1 is missing and could not be installed: sudo apt-get install -y $2"
}
need python3 python3
need javac openjdk-17-jdk-headless
need mvn maven
need aapt2 aapt
need zipalign zipalign
need apksigner apksigner
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || skip "Python 3.11 or newer is needed"
[ "$(javac -version 2>&1 | sed 's/^javac \([0-9]*\).*/\1/')" -ge 17 ] || skip "a JDK of version 17 or newer is needed"

python3 scripts/android/check.py --root "$root" --cache "$cache" --bindings "$bindings" --plain "$plain" \
  --pictures "$pictures" "$@"
