// The list of what is in view, for those who use the keyboard or do not see the map.
//
// Called by live.ts. It never holds more than the map draws: crowded views say so.

import type { FeatureLike } from "ol/Feature";
import type { Frame } from "../shared/frame";
import { type Say, el, settled } from "../shared/page";
import { line, once } from "./record";

/** Most records that are listed. */
const MOST = 40;

/** Puts the list after the map and keeps it true. */
export function list(frame: Frame, say: Say, drawn: (f: FeatureLike) => boolean, more: (extent: number[]) => FeatureLike[]): HTMLElement {
  const summary = el("summary", {}, say("map-in-view"));
  const rows = el("ul");
  const note = el("p", { class: "live-note", hidden: true });
  const made = el("details", { class: "live-list" }, summary, note, rows);
  const refresh = settled(300, () => {
    const extent = frame.map.getView().calculateExtent(frame.map.getSize());
    const found = once([...frame.parcels.getFeaturesInExtent(extent).filter(drawn), ...more(extent)]);
    summary.textContent = say("map-in-view-count", { n: found.length });
    note.hidden = found.length > 0 && found.length <= MOST;
    note.textContent = found.length === 0 ? say("map-in-view-none") : say("map-in-view-more", { n: MOST });
    rows.replaceChildren(
      ...found.slice(0, MOST).map((f) => {
        const row = el("li", {}, line(f, say));
        row.addEventListener("focusin", () => frame.point([f.name]));
        row.addEventListener("focusout", () => frame.point([]));
        return row;
      }),
    );
  });
  frame.map.on("rendercomplete", refresh);
  return made;
}
