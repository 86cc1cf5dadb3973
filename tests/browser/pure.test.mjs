// What the islands decide without a page: reading corners, following proofs, opening signed notes.
//
// Run by `npm run test:browser` beside the tests in the browser. It never starts a program.

import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** A module of the islands as this program can load it. */
async function load(path) {
  const made = await build({ entryPoints: [fileURLToPath(new URL(`../../islands/${path}`, import.meta.url))], bundle: true, format: "esm", write: false, target: "es2022" });
  return import(`data:text/javascript;base64,${Buffer.from(made.outputFiles[0].contents).toString("base64")}`);
}

const { read, write, geojson } = await load("area/corners.ts");
const { included } = await load("verify/tree.ts");
const { opened } = await load("verify/note.ts");

const one = (line, grid = false) => read(line, grid).parts[0]?.[0] ?? null;

describe("corners", () => {
  it("are read in the notations that people write", () => {
    for (const line of [
      "61.585, 29.27125",
      "61.585 29.27125",
      "61.585\t29.27125",
      "29.27125 N, 61.585 E",
      "N 29.27125 E 61.585",
      "61°35′6″E 29°16′16.5″N",
      "29° 16' 16.5\" N, 61° 35' 6\" E",
      "61° 35′ 6″, 29° 16′ 16.5″",
      "61 35 6 29 16 16.5",
      "61 35 6 E 29 16 16.5 N",
      "东经61°35′6″ 北纬29°16′16.5″",
      "北纬29度16分16.5秒，东经61度35分6秒",
      "۶۱٫۵۸۵، ۲۹٫۲۷۱۲۵",
      "شمال ۲۹٫۲۷۱۲۵ مشرق ۶۱٫۵۸۵",
      "６１．５８５，２９．２７１２５",
      "\u206661.585\u2069, \u206629.27125\u2069",
    ]) {
      assert.deepEqual(one(line), [61.585, 29.27125], line);
    }
  });

  it("south and west are negative, in words or by a sign", () => {
    assert.deepEqual(one("131.5 E, 12.25 S"), [131.5, -12.25]);
    assert.deepEqual(one("-0.5, -12.25"), [-0.5, -12.25]);
    assert.deepEqual(one("西经0°30′ 南纬12°15′"), [-0.5, -12.25]);
    assert.deepEqual(one("-0 30 0, -12 15 0"), [-0.5, -12.25]);
  });

  it("in metres are two plain numbers", () => {
    assert.deepEqual(one("312345.67, 3245678.9", true), [312345.67, 3245678.9]);
    assert.equal(one("61°35′5″E 29°16′15″N", true), null);
  });

  it("what is not understood is named by its line and left to the server", () => {
    assert.deepEqual(read("61, 29\nfrom the old tree\n62, 29", false), { parts: [[[61, 29], [62, 29]]], unread: 2 });
    for (const line of ["61", "61, 29, 30", "61 N, 29 N", "61°61′0″E 29°N", "61.5.2, 29", "A1, 29"]) assert.equal(one(line), null, line);
  });

  it("an empty line begins the next part", () => {
    assert.equal(read("1,1\n2,1\n2,2\n\n3,3\n4,3\n4,4\n", false).parts.length, 2);
  });

  it("are written with six decimals, and those of a neighbour with all eight", () => {
    const exact = new Set(["61.12345678, 29.00000000"]);
    assert.equal(write([[61.12345678, 29], [61.2, 29.1]], (k) => exact.has(k)), "61.12345678, 29.00000000\n61.200000, 29.100000");
    assert.deepEqual(read("61.12345678, 29.00000000", false).parts[0][0], [61.12345678, 29]);
  });

  it("go to the server closed, with their system", () => {
    const part = [[1, 1], [2, 1], [2, 2]];
    assert.deepEqual(geojson([part], "4326").geometry, { type: "Polygon", coordinates: [[...part, [1, 1]]] });
    assert.equal(geojson([part], "4326").crs, undefined);
    assert.equal(geojson([part, part], "32642").geometry.type, "MultiPolygon");
    assert.equal(geojson([part], "32642").crs, "EPSG:32642");
    assert.deepEqual(geojson([[...part, [1, 1]]], "").geometry.coordinates[0].length, 4);
  });
});

