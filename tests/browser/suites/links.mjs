// Links: no page leads nowhere, and every page has its words in the reader's language.
//
// Called by all.test.mjs. It never follows a link to another host.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { LANGS } from "../support/browser.mjs";

/** Most links that are tried. */
const MOST = 400;

function hrefs(html, from) {
  return [...html.matchAll(/\s(?:href|src|action)="([^"]+)"/g)].map((m) => m[1].replaceAll("&amp;", "&").replaceAll("&#x2f;", "/")).map((h) => new URL(h, from));
}

export function links(world) {
  describe("links", () => {
    it("no page leads nowhere", async () => {
      const seen = new Map();
      for (const lang of LANGS) {
        for (const path of Object.values(world.kinds)) {
          const from = `${world.base}/${lang}${path}`;
          const html = await (await fetch(from)).text();
          for (const to of hrefs(html, from)) {
            to.hash = "";
            if (to.host === new URL(world.base).host && to.pathname !== "/language") seen.set(to.href, from);
          }
        }
      }
      // A sample that holds every form of address: after the first few of a form the others say nothing new.
      const forms = new Map();
      const sample = [...seen.keys()].filter((href) => {
        const { pathname, searchParams } = new URL(href);
        const form = `${pathname.replace(/\/[^/]*[0-9%][^/]*/g, "/*")}?${[...searchParams.keys()].sort()}`;
        forms.set(form, (forms.get(form) ?? 0) + 1);
        return forms.get(form) <= 2;
      });
      const broken = [];
      for (const href of sample.slice(0, MOST)) {
        const answer = await fetch(href, { redirect: "follow" });
        await answer.body?.cancel();
        if (answer.status >= 400 && !/NOSUCHTITLE|nothing-here/.test(href)) broken.push(`${answer.status} ${href} (on ${seen.get(href)})`);
      }
      assert.deepEqual(broken, []);
    });

    it("every page names itself in all three languages and its own address", async () => {
      const broken = [];
      for (const [name, path] of Object.entries(world.kinds)) {
        const html = await (await fetch(`${world.base}/ur${path}`, { headers: { accept: "text/html" } })).text();
        for (const hreflang of ["en", "zh", "ur"]) {
          if (!new RegExp(`hreflang="${hreflang}`).test(html) && !/no such/.test(name)) broken.push(`${name}: no link to ${hreflang}`);
        }
        if (!/<html lang="ur" dir="rtl"/.test(html)) broken.push(`${name}: not marked as Urdu from right to left`);
        if (!/<meta name="description" content="[^"]+/.test(html) && !/no such/.test(name)) broken.push(`${name}: no description`);
      }
      assert.deepEqual(broken, []);
    });

    it("a bare address goes to the reader's language", async () => {
      const to = async (path, headers) => new URL((await fetch(`${world.base}${path}`, { redirect: "manual", headers })).headers.get("location") ?? "/none", world.base).pathname;
      assert.equal(await to("/titles", { "accept-language": "ur-PK,ur;q=0.9,en;q=0.5" }), "/ur/titles");
      assert.equal(await to("/titles", { "accept-language": "zh-CN" }), "/zh/titles");
      assert.match(await to("/", { "accept-language": "fr" }), /^\/en\/?$/);
    });
  });
}
