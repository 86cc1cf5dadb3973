#!/usr/bin/env bash
# Formatting, clippy without warnings, types of the islands; dependencies when cargo-deny is there.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo fmt --all --check
cargo clippy --workspace --all-targets -- -D warnings
[ -d node_modules ] && npm run --silent typecheck
if command -v cargo-deny >/dev/null; then cargo deny check; else echo "cargo-deny is not installed: dependencies not checked"; fi
