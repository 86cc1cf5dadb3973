#!/usr/bin/env bash
# Installs the Debian packages that are missing when it may, otherwise says exactly what to type.
# usage: setup.sh run|test
set -euo pipefail

missing=() packages=()
need() { # command, package
  command -v "$1" >/dev/null 2>&1 || { missing+=("$1"); packages+=("$2"); }
}
font() { # language, words for people, package
  [ -n "$(fc-list ":lang=$1" family 2>/dev/null | head -n 1)" ] || { missing+=("$2"); packages+=("$3"); }
}

need cc build-essential
need git git
need make make
if [ "${1:-run}" = test ]; then
  have_postgres() { command -v postgres >/dev/null 2>&1 || compgen -G '/usr/lib/postgresql/*/bin/postgres' >/dev/null; }
  have_postgres || { missing+=(PostgreSQL); packages+=(postgresql); }
  need setpriv util-linux
  need chromium chromium
  need fc-list fontconfig
  font zh "a Chinese font" fonts-noto-cjk
  font ur "an Urdu font" fonts-noto-core
fi

if [ ${#packages[@]} -gt 0 ]; then
  echo "Missing: $(IFS=,; echo "${missing[*]}" | sed 's/,/, /g')"
  install="apt-get install -y --no-install-recommends ${packages[*]}"
  as=()
  if ! command -v apt-get >/dev/null; then
    echo "Please install these packages of your system, then run this again: ${packages[*]}"; exit 1
  elif [ "$(id -u)" != 0 ]; then
    sudo -n true 2>/dev/null || { echo "Please type:  sudo apt-get update && sudo $install"; exit 1; }
    as=(sudo env DEBIAN_FRONTEND=noninteractive)
  fi
  export DEBIAN_FRONTEND=noninteractive
  # A package for the tests is no reason to start a database server on this machine.
  [ "${1:-run}" = test ] && [ "$(id -u)" = 0 ] && mkdir -p /etc/postgresql-common && [ ! -e /etc/postgresql-common/createcluster.conf ] \
    && echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
  "${as[@]}" apt-get update -qq
  "${as[@]}" $install >/dev/null
fi

if ! command -v cargo >/dev/null; then
  echo "Rust is missing. Install Rust 1.95 or later (https://rustup.rs), then run this again."; exit 1
fi
node_version() { node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0; }
if [ "$(node_version)" -lt 20 ]; then
  if [ "${1:-run}" = run ]; then
    echo "Node.js 20 or later is not here: every page will work, without the live map."
  else
    echo "Node.js 20 or later is missing (it builds the live map and drives the browser). Install it, then run this again."; exit 1
  fi
fi
