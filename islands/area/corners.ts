// Corners as people write them, one a line, read for the live answer and written from the map.
//
// Called by main.ts. It never judges: what it does not understand is left to the server, which reads more.

/** Longitude (or easting), latitude (or northing). */
export type Corner = [number, number];

export interface Read {
  /** Parts, divided by empty lines. */
  parts: Corner[][];
  /** The first line that is not understood, counted from 1. */
  unread: number | null;
}

const LETTERS: [RegExp, string][] = [
  [/北纬|北緯|北|شمال/g, "N"],
  [/南纬|南緯|南|جنوب/g, "S"],
  [/东经|東經|东|東|مشرق/g, "E"],
  [/西经|西經|西|مغرب/g, "W"],
];

/** Digits, marks and directions of three scripts as plain ones. */
function fold(text: string): string {
  let t = text.replace(/[\u0660-\u0669\u06F0-\u06F9\uFF10-\uFF19]/g, (d) => String((d.charCodeAt(0) - (d >= "\uFF10" ? 0xff10 : d >= "\u06F0" ? 0x6f0 : 0x660)) % 10));
  for (const [words, letter] of LETTERS) t = t.replace(words, ` ${letter} `);
  return t
    .replace(/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/g, "")
    .replace(/[\u2212\u2013]/g, "-")
    .replace(/[度ºᵒ]|deg/gi, "°")
    .replace(/''|[″”“"秒]/g, '"')
    .replace(/[′’‘'分]/g, "'")
    .replace(/[٫．]/g, ".")
    .replace(/[،，、；;\t|]/g, ",");
}

/** Degrees of up to three numbers (degrees, minutes, seconds); `NaN` when they are none. */
function degrees(numbers: string[]): number {
  const [d = NaN, m = 0, s = 0] = numbers.map(Number);
  if (numbers.length === 0 || numbers.length > 3 || m < 0 || m >= 60 || s < 0 || s >= 60) return NaN;
  const size = Math.abs(d) + m / 60 + s / 3600;
  return Number(((numbers[0]?.startsWith("-") ? -1 : 1) * size).toFixed(8));
}

/** Both halves of a line: each the text of one coordinate with its letter, if it has one. */
function halves(line: string): [string, string] | null {
  const lettered = /^\s*(?:([NSEW])(.+?)([NSEW])(.+)|(.+?)([NSEW])(.+?)([NSEW]))\s*$/i.exec(line);
  if (lettered) {
    const [, a, at, b, bt, ct, c, dt, d] = lettered;
    return a ? [`${at}${a}`, `${bt}${b}`] : [`${ct}${c}`, `${dt}${d}`];
  }
  const parts = line.split(",").map((p) => p.trim()).filter(Boolean);
  if (parts.length === 2) return [parts[0] ?? "", parts[1] ?? ""];
  const marked = /^(.*?[°'"])\s*(-?\d+(?:\.\d+)?\s*°.*)$/.exec(line);
  if (marked) return [marked[1] ?? "", marked[2] ?? ""];
  const words = line.trim().split(/\s+/);
  const half = words.length / 2;
  return parts.length === 1 && Number.isInteger(half) && half >= 1 && half <= 3 ? [words.slice(0, half).join(" "), words.slice(half).join(" ")] : null;
}

function corner(line: string, grid: boolean): Corner | null {
  const two = halves(line);
  if (!two) return null;
  const read = two.map((text) => {
    const letter = /[NSEW]/i.exec(text)?.[0].toUpperCase() ?? "";
    const left = text.replace(/[NSEW,°'"\s]/gi, " ").replace(/-?\d+(\.\d+)?/g, "").trim();
    const numbers = text.match(/-?\d+(?:\.\d+)?/g) ?? [];
    const value = left ? NaN : grid ? (numbers.length === 1 ? Number(numbers[0]) : NaN) : degrees(numbers);
    return { value: letter === "S" || letter === "W" ? -value : value, northing: letter === "N" || letter === "S", letter };
  });
  const [a, b] = read;
  if (!a || !b || !Number.isFinite(a.value) || !Number.isFinite(b.value) || (a.letter && a.northing === b.northing)) return null;
  return a.northing ? [b.value, a.value] : [a.value, b.value];
}

/** Reads a field of corners; `grid` when they are metres of a projected system. */
export function read(text: string, grid: boolean): Read {
  const parts: Corner[][] = [[]];
  let unread: number | null = null;
  fold(text).split(/\r?\n/).forEach((line, n) => {
    if (!line.trim()) {
      if (parts[parts.length - 1]?.length) parts.push([]);
      return;
    }
    const at = corner(line, grid);
    if (at) parts[parts.length - 1]?.push(at);
    else unread ??= n + 1;
  });
  return { parts: parts.filter((p) => p.length), unread };
}

/** Writes one part as decimal degrees; corners that `exact` knows keep all their digits. */
export function write(part: Corner[], exact: (key: string) => boolean): string {
  return part.map(([lon, lat]) => {
    const key = `${lon.toFixed(8)}, ${lat.toFixed(8)}`;
    return exact(key) ? key : `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
  }).join("\n");
}

/** A question for the server, closed as GeoJSON wants it. */
export function geojson(parts: Corner[][], crs: string): unknown {
  const ring = (p: Corner[]) => {
    const [first, last] = [p[0], p[p.length - 1]];
    return first && last && (first[0] !== last[0] || first[1] !== last[1]) ? [...p, first] : p;
  };
  const shape = parts.length === 1 ? { type: "Polygon", coordinates: [ring(parts[0] ?? [])] } : { type: "MultiPolygon", coordinates: parts.map((p) => [ring(p)]) };
  return { type: "Feature", properties: {}, geometry: shape, ...(crs && crs !== "4326" && { crs: /^\d+$/.test(crs) ? `EPSG:${crs}` : crs }) };
}
