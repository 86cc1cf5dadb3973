// One record of the register's tiles: its name, its page, its words.
//
// Called by card.ts and list.ts. It never knows more of a record than the tile says.

import type { FeatureLike } from "ol/Feature";
import { ground, swatch } from "../shared/look";
import { nameOf } from "../shared/frame";
import { type Say, code, el, lang } from "../shared/page";

export interface Found {
  name: string;
  feature: FeatureLike;
}

/** Each record once, as it may stand in several tiles; in order of their names. */
export function once(features: Iterable<FeatureLike>): Found[] {
  const found = new Map<string, Found>();
  for (const feature of features) {
    if (feature.get("number") !== undefined || feature.get("title") !== undefined) found.set(nameOf(feature), { name: nameOf(feature), feature });
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}

/** Number with a link to the page, class or kind, status, as one line. */
export function line({ feature: f }: Found, say: Say): HTMLElement {
  const layer = String(f.get("layer"));
  const page = f.get("page") as string | undefined;
  const href = `/${lang}${page ?? `/${layer}/${encodeURIComponent(String(f.get("number")))}`}`;
  const kind = layer === "titles" ? say(`kind-${f.get("class") ?? "other"}`) : layer === "projects" ? say("map-project") : say(layer === "applications" ? "map-application" : "map-reserved");
  const status = f.get("status") ? ` · ${say(`status-${f.get("status")}`)}` : "";
  const title = f.get("title") as string | undefined;
  return el("span", { class: "live-line" }, swatch(layer === "projects" ? "project" : ground(f)), " ", el("a", { href }, title ? el("bdi", {}, title) : code(String(f.get("number")))), ` ${kind}${status}`);
}
