// A box of the earth as text and numbers, apart from the map so that pages without one need not load it.
//
// Called by the islands' doors and by frame.ts. It never corrects a box that is wrong: that is none.

/** West, south, east, north in degrees. */
export type Box = [number, number, number, number];

/** Four numbers in degrees, or nothing. */
export function readBox(text: string | null | undefined): Box | null {
  const n = (text ?? "").split(",").map(Number);
  const [w, s, e, t] = n;
  if (n.length !== 4 || w === undefined || s === undefined || e === undefined || t === undefined || !n.every(Number.isFinite)) return null;
  return w < e && s < t && w >= -180 && e <= 180 && s >= -90 && t <= 90 ? [w, s, e, t] : null;
}
