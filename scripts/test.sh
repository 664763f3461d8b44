#!/usr/bin/env bash
# Every check of this project, each step named with its time. Fails if one fails; the last line counts them.
# Arguments choose steps: `scripts/test.sh layers demo` runs those whose name has one of these words.
#   AMP_FUZZ_SECONDS   how long each fuzz target runs (default 5; 0 leaves fuzzing out)
#   AMP_LONG           1: also the checks for Android, iOS and watchOS, APKs and sizes, which take minutes each
#   AMP_VECTORS        folder of the shared vectors (default ../shared/vectors, then core/tests/data)
set -uo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root" || exit 1
export PATH="$HOME/.cargo/bin:$PATH"
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-never}
target=${CARGO_TARGET_DIR:-$root/target}
amp="$target/release/amp"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chosen=$(IFS='|' && echo "$*")
passed=0 failed=0 skipped=0 began=$SECONDS
problems=()

# step NAME COMMAND…: runs it, shows its last lines where it fails, and goes on with the next. A command that ends
# with 77 was not run: its last line says why, and that is said aloud.
step() {
  local name=$1 start=$SECONDS code=0
  shift
  if [ -n "$chosen" ] && ! grep -qE -- "$chosen" <<<"$name"; then return; fi
  printf '== %s\n' "$name"
  "$@" >"$work/log" 2>&1 || code=$?
  case $code in
    0)
      passed=$((passed + 1))
      grep -E '^(test result:|check-layers:|self-test:|note:)' "$work/log" | sed 's/^/   /'
      printf '   ok, %s s\n' $((SECONDS - start))
      ;;
    77)
      skipped=$((skipped + 1))
      printf '   SKIPPED: %s\n' "$(tail -n 1 "$work/log")"
      ;;
    *)
      failed=$((failed + 1)) && problems+=("$name")
      tail -n 80 "$work/log" | sed 's/^/   /'
      printf '   FAILED (%s), %s s\n' "$code" $((SECONDS - start))
      ;;
  esac
}

docs() { RUSTDOCFLAGS="-D warnings" cargo doc --workspace --all-features --no-deps --locked; }

# The advisory database comes from the internet; where it cannot be had, that is no fault of the tree.
advisories() {
  cargo deny --locked check advisories >"$work/advisories" 2>&1 && return
  cat "$work/advisories"
  grep -q 'failed to fetch advisory database' "$work/advisories" || return 1
  echo "the advisory database cannot be fetched here"
  return 77
}

vectors() {
  local folder=${AMP_VECTORS:-../shared/vectors}
  [ -d "$folder" ] || folder=core/tests/data
  echo "note: vectors of $folder"
  "$amp" vectors run "$folder"
}

