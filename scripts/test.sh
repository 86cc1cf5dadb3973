#!/usr/bin/env bash
# Everything: formatting, lints, both engines, the real browser. Says at its end how many tests passed.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh test
log=$(mktemp)
trap 'rm -f "$log"' EXIT
make --no-print-directory islands

echo "== tests on SQLite and PostgreSQL"
INSTA_UPDATE=no scripts/postgres.sh cargo test --workspace --no-fail-fast 2>&1 | tee "$log"

echo "== tests in the browser"
cargo build -q -p kaan
KAAN_BIN=$PWD/target/debug/kaan npm run --silent test:browser 2>&1 | tee -a "$log"
npm run --silent typecheck
npm run --silent size

passed=$(awk '/^test result: ok\./{n+=$4} /^# pass /{n+=$3} /^ℹ pass /{n+=$3} END{print n+0}' "$log")
failed=$(awk '/^test result: /{n+=$6} /^# fail /{n+=$3} /^ℹ fail /{n+=$3} END{print n+0}' "$log")
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
