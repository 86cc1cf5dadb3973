#!/usr/bin/env bash
# Runs a command with a PostgreSQL server of its own, in a temporary folder, gone afterwards.
# usage: postgres.sh COMMAND…    (the command sees KAAN_TEST_POSTGRES)
set -euo pipefail

bin=$(command -v postgres >/dev/null 2>&1 && dirname "$(readlink -f "$(command -v postgres)")" || true)
[ -n "$bin" ] && [ -x "$bin/initdb" ] || bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -x "$bin/initdb" ] || { echo "PostgreSQL's initdb is not installed (package postgresql)"; exit 1; }

dir=$(mktemp -d "${TMPDIR:-/tmp}/kaan-postgres.XXXXXX")
as=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
  id -u postgres >/dev/null 2>&1 || useradd --system --no-create-home postgres
  chown postgres "$dir"; as=(setpriv --reuid=postgres --regid="$(id -g postgres)" --clear-groups)
fi
stop() { (cd / && "${as[@]}" "$bin/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1) || true; rm -rf "$dir"; }
trap stop EXIT

port=$(( 20000 + RANDOM % 20000 ))
cd "$dir"
"${as[@]}" "$bin/initdb" -D "$dir/data" -U kaan --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
"${as[@]}" "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" start >/dev/null \
  -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$dir -c max_connections=200 -c max_prepared_transactions=0"
cd - >/dev/null
export KAAN_TEST_POSTGRES="postgres://kaan@127.0.0.1:$port/postgres"
"$@"
