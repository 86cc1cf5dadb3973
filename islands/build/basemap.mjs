// Packs the basemap of the live map into one small file.
//
// Called by build.mjs. It never changes a shape but by rounding to a thousandth of a degree (about 100 m,
// finer than the sources are), and never classes a boundary: the classes and views come with the data.

import { readFileSync } from "node:fs";

/** Units of a degree. */
const UNIT = 1_000;
const LANGS = ["en", "zh", "ur"];

/** A line as whole numbers, each the difference from the one before: x, y, x, y, … */
function line(points) {
  const out = [];
  let [x, y] = [0, 0];
  for (const [lon, lat] of points) {
    const [nx, ny] = [Math.round(lon * UNIT), Math.round(lat * UNIT)];
    if (out.length && nx === x && ny === y) continue;
    out.push(nx - x, ny - y);
    [x, y] = [nx, ny];
  }
  return out;
}

/** All lines or rings of a geometry. */
function lines({ type, coordinates: c }) {
  if (type === "LineString") return [line(c)];
  if (type === "MultiLineString" || type === "Polygon") return c.map(line);
  if (type === "MultiPolygon") return c.flat().map(line);
  throw new Error(`no line in a ${type}`);
}

/** Polygons as lists of rings. */
function polygons({ type, coordinates: c }) {
  return (type === "Polygon" ? [c] : c).map((rings) => rings.map(line));
}

/** A name in three languages; a missing one is the English. */
function names(p) {
  return LANGS.map((l) => p[l] || p.en || "");
}

function point(f) {
  return f.geometry.coordinates.map((n) => Math.round(n * UNIT));
}

/** The file's text, from the folder of the pages' basemap. */
export function pack(folder) {
  const read = (name) => JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
  const features = (name) => read(`${name}.geojson`).features;
  const named = (name, kind) => features(name).map((f) => ({ kind, rank: f.properties.rank ?? 0, name: names(f.properties), at: point(f) }));
  return JSON.stringify({
    unit: UNIT,
    box: [57, 21, 90, 43],
    world: features("world").flatMap((f) => polygons(f.geometry)),
    land: features("land").flatMap((f) => polygons(f.geometry)),
    lakes: features("lakes").map((f) => ({ rank: f.properties.rank ?? 5, at: polygons(f.geometry) })),
    rivers: features("rivers").map((f) => ({ rank: f.properties.rank ?? 9, at: lines(f.geometry) })),
    boundaries: features("boundaries").map((f) => ({ class: f.properties.class, at: lines(f.geometry) })),
    views: read("views.json"),
    labels: [...named("countries", "country"), ...named("provinces", "province"), ...named("places", "place")],
  });
}
