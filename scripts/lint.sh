#!/usr/bin/env bash
# Formatting, clippy without warnings, types of the islands; dependencies when cargo-deny is there.
set -euo pipefail
cd "$(dirname "$0")/.."
cargo fmt --all --check
cargo clippy --workspace --all-targets -- -D warnings
if [ -d node_modules ]; then npm run --silent typecheck; fi
if command -v cargo-deny >/dev/null; then cargo deny check; else echo "cargo-deny is not installed: dependencies not checked"; fi
