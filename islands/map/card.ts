// The card of what the reader points at: on hover one record, on click all that lie there.
//
// Called by live.ts. It never moves under the pointer, and never hides what the list below says too.

import type { FeatureLike } from "ol/Feature";
import type { Frame } from "../shared/frame";
import { type Say, button, el } from "../shared/page";
import { type Found, line, once } from "./record";

/** Most records that one card names. */
const MOST = 8;

/** Puts the card on the map and follows pointer and click. */
export function card(frame: Frame, say: Say, drawn: (f: FeatureLike) => boolean): void {
  const { map, box } = frame;
  const made = el("div", { class: "live-card", hidden: true, dir: document.documentElement.dir || "ltr", role: "status" });
  box.append(made);
  let pinned = false;
  const close = () => {
    pinned = false;
    made.hidden = true;
    frame.point([]);
  };
  const show = (found: Found[], pin: boolean) => {
    if (found.length === 0) return close();
    pinned = pin;
    frame.point(found.slice(0, MOST).map((f) => f.name));
    const rows = found.slice(0, MOST).map((f) => el("li", {}, line(f, say)));
    made.replaceChildren(
      ...(found.length > 1 ? [el("p", {}, say("map-several", { n: found.length }))] : []),
      el("ul", {}, ...rows),
      ...(pin ? [button(say("map-close-card"), close)] : []),
    );
    made.hidden = false;
  };
  const at = (pixel: number[]): Found[] => {
    const hit: FeatureLike[] = [];
    map.forEachFeatureAtPixel(pixel, (f) => void (drawn(f) && hit.push(f)), { hitTolerance: 4 });
    return once(hit);
  };
  let waiting = false;
  map.on("pointermove", (e) => {
    if (e.dragging || pinned || waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (!pinned) show(at(e.pixel).slice(0, 1), false);
    });
  });
  map.on("singleclick", (e) => show(at(e.pixel), true));
  box.addEventListener("keydown", (e) => {
    if (e.key === "Escape") close();
  });
  box.addEventListener("pointerleave", () => {
    if (!pinned) close();
  });
}
