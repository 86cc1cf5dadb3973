// The address bar and the table below follow the map's view.
//
// Called by live.ts. It never counts or filters by itself: the server answers the same question again.

import type { Box } from "../shared/box";
import { type Say, el, fast, settled } from "../shared/page";

const DIGITS = 4;

/** The page's address with another view; pages of the table begin anew. */
function address(box: Box): URL {
  const to = new URL(location.href);
  to.searchParams.set("bbox", box.map((n) => Number(n.toFixed(DIGITS))).join());
  to.searchParams.delete("after");
  to.hash = "";
  return to;
}

/** Says where the box goes: links to the other languages and the form of filters keep the view. */
function carry(to: URL): void {
  const bbox = to.searchParams.get("bbox") ?? "";
  for (const field of document.querySelectorAll<HTMLInputElement>("input[name=bbox]")) field.value = bbox;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[hreflang]")) {
    const href = new URL(link.href);
    if (href.origin !== location.origin || href.pathname.slice(3) !== location.pathname.slice(3)) continue;
    href.searchParams.set("bbox", bbox);
    link.href = href.href;
  }
}

/** A line of words below the map, and what to call when the view has moved. */
export function results(say: Say): { line: HTMLElement; moved: (box: Box) => void } {
  const line = el("p", { class: "live-note", role: "status" });
  if (!document.getElementById("results")) return { line, moved: () => undefined };
  let asked = 0;
  const ask = async (to: URL) => {
    const mine = ++asked;
    try {
      const answer = await fetch(to, { headers: { accept: "text/html" } });
      if (!answer.ok) throw new Error(String(answer.status));
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("results");
      if (mine !== asked || !fresh) return;
      document.getElementById("results")?.replaceWith(document.importNode(fresh, true));
      line.textContent = say("map-table-fresh");
    } catch {
      if (mine === asked) line.replaceChildren(say("map-table-failed"), " ", el("a", { href: to.href }, say("map-show-these")));
    }
  };
  let last: Box | null = null;
  const settle = settled(600, () => {
    if (!last) return;
    const to = address(last);
    history.replaceState(history.state, "", to);
    carry(to);
    if (fast()) void ask(to);
    else line.replaceChildren(el("a", { href: to.href }, say("map-show-these")));
  });
  return {
    line,
    moved(box) {
      last = box;
      settle();
    },
  };
}
