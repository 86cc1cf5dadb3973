// What people come for, done as they do it: without script, in their language, by keyboard, on paper.
//
// Called by all.test.mjs. It reads only what stands on the screen.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { reader } from "../support/browser.mjs";
import { feature, firstPosition } from "../support/pages.mjs";

/** Degrees, minutes and seconds as a Chinese sheet of corners has them. */
function dms(value, positive, negative) {
  const total = Math.round(Math.abs(value) * 3600 * 1000) / 1000;
  const [d, m] = [Math.floor(total / 3600), Math.floor((total % 3600) / 60)];
  return `${value < 0 ? negative : positive}${d}°${m}′${(total - d * 3600 - m * 60).toFixed(3)}″`;
}

export function journeys(world) {
  describe("without script", () => {
    it("a Chinese geologist checks a table of degrees, minutes and seconds by the form", async () => {
      const title = await feature(world.base, "titles", (f) => f.geometry && f.properties.status === "active");
      const [lon, lat] = firstPosition(title.geometry);
      const side = 0.02;
      const corners = [[-side, -side], [side, -side], [side, side], [-side, side]].map(([x, y]) => `${dms(lon + x, "东经", "西经")} ${dms(lat + y, "北纬", "南纬")}`);
      const { page, diary, close } = await reader(world.browser, world.base, { lang: "zh", script: false, width: 360 });
      await page.goto("/zh/check");
      await page.fill("textarea[name=corners]", corners.join("\n"));
      await page.click("form[data-island=area] button[type=submit]");
      const text = await page.locator("main").innerText();
      assert.match(text, new RegExp(String(title.properties.number ?? title.id)), "the answer names the title that lies there");
      assert.match(text, /重叠/);
      assert.match(text, /km²|平方公里/);
      assert.deepEqual(diary.faults, []);
      await close();
    });

    it("a citizen finds in Urdu, from the first page, who holds a place", async () => {
      const { page, diary, close } = await reader(world.browser, world.base, { lang: "ur", script: false, width: 360 });
      await page.goto("/");
      assert.match(page.url(), /\/ur\/?$/);
      await page.fill("main input[name=q]", "سیندک");
      await page.click("main form[role=search] button[type=submit]");
      const result = page.locator("main a", { hasText: /سیندک|Saindak/ }).first();
      await result.click();
      const text = await page.locator("main").innerText();
      assert.match(text, /Metallurgical|MCC|سیندک/);
      assert.match(text, /MCC|Metallurgical Corporation|سیندک میٹلز|Saindak Metals/);
      assert.deepEqual(diary.faults, []);
      await close();
    });

    it("a title is found by its number, and its page leads to its holder", async () => {
      const title = await feature(world.base, "titles", (f) => f.geometry);
      const { page, close } = await reader(world.browser, world.base, { script: false });
      await page.goto("/en");
      await page.fill("main input[name=q]", String(title.id));
      await page.click("main form[role=search] button[type=submit]");
      await page.locator(`main a[href$="/titles/${encodeURIComponent(title.id)}"]`).first().click();
      await page.locator('main a[href*="/holders/"]').first().click();
      assert.match(await page.locator("main").innerText(), new RegExp(String(title.id)));
      await close();
    });

    it("the map is drawn, has links on its shapes, and zooms by links", async () => {
      const { page, close } = await reader(world.browser, world.base, { script: false });
      await page.goto("/en/map");
      assert.ok((await page.locator("[data-map] svg a, [data-map] svg path").count()) > 10, "shapes in the picture");
      const before = page.url();
      await page.locator('main a[href*="bbox="]').first().click();
      assert.notEqual(page.url(), before);
      assert.ok(await page.locator("[data-map] > svg:visible").first().isVisible());
      await close();
    });
  });

  describe("keyboard", () => {
    it("the first stop skips to the content, every stop is seen, and none is a trap", async () => {
      const { page, close } = await reader(world.browser, world.base);
      await page.goto("/en/map");
      await page.keyboard.press("Tab");
      const skip = await page.evaluate(() => ({ href: document.activeElement?.getAttribute("href"), top: document.activeElement?.getBoundingClientRect().top }));
      assert.match(skip.href ?? "", /^#/);
      assert.ok(skip.top >= 0, "the skip link is seen when it has the focus");
      await page.keyboard.press("Enter");
      assert.ok(await page.evaluate((to) => document.querySelector(to) !== null, skip.href));
      const unseen = [];
      const stops = new Set();
      for (let n = 0; n < 60; n++) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(() => {
          const e = document.activeElement;
          if (!e || e === document.body) return null;
          const s = getComputedStyle(e);
          const r = e.getBoundingClientRect();
          return { seen: (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== "none", size: r.width * r.height, name: `${e.tagName} ${e.getAttribute("href") ?? e.getAttribute("name") ?? e.textContent?.slice(0, 30)}` };
        });
        if (!stop) break;
        stops.add(stop.name);
        if (!stop.seen) unseen.push(stop.name);
      }
      assert.deepEqual([...new Set(unseen)], []);
      assert.ok(stops.size > 15, `only ${stops.size} stops`);
      await close();
    });
  });

  describe("from right to left", () => {
    it("coordinates, numbers and dates keep their order in Urdu", async () => {
      const title = await feature(world.base, "titles", (f) => f.geometry);
      const { page, close } = await reader(world.browser, world.base, { lang: "ur" });
      await page.goto(`/ur/titles/${encodeURIComponent(title.id)}`);
      await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
      const broken = await page.evaluate(() => {
        const out = [];
        for (const bdi of document.querySelectorAll('main bdi[dir="ltr"]')) {
          const text = bdi.firstChild;
          if (text?.nodeType !== Node.TEXT_NODE || !bdi.getClientRects().length) continue;
          let [x, y] = [-Infinity, -Infinity];
          for (let i = 0; i < text.length; i++) {
            if (/\s/.test(text.data[i])) continue;
            const range = document.createRange();
            range.setStart(text, i);
            range.setEnd(text, i + 1);
            const r = range.getClientRects()[0];
            if (!r) continue;
            if (r.top < y + 5 && r.left < x - 0.5) {
              out.push(bdi.textContent);
              break;
            }
            [x, y] = [r.left, r.top];
          }
        }
        return out;
      });
      assert.deepEqual(broken, []);
      assert.ok((await page.locator('main bdi[dir="ltr"]').count()) > 8, "numbers are isolated");
      // What stands outside an isolating element must not hold a coordinate or a date.
      const bare = await page.evaluate(() => {
        const out = [];
        const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
        while (walk.nextNode()) {
          const t = walk.currentNode;
          if (!t.parentElement.closest('bdi, pre, code, svg, [dir="ltr"]') && /\d{4}-\d{2}-\d{2}|\d+°|\d+\.\d{4,}/.test(t.data)) out.push(t.data.trim().slice(0, 60));
        }
        return out;
      });
      assert.deepEqual(bare, []);
      await close();
    });
  });

  describe("on paper", () => {
    for (const [name, path] of [["a title", null], ["the register", "/titles"], ["a project", "project"]]) {
      it(`${name} prints on A4, in Urdu`, async () => {
        const title = await feature(world.base, "titles", (f) => f.geometry);
        const to = path === null ? `/titles/${encodeURIComponent(title.id)}` : path === "project" ? world.kinds.project : path;
        const { page, close } = await reader(world.browser, world.base, { lang: "ur", width: 794 });
        await page.goto(`/ur${to}`);
        await page.emulateMedia({ media: "print" });
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${over} px wider than the sheet`);
        assert.equal(await page.locator("header nav").first().isVisible().catch(() => false), false, "navigation is not printed");
        const pdf = await page.pdf({ format: "A4", printBackground: false });
        assert.ok(pdf.length > 5_000 && pdf.subarray(0, 5).toString() === "%PDF-");
        const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
        assert.ok(sheets >= 1 && sheets <= 6, `${sheets} sheets`);
        await close();
      });
    }
  });
}
