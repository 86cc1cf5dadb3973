// Keeps what is typed on this computer, so that a lost link or a closed page loses nothing.
//
// Called by main.ts. It never sends anything, and forgets when the tab is closed.

import { memory } from "../shared/page";

const KEY = "kaan-check";

/** Puts earlier typing back into an empty form; says whether it did. */
export function restore(corners: HTMLTextAreaElement, crs: HTMLSelectElement | null): boolean {
  if (corners.value.trim()) return false;
  const kept = memory.get("sessionStorage", KEY);
  if (!kept) return false;
  const { text, system } = JSON.parse(kept) as { text: string; system: string };
  corners.value = text;
  if (crs && [...crs.options].some((o) => o.value === system)) crs.value = system;
  return text.trim() !== "";
}

/** Keeps what stands in the form now. */
export function keep(corners: HTMLTextAreaElement, crs: HTMLSelectElement | null): void {
  const text = corners.value;
  memory.set("sessionStorage", KEY, text.trim() ? JSON.stringify({ text, system: crs?.value ?? "" }) : null);
}
