// Projects and deposits on the map: points, and circles where a place is known only roughly.
//
// Called by live.ts. It never moves a point, and draws a circle for every error that is stated.

import Feature from "ol/Feature";
import type { FeatureLike } from "ol/Feature";
import type Geometry from "ol/geom/Geometry";
import Point from "ol/geom/Point";
import { circular } from "ol/geom/Polygon";
import VectorLayer from "ol/layer/Vector";
import { fromLonLat } from "ol/proj";
import VectorSource from "ol/source/Vector";
import CircleStyle from "ol/style/Circle";
import Fill from "ol/style/Fill";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import { style } from "../shared/look";
import { lang } from "../shared/page";

/** Most pages of a collection that are asked for. */
const PAGES = 5;
/** What is asked for at once. */
const LIMIT = "1000";
/** A circle of fewer pixels is not seen: then a mark stands for it. */
const SEEN_PX = 8;
const DOT = new Style({ image: new CircleStyle({ radius: 5, fill: new Fill({ color: "#0B5C5E" }), stroke: new Stroke({ color: "#FFFFFF", width: 2 }) }), zIndex: 2 });

interface Given {
  id: string | number;
  geometry: { type: string; coordinates: number[] } | null;
  properties: Record<string, unknown>;
}

function text(p: Record<string, unknown>): string | undefined {
  const named = p[`name_${lang}`] ?? p["name_en"] ?? p["name"];
  return typeof named === "string" && named ? named : undefined;
}

function features(given: Given, collection: string): Feature[] {
  const [lon, lat] = given.geometry?.type === "Point" ? given.geometry.coordinates : [];
  if (lon === undefined || lat === undefined) return [];
  const error = Number(given.properties["error_km"] ?? 0) * 1000;
  const shape = { layer: collection, number: String(given.id), title: text(given.properties) ?? String(given.id), page: `/${collection}/${encodeURIComponent(String(given.id))}` };
  const made: Feature[] = [new Feature<Geometry>({ geometry: new Point(fromLonLat([lon, lat])), ...shape })];
  // A mark in the middle of a circle would say that the place is known.
  const metres = Math.cos((lat * Math.PI) / 180);
  made[0]?.setStyle((_, resolution) => (error / (resolution * metres) > SEEN_PX ? undefined : DOT));
  if (error > 0) {
    const circle = new Feature<Geometry>({ geometry: circular([lon, lat], error).transform("EPSG:4326", "EPSG:3857"), ...shape });
    circle.setStyle(style("project"));
    made.push(circle);
  }
  return made;
}

/** Fetches a collection of points page by page and makes a layer of it. */
export async function points(address: string): Promise<VectorLayer> {
  const source = new VectorSource<Feature>({ wrapX: false });
  const collection = /\/collections\/([a-z-]+)\//.exec(address)?.[1] ?? "projects";
  const first = new URL(address, location.href);
  first.searchParams.set("limit", LIMIT);
  let next: string | undefined = first.href;
  for (let n = 0; next && n < PAGES; n++) {
    const answer: Response = await fetch(next, { headers: { accept: "application/geo+json" } });
    if (!answer.ok) break;
    const page = (await answer.json()) as { features: Given[]; links?: { rel: string; href: string }[] };
    source.addFeatures(page.features.flatMap((f) => features(f, collection)));
    const link: string | undefined = page.links?.find((l) => l.rel === "next")?.href;
    next = link && new URL(link, location.href).pathname + new URL(link, location.href).search;
  }
  return new VectorLayer({ source, zIndex: 8 });
}

/** What of a layer of points lies in a box of the map. */
export function within(layer: VectorLayer | undefined, extent: number[]): FeatureLike[] {
  return layer?.getVisible() ? (layer.getSource()?.getFeaturesInExtent(extent) ?? []) : [];
}
