// The live map over the server's picture: the same ground, to be moved.
//
// Loaded by main.ts when the reader wants it. It never shows what the page does not also say in words.

import type { FeatureLike } from "ol/Feature";
import type VectorLayer from "ol/layer/Vector";
import { type Box, readBox } from "../shared/box";
import { type Frame, frame } from "../shared/frame";
import { type Ground, swatch } from "../shared/look";
import { type Say, button, el } from "../shared/page";
import { card } from "./card";
import { list } from "./list";
import { points, within } from "./projects";
import { results } from "./results";

const WHOLE: Box = [60, 23, 78, 38];

/** Layers that can be put away, with the class that stands for each in the legend. */
const LAYERS: [name: string, key: string, look: Ground][] = [
  ["titles", "map-titles", "mining"],
  ["applications", "map-applications", "application"],
  ["reserved-areas", "map-reserved-areas", "reserved"],
];

/** What is put away at first: the page's own list is what its reader came for, and applications go with titles. */
function away(focus: string | undefined): string[] {
  if (focus) return [];
  const list = location.pathname.split("/")[2] ?? "";
  if (list === "reserved-areas") return ["titles", "applications"];
  return list === "applications" ? ["titles", "reserved-areas"] : ["reserved-areas"];
}

function toggles(say: Say, hidden: Set<string>, points: boolean, changed: (name: string) => void): HTMLFieldSetElement {
  const layers = points ? [...LAYERS, ["projects", "map-projects", "project"] as const] : LAYERS;
  const made = el("fieldset", { class: "live-bar" }, el("legend", { class: "visually-hidden" }, say("map-layers")));
  for (const [name, key, look] of layers) {
    const box = el("input", { type: "checkbox", checked: !hidden.has(name), value: name });
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(name);
      else hidden.add(name);
      changed(name);
    });
    made.append(el("label", {}, box, swatch(look), say(key)));
  }
  return made;
}

async function projects(made: Frame, address: string | undefined, note: HTMLElement, say: Say): Promise<VectorLayer | undefined> {
  if (!address) return undefined;
  try {
    const layer = await points(address);
    made.map.addLayer(layer);
    return layer;
  } catch {
    note.textContent = say("map-some-failed");
    return undefined;
  }
}

/** Makes the live map in `figure`; `stop` puts the picture back. */
export async function live(root: HTMLElement, figure: HTMLElement, say: Say, stop: () => void): Promise<() => void> {
  const { tiles = "", projects: address, focus } = root.dataset;
  const asked = readBox(new URLSearchParams(location.search).get("bbox"));
  const hidden = new Set(away(focus));
  const drawn = (f: FeatureLike) => !hidden.has(String(f.get("layer"))) && f.get("number") !== undefined;
  const holder = el("div", { class: "live" });
  figure.prepend(holder);
  const made = await frame(holder, {
    tiles,
    bounds: readBox(figure.dataset["bounds"]) ?? WHOLE,
    boundaries: figure.dataset["boundaries"] ?? "neutral",
    name: say("map-name"),
    only: (f) => !hidden.has(String(f.get("layer"))),
    say,
  });
  if (asked) made.show(asked);
  const note = el("p", { class: "live-note", role: "status" });
  const { line, moved } = results(say);
  let layer: VectorLayer | undefined;
  const bar = toggles(say, hidden, address !== undefined, (name) => {
    if (name === "projects") layer?.setVisible(!hidden.has(name));
    else made.parcels.changed();
  });
  bar.append(button(say("map-stop"), stop, { class: "secondary" }));
  holder.append(bar, line, note, list(made, say, drawn, (extent) => within(layer, extent)));
  if (address) holder.append(el("p", { class: "live-note" }, say("map-circles")));
  card(made, say, drawn);
  layer = await projects(made, address, note, say);
  made.parcels.getSource()?.on("tileloaderror", () => (note.textContent = say("map-some-failed")));
  if (focus) made.rest(["titles", "applications", "reserved-areas"].map((l) => `${l}/${focus}`));
  // The first views are the program's own; only what the reader does afterwards goes into the address.
  const first = made.view().join();
  made.map.on("moveend", () => {
    if (made.view().join() !== first) moved(made.view());
  });
  return () => {
    made.map.setTarget(undefined);
    holder.remove();
  };
}
