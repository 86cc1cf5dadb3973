// How each class of ground is drawn: pattern and outline as well as colour, so that it survives grey print.
//
// Called by the layers and the legend. It never decides a class: tiles and features bring theirs.

import type { FeatureLike } from "ol/Feature";
import { DEVICE_PIXEL_RATIO } from "ol/has";
import Fill from "ol/style/Fill";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";

export type Ground = "reconnaissance" | "exploration" | "retention" | "mining" | "other" | "application" | "reserved" | "project" | "own" | "overlap";

interface Look {
  line: string;
  width: number;
  dash?: number[];
  wash: string;
  /** Strokes of one square of the pattern, in a square of eight. */
  pattern?: (pen: CanvasRenderingContext2D) => void;
}

const SQUARE = 8;

function stroke(...points: number[]): (pen: CanvasRenderingContext2D) => void {
  return (pen) => {
    for (let i = 0; i + 3 < points.length; i += 4) {
      pen.moveTo(points[i] ?? 0, points[i + 1] ?? 0);
      pen.lineTo(points[i + 2] ?? 0, points[i + 3] ?? 0);
    }
    pen.stroke();
  };
}

const rising = [-2, 2, 2, -2, -2, 10, 10, -2, 6, 10, 10, 6];
const falling = [-2, 6, 2, 10, -2, -2, 10, 10, 6, -2, 10, 2];

const LOOKS: Record<Ground, Look> = {
  mining: { line: "#7D3510", width: 1.5, wash: "rgba(168,74,23,.42)" },
  exploration: { line: "#2F6F94", width: 1.5, wash: "rgba(47,111,148,.12)", pattern: stroke(...rising) },
  retention: { line: "#6B4A00", width: 1.5, dash: [8, 3, 2, 3], wash: "rgba(128,86,0,.10)", pattern: stroke(0, 4, 8, 4) },
  reconnaissance: { line: "#2F6F94", width: 1, dash: [2, 3], wash: "rgba(47,111,148,.05)", pattern: stroke(4, 0, 4, 8) },
  other: { line: "#4A5962", width: 1, wash: "rgba(74,89,98,.16)" },
  application: { line: "#5B3A8C", width: 2, dash: [6, 4], wash: "rgba(91,58,140,.06)" },
  reserved: {
    line: "#3F7A35",
    width: 1.5,
    wash: "rgba(63,122,53,.10)",
    pattern: (pen) => {
      for (const at of [2, 6]) {
        pen.beginPath();
        pen.arc(at, at, 0.9, 0, 7);
        pen.fill();
      }
    },
  },
  project: { line: "#073F41", width: 1.5, dash: [2, 4], wash: "rgba(11,92,94,.03)" },
  own: { line: "#073F41", width: 3, wash: "rgba(11,92,94,.14)" },
  overlap: { line: "#A1242B", width: 2, wash: "rgba(161,36,43,.18)", pattern: stroke(...rising, ...falling) },
};

function tile(look: Look, scale: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SQUARE * scale;
  const pen = canvas.getContext("2d");
  if (pen) {
    pen.scale(scale, scale);
    pen.fillStyle = look.wash;
    pen.fillRect(0, 0, SQUARE, SQUARE);
    pen.fillStyle = pen.strokeStyle = look.line;
    pen.lineWidth = 0.9;
    pen.beginPath();
    look.pattern?.(pen);
  }
  return canvas;
}

function paint(look: Look): string | CanvasPattern {
  const pen = look.pattern && document.createElement("canvas").getContext("2d");
  return (pen && pen.createPattern(tile(look, Math.max(1, Math.round(DEVICE_PIXEL_RATIO))), "repeat")) || look.wash;
}

const styles = new Map<Ground, Style>();

/** The style of a class. */
export function style(ground: Ground): Style {
  let made = styles.get(ground);
  if (!made) {
    const look = LOOKS[ground];
    made = new Style({ fill: new Fill({ color: paint(look) }), stroke: new Stroke({ color: look.line, width: look.width, ...(look.dash && { lineDash: look.dash }) }) });
    styles.set(ground, made);
  }
  return made;
}

/** Outline of what the reader points at: ink in yellow, seen on every ground. */
export const POINTED = [new Style({ stroke: new Stroke({ color: "#16232B", width: 6 }) }), new Style({ stroke: new Stroke({ color: "#FFBF2F", width: 3 }) })];

/** The class of a feature of the register's tiles. */
export function ground(feature: FeatureLike): Ground {
  const layer = String(feature.get("layer"));
  if (layer === "applications") return "application";
  if (layer === "reserved-areas") return "reserved";
  if (feature.get("status") === "pending") return "application";
  const named = String(feature.get("class"));
  return named in LOOKS ? (named as Ground) : "other";
}

/** A small picture of a class for a legend; it says nothing by itself. */
export function swatch(of: Ground): HTMLCanvasElement {
  const [look, scale] = [LOOKS[of], 2];
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [28 * scale, 16 * scale];
  canvas.className = "live-swatch";
  canvas.setAttribute("aria-hidden", "true");
  const pen = canvas.getContext("2d");
  const fill = pen?.createPattern(tile(look, scale), "repeat");
  if (pen && fill) {
    pen.fillStyle = fill;
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.strokeStyle = look.line;
    pen.lineWidth = look.width * scale;
    pen.setLineDash((look.dash ?? []).map((n) => n * scale));
    pen.strokeRect(scale, scale, canvas.width - 2 * scale, canvas.height - 2 * scale);
  }
  return canvas;
}