# The story as told, in both forms, and what it leaves behind verified by `amp verify`.
demo() {
  scripts/demo.sh --json --keep "$work/demo" >"$work/demo.json" || return 1
  python3 - "$work/demo.json" <<'PY' || return 1
import json, sys
told = json.load(open(sys.argv[1]))
wanted = ["bind", "authorize", "purchase-1", "purchase-2", "over-budget", "tampered-order", "changed-price",
          "revoke", "after-revoke", "immediate", "report"]
assert told["ok"] is True, told
assert [step["id"] for step in told["steps"]] == wanted, told
assert told["bind_user_steps"] == 3, told
print("note: demo ok,", sum(step["ms"] for step in told["steps"]), "ms in its steps")
PY
  local chain context checked=0
  for chain in "$work"/demo/chains/*/; do
    context="$chain/context.json"
    local arguments=(--root "$work/demo/root.jwk.json" --l1 "$chain/l1.txt" --l2 "$chain/l2.txt")
    [ -f "$chain/l3.txt" ] && arguments+=(--l3 "$chain/l3.txt")
    while read -r flag value; do arguments+=("--$flag" "$value"); done < <(python3 -c '
import json, sys
context = json.load(open(sys.argv[1]))
for flag, name in (("now", "now"), ("iss", "iss"), ("l2-aud", "l2_aud"), ("l3-aud", "l3_aud")):
    if context.get(name) is not None: print(flag, context[name])' "$context")
    "$amp" verify "${arguments[@]}" --json || { echo "chain $chain does not verify"; return 1; }
    checked=$((checked + 1))
  done
  echo "note: $checked chains of the demo verified by amp verify"
  [ $checked -gt 0 ]
}

cli() {
  local code=0
  "$amp" --version && "$amp" --help >/dev/null || return 1
  "$amp" no-such-command >/dev/null 2>&1 || code=$?
  [ $code = 2 ] || { echo "a usage error ends with $code, not 2"; return 1; }
}

# The ignored tests of core/tests/secret_service.rs, in a session of their own.
keyring() {
  local binary
  if ! { command -v dbus-run-session && command -v gnome-keyring-daemon; }; then
    echo "no dbus-run-session or gnome-keyring-daemon on this machine"
    return 77
  fi
  binary=$(cargo test --locked -p amp-wallet-core --features keyring --test secret_service --no-run 2>&1 |
    tee /dev/stderr | sed -n 's/.*Executable .*(\(.*\))$/\1/p')
  mkdir -p "$work/home" "$work/runtime" && chmod 700 "$work/runtime"
  HOME="$work/home" XDG_RUNTIME_DIR="$work/runtime" timeout 120 dbus-run-session -- sh -c '
    printf "pw\n" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$@"' sh \
    "$binary" --ignored --skip in_a_process_without_a_bus
}

fuzz() {
  local seconds=$1 targets name
  [ "$seconds" -gt 0 ] || { echo "AMP_FUZZ_SECONDS=0"; return 77; }
  targets=$(cd core && cargo fuzz list) || return 1
  [ -n "$targets" ] || { echo "no fuzz targets"; return 1; }
  # libFuzzer needs unstable flags: a nightly where there is one, else the stable compiler told to allow them.
  if rustup toolchain list 2>/dev/null | grep -q '^nightly'; then export RUSTUP_TOOLCHAIN=nightly; else export RUSTC_BOOTSTRAP=1; fi
  (cd core && cargo fuzz build) || return 1
  for name in $targets; do
    # What is found goes to a folder of this run; the seeds stay as they are.
    mkdir -p "$work/corpus/$name" "core/fuzz/corpus/$name"
    (cd core &&
      cargo fuzz run "$name" "$work/corpus/$name" "fuzz/corpus/$name" -- \
        -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1) || return 1
    echo "note: fuzzed $name for $seconds s"
  done
}

# The libraries of both languages, on the library that gen-bindings.sh built.
kotlin() {
  # Deleted tests would keep running.
  rm -rf bindings/kotlin/*/target/classes bindings/kotlin/*/target/test-classes
  mvn -B -Dstyle.color=never -f bindings/kotlin/pom.xml test >"$work/kotlin" 2>&1 || { tail -n 80 "$work/kotlin"; return 1; }
  sed -n 's/.*\(Tests run: [0-9]*, Failures: [0-9]*, Errors: [0-9]*, Skipped: [0-9]*\)$/note: \1/p' "$work/kotlin"
  grep -q 'Tests run: [1-9]' "$work/kotlin"
}

# The apps on that library. Their pictures go elsewhere than those in git, which are changed only on purpose.
apps() { AMP_PICTURES="$work/pictures" scripts/check-android.sh; }

# The quick starts of the README are those that the tests of both languages compile and run.
quick_starts() {
  python3 - <<'PY'
import re
readme = open("README.md", encoding="utf-8").read()
blocks = dict(re.findall(r"<!-- quick start: (\w+) -->\n(.*?)<!-- /quick start -->", readme, re.S))
for language in ("kotlin", "swift"):
    own = open(f"bindings/{language}/README.md", encoding="utf-8").read()
    tested = re.search(r"<!-- quick start -->\n(.*?)<!-- /?quick start -->", own, re.S).group(1)
    assert blocks[language] == tested, f"the README's {language} is not what is tested in bindings/{language}"
    lines = tested.count("\n") - 2
    assert lines <= 40, f"{lines} lines of {language}"
    assert f"{lines} lines of {language.capitalize()}" in readme, f"the README counts other than {lines} lines of {language}"
    print(f"note: {lines} lines of {language} to the first payment")
PY
}

ios_apps() {
  scripts/check-ios.sh && scripts/check-ios.sh --self-test
}

# Every text of the demo apps is in the dictionary, in every language.
app_words() {
  scripts/app_words.py --check && scripts/app_words.py --self-test
}

# Whatever is decided, counted or read is the core's.
app_rules() {
  scripts/app_rules.py && scripts/app_rules.py --self-test
}

app_pictures() {
  scripts/app_pictures.py --check && scripts/app_pictures.py --self-test
}

printf '== set-up\n'
scripts/setup.sh --tests || exit 1
printf '   ok, %s s\n' $((SECONDS - began))

step "format" cargo fmt --all --check
step "layers" scripts/check-layers.sh
step "layers: planted violations are found" scripts/check-layers.sh --self-test
step "licences, bans, sources" cargo deny --locked check licenses bans sources
step "advisories" advisories
step "lints" cargo clippy --workspace --all-targets --all-features --locked -- -D warnings
step "lints without default features" cargo clippy -p amp-wallet-core --no-default-features --locked -- -D warnings
step "tests" cargo test --workspace --all-features --locked --no-fail-fast
step "documentation" docs
step "demo" demo
step "vectors" vectors
step "terminal" cli
step "keyring, in a Secret Service" keyring
step "bindings are what the core says" scripts/gen-bindings.sh --check
step "Swift's reader: other generated code is refused" scripts/swift_reader.py --self-test
step "Kotlin" kotlin
step "Kotlin without the sandbox" scripts/check-plain.sh
step "Swift" scripts/test-swift.sh
step "Android apps" apps
step "iOS apps" ios_apps
step "quick starts" quick_starts
step "words of the apps" app_words
step "apps without business rules" app_rules
step "pictures of the apps" app_pictures
# Minutes each, so not in every run: scripts/test.sh sizes, or AMP_LONG=1 for all.
if [ -n "$chosen${AMP_LONG:-}" ]; then
  step "Android, iOS and watchOS compile" scripts/check-targets.sh
  step "Android packages" scripts/check-android.sh --apk
  step "sizes" scripts/size.sh
fi
step "fuzzing" fuzz "${AMP_FUZZ_SECONDS:-5}"

for problem in "${problems[@]:-}"; do [ -z "$problem" ] || echo "failed: $problem"; done
echo "$passed passed, $failed failed, $skipped skipped in $((SECONDS - began)) s"
[ $failed = 0 ]
