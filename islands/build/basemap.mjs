// Packs the basemap of the live map into one small file.
//
// Called by build.mjs. It never changes a shape but by rounding to a thousandth of a degree (about 100 m,
// finer than the sources are), and never classes a boundary: the classes and views come with the data.

import { existsSync, readFileSync } from "node:fs";

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

/** A ring over the 180th meridian goes on beyond it, rather than back round the world. */
function unrolled(ring) {
  let [turn, before] = [0, ring[0]?.[0] ?? 0];
  const whole = ring.map(([lon, lat]) => {
    if (Math.abs(lon - before) > 180) turn += lon < before ? 360 : -360;
    before = lon;
    return [lon + turn, lat];
  });
  const back = 360 * Math.round(whole.reduce((sum, [lon]) => sum + lon, 0) / whole.length / 360);
  return whole.map(([lon, lat]) => [lon - back, lat]);
}

/** The rings of a topology's land (TopoJSON: arcs of whole numbers, shared and turned round by `~`). */
function land(topology) {
  const { scale, translate } = topology.transform;
  const arcs = topology.arcs.map((arc) => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  const ring = (indices) => indices.flatMap((i, n) => (i < 0 ? [...arcs[~i]].reverse() : arcs[i]).slice(n ? 1 : 0));
  return topology.objects.land.geometries.flatMap((g) => (g.type === "Polygon" ? [g.arcs] : g.arcs)).map((rings) => rings.map((r) => line(unrolled(ring(r)))));
}

/** The file's text; without the sources (a bare checkout of the islands) only the outline of the world. */
export function pack(folder, world) {
  const read = (name) => (existsSync(`${folder}/${name}`) ? JSON.parse(readFileSync(`${folder}/${name}`, "utf8")) : null);
  const features = (name) => read(`${name}.geojson`)?.features ?? [];
  const named = (name, kind) => features(name).map((f) => ({ kind, rank: f.properties.rank ?? 0, name: names(f.properties), at: point(f) }));
  return JSON.stringify({
    unit: UNIT,
    box: [57, 21, 90, 43],
    world: land(JSON.parse(readFileSync(world, "utf8"))),
    land: features("land").flatMap((f) => polygons(f.geometry)),
    lakes: features("lakes").map((f) => ({ rank: f.properties.rank ?? 5, at: polygons(f.geometry) })),
    rivers: features("rivers").map((f) => ({ rank: f.properties.rank ?? 9, at: lines(f.geometry) })),
    boundaries: features("boundaries").map((f) => ({ class: f.properties.class, at: lines(f.geometry) })),
    views: read("views.json") ?? {},
    labels: [...named("countries", "country"), ...named("provinces", "province"), ...named("places", "place")],
  });
}
