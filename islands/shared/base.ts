// The basemap: land, water, boundaries in one of their views, names in the reader's language.
//
// Called by frame.ts. It never colours land by country, and draws a boundary only as the view says.

import file from "file:basemap";
import Feature from "ol/Feature";
import type { FeatureLike } from "ol/Feature";
import type Geometry from "ol/geom/Geometry";
import MultiLineString from "ol/geom/MultiLineString";
import Point from "ol/geom/Point";
import Polygon, { fromExtent } from "ol/geom/Polygon";
import VectorLayer from "ol/layer/Vector";
import { fromLonLat, transformExtent } from "ol/proj";
import VectorSource from "ol/source/Vector";
import Fill from "ol/style/Fill";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import Text from "ol/style/Text";
import { type Lang, lang } from "./page";

type Line = number[];
type Rings = Line[];
type Names = [string, string, string];

interface Pack {
  unit: number;
  box: [number, number, number, number];
  world: Rings[];
  land: Rings[];
  lakes: { rank: number; at: Rings[] }[];
  rivers: { rank: number; at: Line[] }[];
  boundaries: { class: string; at: Line[] }[];
  views: Record<string, Record<string, string>>;
  labels: { kind: "country" | "province" | "place"; rank: number; name: Names; at: [number, number] }[];
}

const SEA = new Style({ fill: new Fill({ color: "#DDE8EC" }) });
const LAND = new Style({ fill: new Fill({ color: "#F7F5EF" }), stroke: new Stroke({ color: "#B9C6CB", width: 0.7 }) });
/** Clipped at the box and cut by country: an outline would show both, so its own colour closes the seams. */
const NEAR = new Style({ fill: new Fill({ color: "#F7F5EF" }), stroke: new Stroke({ color: "#F7F5EF", width: 1 }) });
const LAKE = new Style({ fill: new Fill({ color: "#CFE0E8" }), stroke: new Stroke({ color: "#8FB3C7", width: 0.5 }) });
const RIVER = new Style({ stroke: new Stroke({ color: "#8FB3C7", width: 1 }) });
const BORDERS: Record<string, Stroke> = {
  solid: new Stroke({ color: "#6B5B44", width: 1.4 }),
  "solid-thin": new Stroke({ color: "#9A8B72", width: 0.8 }),
  dash: new Stroke({ color: "#6B5B44", width: 1.2, lineDash: [7, 5] }),
  dot: new Stroke({ color: "#6B5B44", width: 1.2, lineDash: [1.5, 4] }),
};
const PLACE: Record<Lang, string> = { en: "system-ui, sans-serif", zh: "system-ui, sans-serif", ur: "'Kaan Naskh', 'Noto Naskh Arabic', system-ui, sans-serif" };
const REGION: Record<Lang, string> = { ...PLACE, ur: "'Kaan Nastaliq', 'Noto Nastaliq Urdu', 'Noto Naskh Arabic', serif" };

/** Turns differences of whole numbers into places on the map. */
function places(line: Line, unit: number): number[][] {
  const out: number[][] = [];
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < line.length; i += 2) {
    x += line[i] ?? 0;
    y += line[i + 1] ?? 0;
    out.push(fromLonLat([x / unit, Math.max(-85, Math.min(85, y / unit))]));
  }
  return out;
}

function drawn(geometry: Geometry, style: Style, least = 0): Feature {
  const made = new Feature(geometry);
  made.set("style", style);
  made.set("least", least);
  return made;
}

function ground(pack: Pack): Feature[] {
  const shape = (rings: Rings) => new Polygon(rings.map((r) => places(r, pack.unit)));
  return [
    ...pack.world.map((r) => drawn(shape(r), LAND)),
    drawn(fromExtent(transformExtent(pack.box, "EPSG:4326", "EPSG:3857")), SEA),
    ...pack.land.map((r) => drawn(shape(r), NEAR)),
    ...pack.lakes.flatMap((l) => l.at.map((r) => drawn(shape(r), LAKE, l.rank - 1))),
  ];
}

function lines(pack: Pack, view: string): Feature[] {
  const shape = (all: Line[]) => new MultiLineString(all.map((l) => places(l, pack.unit)));
  const drawnAs = pack.views[view] ?? {};
  return [
    ...pack.rivers.map((r) => drawn(shape(r.at), RIVER, r.rank - 2)),
    ...pack.boundaries.flatMap((b) => {
      const stroke = BORDERS[drawnAs[b.class] ?? "none"];
      return stroke ? [drawn(shape(b.at), new Style({ stroke }))] : [];
    }),
  ];
}

const HALO = new Stroke({ color: "rgba(255,255,255,.85)", width: 3 });

function labels(pack: Pack): Feature[] {
  const nth = { en: 0, zh: 1, ur: 2 }[lang];
  return pack.labels.map((l) => {
    const place = l.kind === "place";
    const font = place ? `13px ${PLACE[lang]}` : l.kind === "province" ? `600 15px ${REGION[lang]}` : `14px ${REGION[lang]}`;
    const text = new Text({
      text: `${place ? "• " : ""}${l.name[nth] ?? ""}`,
      font,
      fill: new Fill({ color: place ? "#16232B" : l.kind === "province" ? "#6B4A00" : "#4A5962" }),
      stroke: HALO,
      ...(place && { textAlign: "left", offsetX: -3 }),
    });
    const least = place ? l.rank + 1.5 : l.kind === "country" ? 3 : 4.5;
    const made = drawn(new Point(fromLonLat(l.at.map((n) => n / pack.unit))), new Style({ text, zIndex: place ? 10 - l.rank : 20 }), least);
    made.set("most", l.kind === "province" ? 9 : l.kind === "country" ? 8 : 30);
    return made;
  });
}

function layer(features: Feature[], zIndex: number, declutter = false): VectorLayer {
  const made: VectorLayer = new VectorLayer({
    source: new VectorSource({ features, wrapX: false }),
    zIndex,
    declutter,
    updateWhileAnimating: false,
    style: (f: FeatureLike, resolution: number) => {
      const zoom = Math.log2(156543.03392804097 / resolution);
      return zoom >= Number(f.get("least")) && zoom <= Number(f.get("most") ?? 30) ? (f.get("style") as Style) : undefined;
    },
  });
  return made;
}

/** Layers of the basemap, from the ground up to the names; parcels go between at 5 to 9. */
export async function basemap(view: string): Promise<VectorLayer[]> {
  const answer = await fetch(new URL(`./${file}`, import.meta.url));
  if (!answer.ok) throw new Error(`basemap: ${answer.status}`);
  const pack = (await answer.json()) as Pack;
  if (lang === "ur") await Promise.all([PLACE.ur, REGION.ur].map((f) => document.fonts.load(`15px ${f}`, "بلوچستان")));
  return [layer(ground(pack), 1), layer(lines(pack, view), 2), layer(labels(pack), 10, true)];
}
