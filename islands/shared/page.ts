// What the islands share about the page: language, words, elements, the link's speed.
//
// Called by every island. It never holds a sentence: words come from the locale files through the build.

/** Says a message with its values, each isolated so that codes keep their order in Urdu. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

export type Lang = "en" | "zh" | "ur";

/** The page's language. */
export const lang: Lang = ((code) => (code === "zh" || code === "ur" ? code : "en"))(document.documentElement.lang.slice(0, 2));

const packs = {
  map: { en: () => import("words:map/en"), zh: () => import("words:map/zh"), ur: () => import("words:map/ur") },
  area: { en: () => import("words:area/en"), zh: () => import("words:area/zh"), ur: () => import("words:area/ur") },
};

/** Fetches an island's words in the page's language. */
export async function words(island: keyof typeof packs): Promise<Say> {
  const { default: pack } = await packs[island][lang]();
  return (key, values = {}) => (pack[key] ?? key).replace(/\{([a-z]+)\}/g, (_, name: string) => `\u2068${values[name] ?? ""}\u2069`);
}

/** A number as all three languages write it here: Western digits. */
export function digits(n: number, decimals = 0): string {
  return n.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

type Child = Node | string | null | undefined;

/** Makes an element; attributes that are `false` or absent are left out. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | boolean | undefined> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((c): c is Node | string => c !== null && c !== undefined));
  return made;
}

/** A code or number that reads from the left in every language. */
export function code(text: string): HTMLElement {
  return el("bdi", { class: "code", dir: "ltr", translate: "no" }, text);
}

/** Makes a button. */
export function button(text: string, act: () => void, attributes: Record<string, string | boolean> = {}): HTMLButtonElement {
  const made = el("button", { type: "button", ...attributes }, text);
  made.addEventListener("click", act);
  return made;
}

/** Whether the browser says that the link is good; a browser that says nothing counts as slow. */
export function fast(): boolean {
  const link = (navigator as { connection?: { saveData?: boolean; effectiveType?: string } }).connection;
  return link !== undefined && !link.saveData && link.effectiveType === "4g";
}

/** Remembers a choice on this computer, where the browser lets us. */
export const memory = {
  get(store: "localStorage" | "sessionStorage", key: string): string | null {
    try {
      return window[store].getItem(key);
    } catch {
      return null;
    }
  },
  set(store: "localStorage" | "sessionStorage", key: string, value: string | null): void {
    try {
      if (value === null) window[store].removeItem(key);
      else window[store].setItem(key, value);
    } catch {
      // Storage may be forbidden: then nothing is remembered.
    }
  },
};

/** Runs an act once nothing has called for `wait` milliseconds. */
export function settled(wait: number, act: () => void): () => void {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = window.setTimeout(act, wait);
  };
}
