// The door of the live map: a button on the server's picture; nothing heavy before it is pressed.
//
// Loaded by pages that name the island "map". It never loads the map by itself, unless the reader chose it
// before and the link is good.

import { button, el, fast, memory, words } from "../shared/page";

const CHOSEN = "kaan-live-map";

async function offer(root: HTMLElement): Promise<void> {
  const figure = root.matches("[data-map]") ? root : root.querySelector<HTMLElement>("[data-map]");
  if (!figure || !root.dataset["tiles"]) return;
  const say = await words("map");
  const status = el("span", { role: "status" });
  const place = el("p", { class: "live-offer" });
  let stop: (() => void) | undefined;
  const end = () => {
    stop?.();
    figure.classList.remove("live-on");
    place.hidden = false;
    memory.set("localStorage", CHOSEN, null);
    start.focus();
  };
  const begin = async (asked: boolean) => {
    start.disabled = true;
    status.textContent = say("map-loading");
    try {
      const { live } = await import("./live");
      stop = await live(root, figure, say, end);
      figure.classList.add("live-on");
      place.hidden = true;
      status.textContent = "";
      memory.set("localStorage", CHOSEN, "yes");
      if (asked) figure.querySelector<HTMLElement>(".live-box")?.focus();
    } catch (e) {
      figure.querySelector(".live")?.remove();
      status.textContent = say("map-failed");
      console.warn("live map", e);
    }
    start.disabled = false;
  };
  const start = button(say("map-live"), () => void begin(true), { class: "secondary", "data-map-live": true });
  place.append(start, " ", status);
  figure.append(place);
  if (fast() && memory.get("localStorage", CHOSEN)) await begin(false);
}

for (const root of document.querySelectorAll<HTMLElement>('[data-island="map"]')) void offer(root);
