// The three islands on real pages: the live map, the area that is drawn, the proof that is checked.
//
// Called by all.test.mjs. Faults are made by changing the page or the link, never the program.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { overflow, reader } from "../support/browser.mjs";
import { axeFindings, snifferFindings } from "../support/checkers.mjs";
import { feature, firstPosition, squareAt } from "../support/pages.mjs";

async function openMap(page, path) {
  await page.goto(path);
  await page.click("[data-map-live]");
  await page.waitForSelector(".live-box canvas");
}

/** Waits until the list below the map has counted something. */
async function counted(page) {
  await page.waitForFunction(() => /[1-9]/.test(document.querySelector(".live-list summary")?.textContent ?? ""));
  return Number((await page.textContent(".live-list summary")).replace(/\D/g, ""));
}

async function verdict(page) {
  await page.click("[data-verify-run]");
  await page.waitForFunction(() => document.querySelector("[data-verify-result]")?.dataset.verdict);
  return page.evaluate(() => ({ verdict: document.querySelector("[data-verify-result]").dataset.verdict, text: document.querySelector("[data-verify-result]").textContent }));
}

function mapSuite(world) {
  describe("the live map", () => {
    it("loads on its button, draws the register's tiles and lists what is in view", async () => {
      const { page, diary, close } = await reader(world.browser, world.base);
      const tiles = [];
      page.on("response", (r) => r.url().includes("/tiles/register/") && tiles.push(r.status()));
      await openMap(page, "/en/map");
      assert.ok((await counted(page)) > 10);
      assert.ok(tiles.length > 0 && tiles.every((s) => s === 200 || s === 204), `tiles answered ${[...new Set(tiles)]}`);
      const colours = await page.evaluate(() => {
        const canvas = document.querySelector(".live-box canvas");
        const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
        return new Set(Array.from({ length: data.length / 400 }, (_, i) => `${data[i * 400]},${data[i * 400 + 1]},${data[i * 400 + 2]}`)).size;
      });
      assert.ok(colours > 5, `${colours} colours drawn`);
      await page.locator(".live-list summary").click();
      const first = page.locator(".live-list a").first();
      const name = await first.innerText();
      await first.click();
      await page.waitForLoadState();
      assert.match(await page.locator("h1").innerText(), new RegExp(name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
      assert.deepEqual(diary.faults, []);
      await close();
    });

    it("the address and the table follow the view, and the page of the new address agrees", async () => {
      const { page, close } = await reader(world.browser, world.base);
      await openMap(page, "/en/map");
      await counted(page);
      const before = page.url();
      await page.locator(".live-box").focus();
      for (const key of ["+", "+", "ArrowUp"]) {
        await page.keyboard.press(key);
        await page.waitForTimeout(300);
      }
      await page.waitForFunction((b) => location.href !== b && location.search.includes("bbox="), before);
      const link = page.locator(".live-note a");
      const fresh = page.getByText("The table below shows this view.");
      await link.or(fresh).first().waitFor();
      if (await link.count()) await link.first().click();
      const shown = await page.locator("#results").innerText();
      await page.reload();
      assert.equal(await page.locator("#results").innerText(), shown);
      await page.goto("/en/about");
      await page.goBack();
      assert.match(page.url(), /bbox=/);
      await close();
    });

    it("a click names what lies there, and the card reads from the right in Urdu while the map does not turn", async () => {
      const title = await feature(world.base, "titles", (f) => f.geometry && f.properties.status === "active");
      const [lon, lat] = firstPosition(title.geometry);
      const { page, close } = await reader(world.browser, world.base, { lang: "ur" });
      await openMap(page, `/ur/map?bbox=${lon - 0.02},${lat - 0.02},${lon + 0.02},${lat + 0.02}`);
      await counted(page);
      assert.equal(await page.getAttribute(".live-box", "dir"), "ltr");
      await page.locator(".live-box").click();
      const card = page.locator(".live-card");
      await card.waitFor();
      assert.equal(await card.getAttribute("dir"), "rtl");
      assert.match(await card.innerText(), new RegExp(String(title.id)));
      await page.keyboard.press("Escape");
      await card.waitFor({ state: "hidden" });
      await close();
    });

    it("is accessible and fits on a phone", async () => {
      for (const lang of ["zh", "ur"]) {
        const { page, close, diary } = await reader(world.browser, world.base, { lang, width: 360 });
        await openMap(page, `/${lang}/map`);
        await counted(page);
        assert.equal(await overflow(page), null);
        assert.deepEqual([...(await axeFindings(page)), ...(await snifferFindings(page))], []);
        assert.deepEqual(diary.faults, []);
        await close();
      }
    });

    it("when its parts cannot be had, the picture stays and words say so", async () => {
      const { page, close } = await reader(world.browser, world.base);
      await page.route("**/chunks/basemap-*", (r) => r.abort());
      await page.goto("/en/map");
      await page.click("[data-map-live]");
      await page.getByText("The live map could not be loaded.").waitFor();
      assert.ok(await page.locator("[data-map] > svg:visible").first().isVisible());
      await close();
    });
  });
}

function areaSuite(world) {
  describe("the live check", () => {
    it("answers while the corners are typed, as the form does", async () => {
      const title = await feature(world.base, "titles", (f) => f.geometry && f.properties.status === "active");
      const corners = squareAt(firstPosition(title.geometry).map((n) => n - 0.005));
      const { page, diary, close } = await reader(world.browser, world.base, { lang: "zh" });
      await page.goto("/zh/check");
      await page.fill("textarea[name=corners]", corners);
      await page.locator('.live-answer[data-state="met"]').waitFor();
      const live = await page.locator(".live-answer").innerText();
      const number = String(title.properties.number ?? title.id);
      assert.ok(live.includes(number), live);
      const area = /([\d,.]+) km²/.exec(live)[1];
      await page.click("form[data-island=area] button[type=submit]");
      await page.waitForLoadState();
      const form = await page.locator("main").innerText();
      assert.ok(form.includes(number) && form.includes(area), "form and live answer agree");
      assert.deepEqual(diary.faults, []);
      await close();
    });

    it("draws, writes the corners into the field, and judges what was drawn", async () => {
      const { page, diary, close } = await reader(world.browser, world.base);
      await page.goto("/en/check");
      await page.click("[data-area-draw]");
      await page.waitForSelector(".live-box canvas");
      await page.waitForTimeout(800);
      await page.locator(".live-box").scrollIntoViewIfNeeded();
      const box = await page.locator(".live-box").boundingBox();
      for (const [x, y, last] of [[0.4, 0.3], [0.6, 0.32], [0.62, 0.6], [0.42, 0.62, true]]) {
        await page.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 3 });
        await page.mouse[last ? "dblclick" : "click"](box.x + box.width * x, box.y + box.height * y);
        await page.waitForTimeout(350);
      }
      await page.locator(".live-answer[data-state]").waitFor();
      const typed = await page.inputValue("textarea[name=corners]");
      assert.equal(typed.split("\n").length, 4, typed);
      await page.getByRole("button", { name: "Clear" }).click();
      assert.equal(await page.inputValue("textarea[name=corners]"), "");
      await page.getByRole("button", { name: "Undo" }).click();
      assert.equal(await page.inputValue("textarea[name=corners]"), typed);
      assert.deepEqual([...(await axeFindings(page)), ...(await snifferFindings(page))], []);
      assert.deepEqual(diary.faults, []);
      await close();
    });

    it("names a fault of the outline in the reader's words", async () => {
      const { page, close } = await reader(world.browser, world.base, { lang: "ur" });
      await page.goto("/ur/check");
      await page.fill("textarea[name=corners]", "61, 29\n61.1, 29.1\n61.1, 29\n61, 29.1");
      await page.locator('.live-answer[data-state="invalid"]').waitFor();
      const text = await page.locator(".live-answer li").first().innerText();
      assert.match(text, /[\u0600-\u06FF]/);
      await close();
    });

    it("keeps the typing when the link drops and the page is lost", async () => {
      const { page, context, close } = await reader(world.browser, world.base);
      await page.goto("/en/check");
      await context.setOffline(true);
      await page.fill("textarea[name=corners]", squareAt([66.1, 29.2]));
      await page.getByText("Not connected. Your typing is kept on this computer.").waitFor();
      await context.setOffline(false);
      await page.locator('.live-answer[data-state]').waitFor();
      await page.goto("/en/about");
      await page.goto("/en/check");
      await page.getByText("Your earlier typing was put back.").or(page.locator(".live-answer[data-state]")).first().waitFor();
      assert.equal(await page.inputValue("textarea[name=corners]"), squareAt([66.1, 29.2]));
      await close();
    });
  });
}

