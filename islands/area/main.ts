// The check, alive: an answer while the reader types, and a map to draw on when it is asked for.
//
// Loaded by pages that name the island "area". It never stands in the way of the form: its button still
// sends what is in the field, and the server answers as it does without script.

import { type Say, button, el, fast, memory, settled, words } from "../shared/page";
import { readBox, type Box } from "../shared/box";
import { ask, show } from "./answer";
import { type Corner, geojson, read, write } from "./corners";
import type { Drawing } from "./draw";
import { keep, restore } from "./keep";

const CHOSEN = "kaan-live-draw";
const WHOLE: Box = [60, 23, 78, 38];
/** Degrees of latitude and longitude among the systems that the form offers. */
const DEGREES = ["", "4326", "EPSG:4326"];

interface Form {
  root: HTMLElement;
  corners: HTMLTextAreaElement;
  crs: HTMLSelectElement | null;
  answer: HTMLElement;
  status: HTMLElement;
  say: Say;
}

/** Asks after a pause in the typing, and again when the link is back. */
function asker(form: Form): () => void {
  const { say, status, answer } = form;
  let void_ = new AbortController();
  const now = async () => {
    void_.abort();
    const { parts, unread } = read(form.corners.value, !DEGREES.includes(form.crs?.value ?? ""));
    const few = parts.some((p) => p.length < 3);
    status.className = "live-note";
    if (unread !== null || few || parts.length === 0) {
      answer.hidden = true;
      status.textContent = unread !== null ? say("area-unread", { line: unread }) : few ? say("area-few") : "";
      return;
    }
    void_ = new AbortController();
    status.textContent = say("area-checking");
    try {
      const reply = await ask(form.root.dataset["check"] ?? "/api/v1/parcels/check", geojson(parts, form.crs?.value ?? ""), void_.signal);
      status.textContent = "refused" in reply ? reply.refused : "lost" in reply ? say("area-lost") : "";
      if ("lost" in reply) status.className = "live-failed";
      answer.hidden = !("answer" in reply);
      if ("answer" in reply) show(answer, reply.answer, say);
    } catch {
      // A later question took this one's place.
    }
  };
  window.addEventListener("online", () => void now());
  return settled(400, () => void now());
}

/** The button that brings the map; the map and the field then follow each other. */
function drawer(form: Form, place: HTMLElement, changed: () => void): (part: Corner[] | null) => void {
  const { say, root, corners, crs } = form;
  let map: Drawing | undefined;
  const exact = (key: string) => map?.exact(key) ?? false;
  const current = (): Corner[] | null => {
    const { parts, unread } = read(corners.value, false);
    return DEGREES.includes(crs?.value ?? "") && unread === null && parts.length <= 1 ? (parts[0] ?? []) : null;
  };
  const begin = async (asked: boolean) => {
    start.disabled = true;
    form.status.textContent = say("map-loading");
    try {
      const { drawing } = await import("./draw");
      map = await drawing(place, {
        tiles: root.dataset["tiles"] ?? "",
        bounds: readBox(root.dataset["bounds"]) ?? WHOLE,
        say,
        drawn: (part) => {
          corners.value = write(part, exact);
          if (crs && !DEGREES.includes(crs.value)) crs.value = DEGREES.find((d) => [...crs.options].some((o) => o.value === d)) ?? crs.value;
          changed();
        },
      });
      start.hidden = true;
      form.status.textContent = "";
      memory.set("localStorage", CHOSEN, "yes");
      map.set(current() ?? []);
      if (asked) map.focus();
    } catch (e) {
      form.status.textContent = say("area-map-failed");
      console.warn("area map", e);
    }
    start.disabled = false;
  };
  const start = button(say("area-draw"), () => void begin(true), { class: "secondary", "data-area-draw": true });
  place.prepend(el("p", { class: "live-offer-line" }, start));
  if (fast() && memory.get("localStorage", CHOSEN)) void begin(false);
  return () => map?.set(current() ?? []);
}

async function begin(root: HTMLElement): Promise<void> {
  const corners = root.querySelector<HTMLTextAreaElement>("textarea[name=corners]");
  if (!corners) return;
  const say = await words("area");
  const place = root.querySelector<HTMLElement>("[data-area-map]") ?? el("div", { "data-area-map": true });
  const panel = root.querySelector<HTMLElement>("[data-area-answer]") ?? el("div", { "data-area-answer": true, "aria-live": "polite" });
  if (!place.isConnected) corners.after(place);
  if (!panel.isConnected) place.after(panel);
  const [status, answer] = [el("p", { class: "live-note" }), el("div", { class: "live-answer", hidden: true })];
  panel.append(status, answer);
  const form: Form = { root, corners, crs: root.querySelector<HTMLSelectElement>("select[name=crs]"), answer, status, say };
  const check = asker(form);
  const typed = () => {
    keep(corners, form.crs);
    check();
  };
  const draw = drawer(form, place, typed);
  const redraw = settled(500, () => draw(null));
  for (const field of [corners, form.crs]) {
    field?.addEventListener("input", () => {
      typed();
      redraw();
    });
  }
  if (restore(corners, form.crs)) status.textContent = say("area-kept");
  if (corners.value.trim() && !document.querySelector("#answer")) check();
}

for (const root of document.querySelectorAll<HTMLElement>('[data-island="area"]')) void begin(root);
