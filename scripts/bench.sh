#!/usr/bin/env bash
# Functions, then import, checks, acts and the server, with peers where they are installed.
# usage: bench.sh    KAAN_BENCH_TITLES (100000), KAAN_BENCH_MILLION=1 (a million as well),
#                    KAAN_BENCH_SECONDS (6), KAAN_BENCH_DIR (kept when given), KAAN_BENCH_FUNCTIONS=0 (skip),
#                    KAAN_BENCH_PYTHON (a Python with shapely and pyogrio)
# Ratios are taken against peers in the same run: figures of another run or machine are no measure.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${KAAN_BENCH_SECONDS:-6}
python=${KAAN_BENCH_PYTHON:-python3}
own=; dir=${KAAN_BENCH_DIR:-}
[ -n "$dir" ] || { dir=$(mktemp -d "${TMPDIR:-/tmp}/kaan-bench.XXXXXX"); own=1; }
pids=()
clean() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; [ -z "$own" ] || rm -rf "$dir"; }
trap clean EXIT
say() { printf '\n== %s (load %s)\n' "$1" "$(cut -d' ' -f1 /proc/loadavg)"; }
now() { date +%s.%N; }
took() { awk -v a="$1" -v b="$(now)" 'BEGIN{printf "%.2f", b-a}'; }
ratio() { awk -v a="$1" -v b="$2" -v n="$3" 'BEGIN{ if (b>0) printf "ratio %s: %.2f\n", n, a/b }'; }
rss() { awk '/^Vm(RSS|HWM)/{printf "%s %d MiB  ", $1, $2/1024} END{print ""}' "/proc/$1/status"; }
peak() { # the greatest resident memory of a command, MiB, by its own last words
  if [ -x /usr/bin/time ]; then /usr/bin/time -f 'peak %M KiB, %U s user, %S s system' "$@"; else "$@"; fi
}
have() { command -v "$1" >/dev/null 2>&1; }

machine() {
  echo "cores: $(nproc), memory: $(awk '/MemTotal/{printf "%d GiB", $2/1048576}' /proc/meminfo), $(. /etc/os-release; echo "$PRETTY_NAME")"
  rustc --version
  have nginx && nginx -v 2>&1; have wrk && { wrk -v 2>&1 | head -n 1 || true; }; have postgres && postgres --version
  return 0
}

functions() {
  say "functions"
  for crate in kaan-geo kaan-exchange kaan-ledger kaan-cadastre; do
    [ -d "crates/$crate/benches" ] && cargo bench -q -p "$crate" --benches
  done
  return 0
}

acts() {
  say "durable acts, each acknowledged when on disk"
  local n
  for n in 1 32 256; do
    rm -rf "$dir/acts"; mkdir -p "$dir/acts"
    target/release/xtask acts --database "sqlite://$dir/acts/store.db" --callers "$n" --seconds "$seconds"
    target/release/xtask acts --bare --database "sqlite://$dir/acts/bare.db" --callers "$n" --seconds "$seconds"
  done
  if have pgbench && [ -n "${KAAN_TEST_POSTGRES:-}" ]; then
    # The peer writes the same rows in one transaction, chains nothing, and is written in C.
    psql -q "$KAAN_TEST_POSTGRES" -c 'create table peer_title (id bigint generated always as identity primary key, number text, holder text, status text, area_m2 double precision, boundary bytea)' \
      -c 'create table peer_entry (id bigint generated always as identity primary key, entry bytea)' -c 'create table peer_subject (subject text, batch bigint, place bigint, primary key (subject, batch, place))'
    cat >"$dir/peer.sql" <<'SQL'
begin;
insert into peer_title (number, holder, status, area_m2, boundary) values ('1', 'Holder of a title', 'active', 1, decode(repeat('07', 60), 'hex'));
insert into peer_entry (entry) values (decode(repeat('07', 120), 'hex')) returning id as batch \gset
insert into peer_subject values ('bench', :batch, 0);
commit;
SQL
    pgbench -n -M prepared -c 32 -j 2 -T "$seconds" -f "$dir/peer.sql" "$KAAN_TEST_POSTGRES" 2>/dev/null | awk '/^tps/{print "peer pgbench, the same rows, independent: "$3" per s"}'
  fi
  if [ -n "${KAAN_TEST_POSTGRES:-}" ]; then
    target/release/xtask acts --database "$KAAN_TEST_POSTGRES" --callers 32 --seconds "$seconds"
  fi
}

