#!/usr/bin/env bash
# Everything: both engines, house rules, the real browser. Its last line says how many tests passed.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
make --no-print-directory islands

log=$(mktemp)
trap 'rm -f "$log"' EXIT
bad=0
step() { # name, command…
  echo "== $1"; shift
  "$@" 2>&1 | tee -a "$log" || bad=1
}

step "tests on SQLite and PostgreSQL" env INSTA_UPDATE=no scripts/postgres.sh cargo test --workspace --no-fail-fast
# The tests above have built the program too; building it again alone would compile half the tree anew.
[ -x target/debug/kaan ] || step "the program" cargo build -p kaan
step "tests in the browser" env KAAN_BIN="$PWD/target/debug/kaan" npm run --silent test:browser
step "types of the islands" npm run --silent typecheck
step "sizes of the islands" npm run --silent size

# cargo: "test result: ok. 12 passed; 0 failed; …"   node: "# pass 12", "ℹ pass 12"
passed=$(awk '/^test result: /{n+=$4} /^(#|ℹ) pass /{n+=$3} END{print n+0}' "$log")
failed=$(awk '/^test result: /{n+=$6} /^(#|ℹ) fail /{n+=$3} END{print n+0}' "$log")
[ "$bad" = 0 ] || [ "$failed" -gt 0 ] || failed=1 # something broke that is not a test: it counts as one
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
