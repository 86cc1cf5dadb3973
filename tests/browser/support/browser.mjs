// One Chromium for all tests, and contexts that note everything that must not happen.
//
// Called by every suite. It never reaches beyond this machine: each context counts calls to other hosts.

import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
export const LANGS = ["en", "zh", "ur"];
const LOCALES = { en: "en-GB", zh: "zh-CN", ur: "ur-PK" };
const ZONES = { en: "Europe/London", zh: "Asia/Shanghai", ur: "Asia/Karachi" };

export async function launch() {
  const executablePath = process.env.CHROME || execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
  return chromium.launch({ executablePath, args: FLAGS });
}

/**
 * Opens a page as a reader of this language has it, with a diary of what must not happen: calls to other
 * hosts, violations of the content policy, errors on the console. `weights` adds bytes on the wire by type.
 */
export async function reader(browser, base, { lang = "en", width = 1280, height = 800, script = true, weights = false } = {}) {
  const context = await browser.newContext({ baseURL: base, viewport: { width, height }, locale: LOCALES[lang], timezoneId: ZONES[lang], javaScriptEnabled: script, reducedMotion: "reduce" });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const diary = { faults: [], bytes: 0, scripts: 0 };
  const own = new URL(base).host;
  page.on("request", (r) => {
    const { protocol, host } = new URL(r.url());
    if (/^https?:$/.test(protocol) && host !== own) diary.faults.push(`calls ${r.url()}`);
  });
  page.on("response", (r) => {
    if (r.status() >= 400 && r.request().resourceType() !== "document") diary.faults.push(`${r.status()} ${r.url()}`);
  });
  page.on("pageerror", (e) => diary.faults.push(`script: ${e.message}`));
  page.on("console", (m) => {
    if (m.type() === "error" && !/Failed to load resource/.test(m.text())) diary.faults.push(`console: ${m.text()}`);
  });
  if (weights) {
    const wire = await context.newCDPSession(page);
    const types = new Map();
    await wire.send("Network.enable");
    wire.on("Network.responseReceived", (e) => types.set(e.requestId, e.type));
    wire.on("Network.loadingFinished", (e) => {
      diary.bytes += e.encodedDataLength;
      if (types.get(e.requestId) === "Script") diary.scripts += e.encodedDataLength;
    });
  }
  return { page, context, diary, close: () => context.close() };
}

/** How far the page reaches beyond its window, and what does. */
export function overflow(page) {
  return page.evaluate(() => {
    const over = document.documentElement.scrollWidth - innerWidth;
    if (over <= 0) return null;
    const wide = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode() && wide.length < 4) {
      const range = document.createRange();
      range.selectNodeContents(walk.currentNode);
      const parent = walk.currentNode.parentElement;
      const out = [...range.getClientRects()].some((r) => r.width > 0 && (r.right > innerWidth + 1 || r.left < -1));
      if (out && !parent.closest("svg, .visually-hidden")) wide.push(`${parent.tagName.toLowerCase()}.${[...parent.classList].join(".")} “${walk.currentNode.data.trim().slice(0, 30)}”`);
    }
    return `${over} px wider than the window: ${wide.join(", ")}`;
  });
}