register() { # number of titles
  local n=$1 data="$dir/$1" start pid url=http://127.0.0.1:18099
  say "register of $n titles: generate"
  [ -f "$data/titles.gpkg" ] || target/release/xtask generate --titles "$n" --out "$data"

  say "$n: live check in process"
  target/release/xtask live --data "$data" | tee "$data/live.txt"
  if "$python" -c 'import shapely, pyogrio' 2>/dev/null; then
    "$python" scripts/bench/shapely_check.py "$data" | tee "$data/shapely.txt"
    p50() { sed -n "s/.*live check.*p50 \([0-9.]*\) us.*/\1/p" "$1" | head -n 1; }
    ratio "$(p50 "$data/live.txt")" "$(p50 "$data/shapely.txt")" "live check, p50, to Shapely"
    ratio "$(sed -n 's/^batch.*in \([0-9.]*\) s.*/\1/p' "$data/live.txt")" "$(sed -n 's/^peer.*batch.*in \([0-9.]*\) s.*/\1/p' "$data/shapely.txt")" "batch to Shapely"
  fi

  say "$n: import (validated, indexed, in the ledger)"
  rm -rf "$data/store"; export KAAN_DATA="$data/store" KAAN_LISTEN=127.0.0.1:18099
  unset KAAN_DATABASE
  start=$(now)
  peak target/release/kaan import titles "$data/titles.gpkg" --authority BENCH --map "$data/titles.toml" 2>&1 | tail -n 8
  echo "import of $n titles: $(took "$start") s"
  if have ogr2ogr; then
    start=$(now); rm -f "$data/copy.gpkg"
    ogr2ogr -q -f GPKG "$data/copy.gpkg" "$data/titles.gpkg" 2>/dev/null && echo "peer ogr2ogr, GeoPackage copy, nothing validated: $(took "$start") s"
  fi

  say "$n: serve"
  start=$(now)
  target/release/kaan serve >"$data/serve.log" 2>&1 & pid=$!; pids+=("$pid")
  until curl -fsS -o /dev/null "$url/en/" 2>/dev/null; do kill -0 "$pid" || { cat "$data/serve.log"; return 1; }; sleep 0.05; done
  echo "start to first page: $(took "$start") s;  $(rss "$pid")"
  server "$n" "$data" "$url"
  echo "memory after: $(rss "$pid")"
  kill "$pid"; wait "$pid" 2>/dev/null || true
}

server() { # number, folder, address
  local n=$1 data=$2 url=$3
  grep -o '"title_no":"[^"]*"' "$data/titles.geojsonl" | cut -d'"' -f4 | awk 'NR%97==1{print "/en/titles/"$0}' | sed -n '1,1000p' >"$data/pages.txt"
  sed -n '1,5000p' "$data/candidates.geojsonl" >"$data/bodies.txt"
  # Tiles z9 to z14 around titles, and the national view.
  awk 'BEGIN{srand(7); pi=3.14159265358979} {
    match($0, /\[\[\[\[[0-9.]+,[0-9.]+/); split(substr($0, RSTART+4, RLENGTH-4), c, ","); z=9+int(rand()*6); m=2^z
    x=int((c[1]+180)/360*m); r=c[2]*pi/180; y=int((1-log(sin(r)/cos(r)+1/cos(r))/pi)/2*m)
    print "/tiles/register/" z "/" x "/" y ".mvt" }' < <(awk 'NR%41==1 && n++<2000' "$data/titles.geojsonl") >"$data/tiles.txt"
  echo "/tiles/register/5/22/13.mvt" >"$data/national.txt"
  awk 'NR%53==1{match($0, /\[\[\[\[[0-9.]+,[0-9.]+/); split(substr($0, RSTART+4, RLENGTH-4), c, ","); printf "/ogc/collections/titles/items?limit=100&bbox=%.4f,%.4f,%.4f,%.4f\n", c[1]-0.05, c[2]-0.05, c[1]+0.05, c[2]+0.05}' "$data/titles.geojsonl" | sed -n '1,1000p' >"$data/bbox.txt"
  load() { target/release/xtask load --url "$url" --seconds "$seconds" "$@"; }
  load --name "title page" --lines "$data/pages.txt" --connections 16 | tee "$data/page-load.txt"
  load --name "tiles z9 to z14" --lines "$data/tiles.txt" --connections 16
  load --name "national tile z5" --lines "$data/national.txt" --connections 1
  load --name "features by bbox, limit 100" --lines "$data/bbox.txt" --connections 16
  target/release/xtask load --url "$url/api/v1/parcels/check" --post --seconds "$seconds" --name "live check over HTTP" --lines "$data/bodies.txt" --connections 8
  if have nginx; then peer_nginx "$data" "$url"; fi
}

peer_nginx() { # the same page as a static file
  local www="$1/www" port=18098
  mkdir -p "$www/html"
  curl -fsS "$2$(head -n 1 "$1/pages.txt")" >"$www/html/page.html"
  cat >"$www/nginx.conf" <<CONF
worker_processes 2; pid $www/pid; error_log $www/error.log; daemon on;
events { worker_connections 256; }
http { access_log off; keepalive_requests 100000000; sendfile on; types { text/html html; }
  client_body_temp_path $www/t; proxy_temp_path $www/t; fastcgi_temp_path $www/t; uwsgi_temp_path $www/t; scgi_temp_path $www/t;
  server { listen 127.0.0.1:$port; root $www/html; } }
CONF
  nginx -c "$www/nginx.conf" && pids+=("$(cat "$www/pid")")
  echo "/page.html" >"$www/lines.txt"
  target/release/xtask load --url "http://127.0.0.1:$port" --seconds "$seconds" --name "peer nginx, the same page as a file" --lines "$www/lines.txt" --connections 16 | tee "$1/nginx.txt"
  local rate='s/.*: \([0-9]*\) per s.*/\1/p'
  ratio "$(sed -n "$rate" "$1/page-load.txt")" "$(sed -n "$rate" "$1/nginx.txt")" "title page to nginx"
}

if [ "${1:-}" = acts ]; then acts; exit; fi
machine
cargo build -q --release -p kaan -p xtask
[ "${KAAN_BENCH_FUNCTIONS:-1}" = 0 ] || functions
if compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then KAAN_BENCH_DIR="$dir" scripts/postgres.sh scripts/bench.sh acts; else acts; fi
register "${KAAN_BENCH_TITLES:-100000}"
[ -z "${KAAN_BENCH_MILLION:-}" ] || register 1000000
