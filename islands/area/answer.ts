// The live answer: asks the server as the reader types, and shows what it says.
//
// Called by main.ts. The server is the only judge: this never computes an area or an overlap.

import { type Say, code, digits, el, lang } from "../shared/page";

interface Neighbour {
  collection: string;
  number: string;
  relation: "overlap" | "sliver" | "touch";
  exclusive: boolean;
  area_m2: number;
  share: number;
  certainty: "certain" | "uncertain";
}

export interface Answer {
  valid: boolean;
  problems: { code: string; message: string; where: string | null; fatal?: boolean }[];
  area_km2: number | null;
  perimeter_km: number | null;
  neighbours: Neighbour[];
  waiting?: Neighbour[];
  ledger_size?: number;
}

/** What came back: an answer, words about a refusal, or nothing because the link is down. */
export type Reply = { answer: Answer } | { refused: string } | { lost: true };

/** Asks; a later question makes an earlier one void through `signal`. */
export async function ask(address: string, question: unknown, signal: AbortSignal): Promise<Reply> {
  const to = new URL(address, location.href);
  to.searchParams.set("lang", lang);
  let answer: Response;
  try {
    answer = await fetch(to, { method: "POST", headers: { "content-type": "application/geo+json", accept: "application/json" }, body: JSON.stringify(question), signal });
  } catch (e) {
    if (signal.aborted) throw e;
    return { lost: true };
  }
  const body = (await answer.json().catch(() => ({}))) as Partial<Answer> & { title?: string; detail?: string; problems?: { message?: string }[] };
  if (body.valid !== undefined) return { answer: body as Answer };
  if (answer.status >= 500) return { lost: true };
  return { refused: body.problems?.map((p) => p.message).filter(Boolean).join(" ") || body.detail || body.title || String(answer.status) };
}

/** Most neighbours that the live answer names. */
const MOST = 12;

/** A part as per cent; what is there is never written as nothing. */
function percent(share: number): string {
  return share > 0 && share < 0.0005 ? "< 0.1 %" : `${digits(share * 100, 1)} %`;
}

function meaning(n: Neighbour): string {
  if (n.relation !== "overlap") return `means-${n.relation}`;
  if (n.certainty === "uncertain") return "means-uncertain";
  if (n.collection === "applications") return "means-overlap-application";
  if (n.collection === "reserved-areas") return "means-overlap-reserved";
  return n.exclusive ? "means-overlap-exclusive" : "means-overlap-open";
}

function row(n: Neighbour, say: Say): HTMLElement {
  const takes = n.relation === "touch" ? "" : say("area-takes", { area: `${digits(n.area_m2 / 1e6, 4)} km²`, percent: percent(n.share) });
  const link = el("a", { href: `/${lang}/${n.collection}/${encodeURIComponent(n.number)}` }, code(n.number));
  return el("li", {}, el("strong", {}, say(`relation-${n.relation}`)), " ", link, takes ? ` ${takes} ` : " ", say(meaning(n)));
}

function figure(name: string, value: string, unit: string): HTMLElement {
  return el("div", {}, el("dt", {}, name), el("dd", {}, el("bdi", { class: "num", dir: "ltr" }, `${value} ${unit}`)));
}

/** Fills the place of the answer. */
export function show(place: HTMLElement, { valid, problems, area_km2, perimeter_km, neighbours, waiting = [], ledger_size }: Answer, say: Say): void {
  const met = [...neighbours, ...waiting];
  const faults = problems.map((p) => el("li", {}, p.message || p.code, ...(p.where ? [" ", code(p.where)] : [])));
  const state = !valid ? "invalid" : met.some((n) => n.relation === "overlap") ? "met" : met.length ? "beside" : "free";
  place.dataset["state"] = state;
  place.className = `live-answer result result-${state}`;
  place.replaceChildren(
    el("p", {}, el("strong", {}, !valid ? say("check-invalid") : met.length ? say("area-met", { n: met.length }) : say("check-valid-free"))),
    ...(faults.length ? [el("ul", {}, ...faults)] : []),
    ...(area_km2 !== null && perimeter_km !== null && valid
      ? [el("dl", { class: "summary" }, figure(say("check-area"), digits(area_km2, 4), "km²"), figure(say("check-perimeter"), digits(perimeter_km, 3), "km"))]
      : []),
    ...(met.length ? [el("ul", {}, ...met.slice(0, MOST).map((n) => row(n, say)))] : []),
    ...(met.length > MOST ? [el("p", {}, say("area-more", { n: MOST }))] : []),
    el("p", { class: "hint" }, say("check-valid-free-note"), ...(ledger_size === undefined ? [] : [" ", say("area-position", { size: digits(ledger_size) })])),
  );
}
