// Drawing on the map: corners set, moved, taken away and snapped to the borders of the neighbours.
//
// Loaded by main.ts when the reader wants to draw. It never keeps the shape: the field of corners does.

import Feature from "ol/Feature";
import GeoJSON from "ol/format/GeoJSON";
import Point from "ol/geom/Point";
import Polygon from "ol/geom/Polygon";
import Draw from "ol/interaction/Draw";
import Modify from "ol/interaction/Modify";
import Snap from "ol/interaction/Snap";
import VectorLayer from "ol/layer/Vector";
import { fromLonLat, toLonLat } from "ol/proj";
import VectorSource from "ol/source/Vector";
import CircleStyle from "ol/style/Circle";
import Fill from "ol/style/Fill";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import Text from "ol/style/Text";
import type { Box } from "../shared/box";
import { type Frame, frame } from "../shared/frame";
import { style } from "../shared/look";
import { type Say, button, el, settled } from "../shared/page";
import type { Corner } from "./corners";

/** Neighbours are fetched for snapping from this zoom on. */
const SNAP_ZOOM = 9;
const COLLECTIONS = ["titles", "applications", "reserved-areas"];
const MOST = 200;

export interface Drawing {
  /** Draws these corners, as they stand in the field. */
  set(part: Corner[]): void;
  /** Whether a corner, as text with eight decimals, is one of a neighbour's. */
  exact(key: string): boolean;
  focus(): void;
}

export interface Wanted {
  tiles: string;
  bounds: Box;
  say: Say;
  /** Called with the corners when the reader has drawn or moved one. */
  drawn: (part: Corner[]) => void;
}

/** Numbered corners on the outline. */
function outline(feature: { getGeometry(): unknown }): Style[] {
  const ring = (feature.getGeometry() as Polygon).getCoordinates()[0]?.slice(0, -1) ?? [];
  const corners = ring.map(
    (at, n) =>
      new Style({
        geometry: new Point(at),
        image: new CircleStyle({ radius: 9, fill: new Fill({ color: "#fff" }), stroke: new Stroke({ color: "#073F41", width: 2 }) }),
        text: new Text({ text: String(n + 1), font: "11px system-ui, sans-serif", fill: new Fill({ color: "#16232B" }) }),
      }),
  );
  return [style("own"), ...corners];
}

/** Fetches the neighbours in view whole, so that a shared border has the same digits on both sides. */
function neighbours(made: Frame, source: VectorSource, known: Set<string>): void {
  const format = new GeoJSON({ featureProjection: "EPSG:3857" });
  const seen = new Set<string>();
  const fetchAll = settled(500, () => {
    if ((made.map.getView().getZoom() ?? 0) < SNAP_ZOOM) return;
    const bbox = made.view().map((n) => n.toFixed(4)).join();
    for (const collection of COLLECTIONS) {
      void fetch(`/ogc/collections/${collection}/items?limit=${MOST}&bbox=${bbox}`, { headers: { accept: "application/geo+json" } })
        .then(async (answer) => {
          if (!answer.ok) return;
          const page = (await answer.json()) as { features: { id?: unknown; geometry: { coordinates: unknown } | null }[] };
          for (const given of page.features) {
            const name = `${collection}/${String(given.id)}`;
            if (seen.has(name) || !given.geometry) continue;
            seen.add(name);
            (given.geometry.coordinates as never[]).flat(Infinity as 1).forEach((n, i, all) => {
              if (i % 2 === 0) known.add(`${Number(n).toFixed(8)}, ${Number(all[i + 1]).toFixed(8)}`);
            });
            const feature = format.readFeature({ type: "Feature", properties: {}, geometry: given.geometry });
            source.addFeatures(Array.isArray(feature) ? feature : [feature]);
          }
        })
        .catch(() => undefined);
    }
  });
  made.map.on("moveend", fetchAll);
}

/** Makes the map for drawing at the end of `place`. */
export async function drawing(place: HTMLElement, { tiles, bounds, say, drawn }: Wanted): Promise<Drawing> {
  const made = await frame(place, { tiles, bounds, boundaries: place.dataset["boundaries"] ?? "neutral", name: say("area-map-name"), say });
  const own = new VectorSource<Feature<Polygon>>({ wrapX: false });
  const others = new VectorSource({ wrapX: false });
  const known = new Set<string>();
  made.map.addLayer(new VectorLayer({ source: own, zIndex: 9, style: (f) => outline(f as Feature<Polygon>) }));
  const draw = new Draw({ source: own, type: "Polygon" });
  const modify = new Modify({ source: own });
  for (const one of [modify, draw, new Snap({ source: own }), new Snap({ source: others, pixelTolerance: 12 })]) made.map.addInteraction(one);
  const corners = (): Corner[] => {
    const ring = own.getFeatures()[0]?.getGeometry()?.getCoordinates()[0]?.slice(0, -1) ?? [];
    return ring.map((at) => toLonLat(at).map((n) => Number(n.toFixed(8))) as Corner);
  };
  const past: Corner[][] = [];
  let now: Corner[] = [];
  const put = (part: Corner[]) => {
    own.clear(true);
    if (part.length >= 3) {
      const ring = part.map((c) => fromLonLat(c));
      own.addFeature(new Feature(new Polygon([[...ring, ring[0] ?? []]])));
    }
    own.changed();
    draw.setActive(part.length < 3);
  };
  const change = (part: Corner[]) => {
    past.push(now);
    now = part;
    drawn(part);
  };
  let open = false;
  draw.on("drawstart", () => (open = true));
  draw.on("drawabort", () => (open = false));
  draw.on("drawend", ({ feature }) => {
    open = false;
    own.clear(true);
    setTimeout(() => {
      draw.setActive(false);
      if (!own.getFeatures().length) own.addFeature(feature as Feature<Polygon>);
      change(corners());
    });
  });
  modify.on("modifyend", () => change(corners()));
  const undo = () => {
    if (open) return draw.removeLastPoint();
    const before = past.pop();
    if (!before) return;
    now = before;
    put(before);
    drawn(before);
  };
  const clear = () => {
    draw.abortDrawing();
    change([]);
    put([]);
    made.box.focus();
  };
  place.append(el("p", { class: "live-bar" }, button(say("area-undo"), undo, { class: "secondary" }), button(say("area-clear"), clear, { class: "secondary" })));
  place.append(el("p", { class: "hint" }, say("area-how")), el("p", { class: "live-note" }, say("map-credit")));
  neighbours(made, others, known);
  return {
    set(part) {
      if (part.join(";") === now.join(";")) return;
      now = part;
      put(part);
      const shape = own.getFeatures()[0]?.getGeometry();
      if (shape && !made.map.getView().calculateExtent().some(Number.isNaN)) made.map.getView().fit(shape, { padding: [60, 60, 60, 60], maxZoom: 14 });
    },
    exact: (key) => known.has(key),
    focus: () => made.box.focus({ preventScroll: false }),
  };
}
