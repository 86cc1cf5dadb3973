// Builds the islands: `npm run build`, or with --watch again at each change.
//
// Reads islands/, locales/ and the basemap's sources; writes crates/kaan-web/static/islands alone. It never
// fetches anything. Names in chunks/ carry their content's hash, so they may be kept for ever.

import { build, context } from "esbuild";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pack } from "./basemap.mjs";
import { words } from "./ftl.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const out = `${root}crates/kaan-web/static/islands`;
/** Which words an island takes: whole keys, or beginnings that end in `-`. */
const WORDS = {
  map: { islands: ["map-"], cadastre: ["kind-", "status-"] },
  area: { islands: ["map-", "area-"], cadastre: ["relation-", "means-", "certainty-", "check-area", "check-perimeter", "check-invalid", "check-valid-free", "check-valid-free-note"] },
};

/** Writes a file under a name with its hash; returns that name. */
function keep(name, extension, text) {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8).toUpperCase();
  const file = `${name}-${hash}.${extension}`;
  writeFileSync(`${out}/chunks/${file}`, text);
  return file;
}

const pick = (island, lang) => words(`${root}locales`, lang, WORDS[island]);

async function sheet() {
  const made = await build({ entryPoints: [`${root}islands/shared/live.css`], bundle: true, minify: true, write: false, target: "es2020", logLevel: "warning" });
  return keep("live", "css", made.outputFiles[0].text);
}

/** `words:en` is the messages of a language; `file:sheet` and `file:basemap` are names of files beside the chunks. */
const virtual = {
  name: "words-and-files",
  setup(b) {
    b.onResolve({ filter: /^(words|file):/ }, ({ path }) => ({ path, namespace: "virtual" }));
    b.onLoad({ filter: /^words:/, namespace: "virtual" }, ({ path }) => ({
      contents: `export default ${JSON.stringify(pick(...path.slice(6).split("/")))}`,
    }));
    b.onLoad({ filter: /^file:/, namespace: "virtual" }, async ({ path }) => {
      const name = path === "file:sheet" ? await sheet() : keep("basemap", "json", pack(`${root}crates/kaan-web/basemap`));
      return { contents: `export default ${JSON.stringify(name)}` };
    });
  },
};

rmSync(out, { recursive: true, force: true });
mkdirSync(`${out}/chunks`, { recursive: true });
const options = {
  entryPoints: ["map", "area", "verify", "passkey"].map((name) => ({ in: `${root}islands/${name}/main.ts`, out: name })),
  outdir: out,
  chunkNames: "chunks/[name]-[hash]",
  absWorkingDir: root,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2020",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/* Kaan, Apache-2.0. Live map: OpenLayers, BSD-2-Clause, openlayers.org */" },
  metafile: true,
  logLevel: "warning",
  plugins: [virtual],
};
if (process.argv.includes("--watch")) {
  await (await context(options)).watch();
} else {
  const { metafile } = await build(options);
  writeFileSync(`${root}node_modules/.islands.json`, JSON.stringify(metafile));
  const total = Object.values(metafile.outputs).reduce((n, o) => n + o.bytes, 0);
  console.log(`islands: ${Object.keys(metafile.outputs).length} files, ${Math.round(total / 1024)} KB before compression`);
}
// The build is only as true as its words: a key that a script says must be there, in every language.
const said = /\bsay\("([a-z-]+)"/g;
for (const [island, folders] of [["map", ["map", "shared"]], ["area", ["area", "shared"]]]) {
  for (const lang of ["en", "zh", "ur"]) {
    const known = pick(island, lang);
    for (const file of folders.flatMap((f) => readdirSync(`${root}islands/${f}`).filter((n) => n.endsWith(".ts")).map((n) => `${f}/${n}`))) {
      for (const [, key] of readFileSync(`${root}islands/${file}`, "utf8").matchAll(said)) {
        if (!(key in known)) throw new Error(`islands/${file} says “${key}”, which locales/${lang} does not have`);
      }
    }
  }
}