const hash = (...parts) => createHash("sha256").update(Buffer.concat(parts.map((p) => Buffer.from(p)))).digest();
const leaf = (entry) => hash([0], entry);
const half = (n) => 2 ** Math.floor(Math.log2(n - 1));

/** Root and audit path straight from the definition (RFC 6962, 2.1 and 2.1.1). */
function root(entries) {
  return entries.length === 1 ? leaf(entries[0]) : hash([1], root(entries.slice(0, half(entries.length))), root(entries.slice(half(entries.length))));
}
function path(m, entries) {
  if (entries.length === 1) return [];
  const k = half(entries.length);
  return m < k ? [...path(m, entries.slice(0, k)), root(entries.slice(k))] : [...path(m - k, entries.slice(k)), root(entries.slice(0, k))];
}

describe("proofs", () => {
  const entries = Array.from({ length: 37 }, (_, n) => Buffer.from(`entry ${n}`));

  it("of every entry in trees of every size lead to the root", async () => {
    for (let size = 1; size <= entries.length; size++) {
      const tree = entries.slice(0, size);
      for (let n = 0; n < size; n++) assert.ok(await included(tree[n], n, size, path(n, tree), root(tree)), `${n} of ${size}`);
    }
  });

  it("of another entry, place, size or length lead nowhere", async () => {
    const tree = entries.slice(0, 23);
    const [proof, top] = [path(9, tree), root(tree)];
    assert.ok(!(await included(tree[8], 9, 23, proof, top)));
    assert.ok(!(await included(tree[9], 8, 23, proof, top)));
    assert.ok(!(await included(tree[9], 9, 9, proof, top)));
    assert.ok(!(await included(tree[9], 9, 23, proof.slice(1), top)));
    assert.ok(!(await included(tree[9], 9, 23, [...proof, top], top)));
    assert.ok(!(await included(tree[9], NaN, 23, proof, top)));
  });
});

describe("signed notes", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const key = Buffer.concat([Buffer.from([1]), publicKey.export({ format: "der", type: "spki" }).subarray(-32)]);
  const name = "kaan.example/register";
  const id = hash(Buffer.from(`${name}\n`), key).subarray(0, 4);
  const vkey = `${name}+${id.toString("hex")}+${key.toString("base64")}`;
  const noted = (text) => `${text}\n— ${name} ${Buffer.concat([id, sign(null, Buffer.from(text), privateKey)]).toString("base64")}\n`;
  const text = `${name}\n23\n${root([Buffer.from("a")]).toString("base64")}\n`;

  it("open with their key", async () => {
    assert.equal((await opened(noted(text), vkey)).size, 23);
    assert.equal((await opened(`${noted(text)}— witness.example AAAAAAAA\n`, vkey)).size, 23);
  });

  it("do not open when text, signature, name or key were changed", async () => {
    assert.equal(await opened(noted(text).replace("\n23\n", "\n24\n"), vkey), null);
    assert.equal(await opened(noted(text), vkey.replace(name, "other.example")), null);
    assert.equal(await opened(noted(text.replace(name, "other.example")), vkey), null);
    assert.equal(await opened(text, vkey), null);
    const other = generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" }).subarray(-32);
    const otherKey = Buffer.concat([Buffer.from([1]), other]);
    const otherId = hash(Buffer.from(`${name}\n`), otherKey).subarray(0, 4).toString("hex");
    assert.equal(await opened(noted(text), `${name}+${otherId}+${otherKey.toString("base64")}`), null);
  });
});
