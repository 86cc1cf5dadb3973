// The window of a live map: sheet, controls, basemap, the register's tiles. Left to right in every language.
//
// Called by the map and the area islands. It never asks another host for anything, and never takes the
// wheel or the finger before the reader has chosen the map.

import sheet from "file:sheet";
import OlMap from "ol/Map";
import View from "ol/View";
import Control from "ol/control/Control";
import ScaleLine from "ol/control/ScaleLine";
import Zoom from "ol/control/Zoom";
import type { FeatureLike } from "ol/Feature";
import MVT from "ol/format/MVT";
import { defaults as interactions } from "ol/interaction/defaults";
import VectorTileLayer from "ol/layer/VectorTile";
import { transformExtent } from "ol/proj";
import VectorTileSource from "ol/source/VectorTile";
import type Style from "ol/style/Style";
import { basemap } from "./base";
import type { Box } from "./box";
import { POINTED, ground, style } from "./look";
import { type Say, button, el } from "./page";

export interface Frame {
  map: OlMap;
  box: HTMLElement;
  parcels: VectorTileLayer;
  /** Shows a box of degrees. */
  show(bounds: Box): void;
  /** The box in view, degrees. */
  view(): Box;
  /** Puts an outline around the records of these names (`layer/number`), or around those at rest when there is none. */
  point(names: string[]): void;
  /** The records that have an outline when the reader points at nothing: those of the page. */
  rest(names: string[]): void;
}

/** What a record of the tiles is called here. */
export function nameOf(f: FeatureLike): string {
  return `${f.get("layer")}/${f.get("number")}`;
}

let styled: Promise<void> | undefined;

function dress(): Promise<void> {
  styled ??= new Promise((done, failed) => {
    const link = el("link", { rel: "stylesheet", href: new URL(`./${sheet}`, import.meta.url).href });
    link.addEventListener("load", () => done());
    link.addEventListener("error", () => failed(new Error("sheet")));
    document.head.append(link);
  });
  return styled;
}

function tiles(address: string): VectorTileSource {
  return new VectorTileSource({ format: new MVT(), url: new URL(address, location.href).href.replace(/%7B/g, "{").replace(/%7D/g, "}"), maxZoom: 14, tileSize: 512, wrapX: false });
}

export interface Wanted {
  tiles: string;
  bounds: Box;
  boundaries: string;
  /** The accessible name of the map. */
  name: string;
  /** Which records are drawn; all when absent. */
  only?: (f: FeatureLike) => boolean;
  say: Say;
}

/** Makes a live map at the end of `place`. */
export async function frame(place: HTMLElement, wanted: Wanted): Promise<Frame> {
  const { say } = wanted;
  const [layers] = await Promise.all([basemap(wanted.boundaries), dress()]);
  const box = el("div", { class: "live-box", dir: "ltr", tabindex: "0", role: "application", "aria-label": wanted.name });
  place.append(box);
  const source = tiles(wanted.tiles);
  const shown = (f: FeatureLike): Style | undefined => (wanted.only?.(f) === false ? undefined : style(ground(f)));
  const parcels = new VectorTileLayer({ source, zIndex: 5, style: shown });
  let [names, resting]: [string[], string[]] = [[], []];
  const pointed = new VectorTileLayer({ source, zIndex: 7, renderMode: "vector", style: (f) => (names.includes(nameOf(f)) ? POINTED : undefined) });
  const map = new OlMap({
    target: box,
    layers: [...layers, parcels, pointed],
    interactions: interactions({ onFocusOnly: true, altShiftDragRotate: false, pinchRotate: false }),
    controls: [
      new Zoom({ zoomInTipLabel: say("map-zoom-in"), zoomOutTipLabel: say("map-zoom-out") }),
      new ScaleLine({ minWidth: 70 }),
      new Control({ element: button(say("map-whole"), () => show(wanted.bounds), { class: "live-whole ol-control ol-unselectable" }) }),
    ],
    view: new View({ enableRotation: false, minZoom: 2, maxZoom: 18, multiWorld: false }),
  });
  const show = ([w, s, e, n]: Box): void => map.getView().fit(transformExtent([w, Math.max(s, -85), e, Math.min(n, 85)], "EPSG:4326", "EPSG:3857"), { size: map.getSize() ?? [600, 400] });
  show(wanted.bounds);
  return {
    map,
    box,
    parcels,
    show,
    view: () => transformExtent(map.getView().calculateExtent(map.getSize()), "EPSG:3857", "EPSG:4326") as Box,
    point(at) {
      const next = at.length ? at : resting;
      if (next.join() === names.join()) return;
      names = next;
      pointed.changed();
    },
    rest(at) {
      names = resting = at;
      pointed.changed();
    },
  };
}
