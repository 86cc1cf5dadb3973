#!/usr/bin/env bash
# Installs the Debian packages that are missing when it may, otherwise says exactly what to type.
# usage: setup.sh run|test
set -euo pipefail

missing=() packages=()
need() { # command, package
  command -v "$1" >/dev/null 2>&1 || { missing+=("$1"); packages+=("$2"); }
}

need cc build-essential
need git git
need make make
if [ "${1:-run}" = test ]; then
  have_postgres() { command -v postgres >/dev/null 2>&1 || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }
  have_postgres || { missing+=(postgres); packages+=(postgresql); }
  need chromium chromium
  fc-list 2>/dev/null | grep -qi 'cjk' || { missing+=("a Chinese font"); packages+=(fonts-noto-cjk fontconfig); }
  fc-list 2>/dev/null | grep -qi 'noto' || packages+=(fonts-noto-core)
fi

if [ ${#packages[@]} -gt 0 ]; then
  echo "Missing: ${missing[*]}"
  install="apt-get install -y --no-install-recommends ${packages[*]}"
  if ! command -v apt-get >/dev/null; then
    echo "Please install these packages of your system: ${packages[*]}"; exit 1
  elif [ "$(id -u)" = 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && $install >/dev/null
  elif sudo -n true 2>/dev/null; then
    sudo apt-get update -qq && sudo env DEBIAN_FRONTEND=noninteractive $install >/dev/null
  else
    echo "Please type:  sudo apt-get update && sudo $install"; exit 1
  fi
fi

if ! command -v cargo >/dev/null; then
  echo "Rust is missing. Install Rust 1.95 or later with rustup, then run this again."; exit 1
fi
if ! command -v node >/dev/null || [ "$(node -p 'process.versions.node.split(".")[0]')" -lt 20 ]; then
  echo "Node.js 20 or later is missing (it builds the map). Install it, then run this again."
  echo "Without Node, 'cargo run' serves every page without the live map."; exit 1
fi
