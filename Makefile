# The words of the house. `make` alone lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup islands run test lint bless house bench verify

help: ## list these words
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## install what `make run` needs, or say what to type
	@scripts/setup.sh run

# Without Node the pages work all the same, without the live map.
islands: ## build the live map and its like into crates/kaan-web/static/islands
	@if command -v npm >/dev/null; then $(MAKE) -s --no-print-directory $(ISLANDS); fi

# Built anew only when something it is made of has changed: each new copy would compile the program's pages again.
ISLANDS := crates/kaan-web/static/islands/map.js
$(ISLANDS): node_modules/.stamp $(shell find islands locales crates/kaan-web/basemap -type f 2>/dev/null)
	@npm run --silent build

node_modules/.stamp: package-lock.json
	@npm ci --silent --no-audit --no-fund && touch $@

run: setup islands ## set up, build, load the demonstration, serve; keeps its data
	@echo "Building (the first time takes some minutes)"
	@cargo build --release --quiet -p kaan
	@exec target/release/kaan run

test: ## set up and pass everything: both engines, real browser, house rules
	@scripts/test.sh

lint: ## formatting, clippy, types of the islands, dependencies
	@scripts/lint.sh

bless: ## rewrite the golden files; review reads the difference
	@INSTA_UPDATE=always KAAN_BLESS=1 cargo test --workspace

house: ## the house rules alone
	@cargo test -q -p kaan --test house

bench: ## functions, then the server, with peers where installed
	@scripts/bench.sh

verify: ## check the ledger of a running server or an export: make verify OF=http://127.0.0.1:8080
	@cargo run -q --release -p kaan -- verify $(or $(OF),http://127.0.0.1:8080)