function verifySuite(world) {
  describe("the check on the reader's machine", () => {
    for (const index of [0, 1, 700]) {
      it(`says that entry ${index} is good, and asks nobody`, async () => {
        const { page, diary, close } = await reader(world.browser, world.base);
        await page.goto(`/en/ledger/entries/${index}`);
        await page.waitForLoadState("networkidle");
        let asked = 0;
        page.on("request", () => (asked += 1));
        const { verdict: is, text } = await verdict(page);
        assert.equal(is, "good");
        assert.match(text, /proof holds/);
        assert.equal(asked, 0);
        assert.deepEqual(diary.faults, []);
        await close();
      });
    }

    const spoil = {
      "a byte of the entry": (d) => (d.entry = btoa(atob(d.entry).replace(/.$/, (c) => String.fromCharCode(c.charCodeAt(0) ^ 1)))),
      "its place": (d) => (d.index = String(Number(d.index) + 1)),
      "a hash of the proof": (d) => (d.proof = d.proof.replace(/^./, (c) => (c === "A" ? "B" : "A"))),
      "the size in the checkpoint": (d) => (d.checkpoint = btoa(atob(d.checkpoint).replace(/\n(\d+)\n/, (_, n) => `\n${Number(n) + 1}\n`))),
      "the key": (d) => (d.vkey = d.vkey.replace(/.$/, (c) => (c === "A" ? "B" : "A"))),
    };
    for (const [what, change] of Object.entries(spoil)) {
      it(`says that an entry is bad when ${what} was changed`, async () => {
        const { page, close } = await reader(world.browser, world.base, { lang: "ur" });
        await page.goto("/ur/ledger/entries/5");
        await page.evaluate(`(${change})(document.querySelector("[data-island=verify]").dataset)`);
        const { verdict: is, text } = await verdict(page);
        assert.equal(is, "bad");
        assert.match(text, /[\u0600-\u06FF]/);
        await close();
      });
    }

    it("never says good where the browser lacks the means", async () => {
      const { page, close } = await reader(world.browser, world.base);
      await page.addInitScript(() => Object.defineProperty(globalThis.crypto, "subtle", { value: undefined }));
      await page.goto("/en/ledger/entries/1");
      const { verdict: is, text } = await verdict(page);
      assert.equal(is, "unsupported");
      assert.match(text, /cannot check/);
      await close();
    });
  });
}

export function islands(world) {
  mapSuite(world);
  areaSuite(world);
  verifySuite(world);
}
