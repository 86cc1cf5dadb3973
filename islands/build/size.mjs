// Holds the islands to their budgets: `npm run size` fails when one is broken.
//
// Counts what a browser fetches for an island, compressed as the server does it. It never builds.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** Kilobytes of script, all chunks and one language's words; the map's data apart (ux guide, budgets). */
const BUDGETS = { map: 130, area: 160, verify: 5, passkey: 5 };
const DATA_KB = 600;

const { outputs } = JSON.parse(readFileSync(`${root}node_modules/.islands.json`, "utf8"));
const size = (path) => brotliCompressSync(readFileSync(`${root}${path}`), { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }).length / 1024;

/** A file and all that it imports, at once or later; of the words only the largest language. */
function fetched(path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: next } of outputs[path].imports.filter((i) => outputs[i.path])) fetched(next, seen);
  return seen;
}

let broken = false;
for (const [name, budget] of Object.entries(BUDGETS)) {
  const all = [...fetched(`crates/kaan-web/static/islands/${name}.js`)];
  const words = all.filter((p) => Object.keys(outputs[p].inputs).some((i) => i.startsWith("virtual:words:")));
  const script = all.filter((p) => !words.includes(p)).reduce((n, p) => n + size(p), 0) + Math.max(0, ...words.map(size));
  const first = size(`crates/kaan-web/static/islands/${name}.js`);
  const ok = script <= budget;
  broken ||= !ok;
  console.log(`${ok ? "ok  " : "OVER"} ${name.padEnd(7)} ${script.toFixed(1)} KB of ${budget} (with the page ${first.toFixed(1)} KB)`);
}
const map = fetched("crates/kaan-web/static/islands/map.js");
const basemap = [...map].flatMap((p) => [...readFileSync(`${root}${p}`, "utf8").matchAll(/basemap-[0-9A-F]{8}\.json/g)].map((m) => m[0]))[0];
const data = size(`crates/kaan-web/static/islands/chunks/${basemap}`);
broken ||= data > DATA_KB;
console.log(`${data <= DATA_KB ? "ok  " : "OVER"} basemap ${data.toFixed(1)} KB of ${DATA_KB}`);
process.exit(broken ? 1 : 0);
