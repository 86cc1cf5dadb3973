// People, companies and authorities, as they come: a company in Beijing registers in Chinese by a passkey, an
// officer and a registrar in Quetta decide in Urdu, the company declares its owners, invites and delegates, an
// auditor reads who did what.
//
// Called by all.test.mjs. It reads only what stands on the screen; letters come from the demonstration's mailbox.

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { reader } from "../support/browser.mjs";

const STAMP = Date.now().toString(36);
const APPLICANT = `applicant.${STAMP}@example.cn`;
const COLLEAGUE = `colleague.${STAMP}@example.cn`;
const COMPANY = `演示勘探（${STAMP}）有限公司`;
const QUETTA = (who) => `${who}.quetta@demonstration.example`;
/** Letters leave every two seconds. */
const LETTER_MS = 15_000;

/** A reader whose device has a passkey that it shows without asking. */
async function person(world, lang, options = {}) {
  const one = await reader(world.browser, world.base, { lang, ...options });
  const wire = await one.context.newCDPSession(one.page);
  await wire.send("WebAuthn.enable");
  await wire.send("WebAuthn.addVirtualAuthenticator", { options: { protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  return one;
}

/** The password that the sign-in page of a demonstration names. */
async function password(world) {
  const text = await (await fetch(`${world.base}/en/sign-in`)).text();
  return /kaan-[0-9a-f]{12}/.exec(text)[0];
}

async function signIn(world, page, lang, email) {
  await page.goto(`/${lang}/sign-in`);
  await page.fill("#form input[name=email]", email);
  await page.fill("#form input[name=password]", await password(world));
  await page.click("#form button[type=submit]");
  await page.waitForURL(new RegExp(`/${lang}/account`));
}

/** Proves anew who one is, where the page asks for it, and presses on. */
async function confirmed(world, page, press) {
  await press();
  await page.waitForLoadState();
  if (!/\/account\/confirm/.test(page.url())) return;
  const run = page.locator("main [data-passkey-run]");
  if (await page.locator("#form input[name=password]").count()) {
    await page.fill("#form input[name=password]", await password(world));
    await page.click("#form button[type=submit]");
  } else {
    await run.click();
  }
  await page.waitForURL((u) => !/\/account\/confirm/.test(u.pathname));
}

/** The link in the newest letter to somebody, as the mailbox of the demonstration shows it. */
async function letterTo(page, lang, email, part) {
  for (const until = Date.now() + LETTER_MS; ; ) {
    await page.goto(`/${lang}/mailbox`);
    const letters = page.locator("main ul.results li", { hasText: email }).locator("a");
    for (const letter of await letters.evaluateAll((all) => all.map((a) => a.getAttribute("href")))) {
      await page.goto(letter);
      const link = page.locator(`main a[href*="${part}"]`).first();
      if (await link.count()) return link.getAttribute("href");
    }
    assert.ok(Date.now() < until, `no letter to ${email} within ${LETTER_MS} ms`);
    await new Promise((done) => setTimeout(done, 500));
  }
}

/** Opens an account by a letter and a passkey. */
async function openAccount(page, lang, name, email, next = "") {
  await page.goto(`/${lang}/sign-in/new${next}`);
  await page.fill("#form input[name=name]", name);
  await page.fill("#form input[name=email]", email);
  await page.click("#form button[type=submit]");
  await page.waitForURL(/sign-in\/sent/);
  await page.goto(await letterTo(page, lang, email, "/sign-in/link/"));
  await page.fill("main input[name=label]", "test");
  await page.click("main [data-passkey-run]");
  await page.waitForURL(new RegExp(`/${lang}/account`));
}

export function people(world) {
  describe("people, companies and authorities", () => {
    const at = {};

    it("a person in Beijing opens an account by a letter and a passkey, and signs in with it", async () => {
      const one = (at.applicant = await person(world, "zh"));
      await openAccount(one.page, "zh", "演示申请人", APPLICANT);
      await one.page.locator('main form[action$="/sign-out"] button').click();
      await one.page.waitForURL(/sign-in/);
      await one.page.click("main [data-passkey-run]");
      await one.page.waitForURL(/\/zh\/account/);
      assert.match(await one.page.locator("main").innerText(), new RegExp(APPLICANT.replaceAll(".", "\\.")));
    });

    it("registers a company: what is wrong is told at once, and nothing typed is lost", async () => {
      const { page } = at.applicant;
      await page.goto("/zh/parties/register");
      await page.check('input[name=kind][value="company"]');
      await page.check('input[name=binding][value="zh"]');
      await page.fill("input[name=name_zh]", COMPANY);
      await page.fill("input[name=source_zh]", "营业执照");
      await page.fill("input[name=id_uscc]", "91110000100001234X");
      await page.selectOption("select[name=country]", "CN");
      await page.selectOption("select[name=territory]", "PK-BA");
      await page.click("button[value=lodge]");
      await page.waitForLoadState();
      assert.ok((await page.locator(".error-summary a, [role=alert] a").count()) >= 2, "several faults at once");
      assert.match(await page.locator("main").innerText(), /校验/);
      assert.equal(await page.inputValue("input[name=name_zh]"), COMPANY);
      await page.fill("input[name=id_uscc]", "");
      await page.fill("input[name=id_other]", `DEMO-${STAMP}`);
      await page.fill("textarea[name=address]", "北京市，演示地址");
      await page.fill("input[name=email]", APPLICANT);
      await page.setInputFiles("input[name=evidence_1]", { name: "licence.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n%%EOF\n") });
      await page.click("button[value=lodge]");
      await page.waitForURL(/\/zh\/parties\/registrations\//);
      at.registration = new URL(page.url()).pathname.replace(/^\/zh/, "");
      assert.match(await page.locator("main").innerText(), new RegExp(STAMP));
    });

    it("an officer in Quetta examines it in Urdu, and cannot sign what was prepared; a registrar signs", async () => {
      const officer = await person(world, "ur");
      await signIn(world, officer.page, "ur", QUETTA("officer"));
      await officer.page.goto("/ur/parties/registrations");
      await officer.page.locator(`main a[href$="${at.registration}"]`).click();
      await officer.page.click("button[value=take]");
      await officer.page.fill("textarea[name=advice]", "کاغذات مکمل ہیں");
      await officer.page.click("button[value=advise]");
      await officer.page.waitForLoadState();
      assert.equal(await officer.page.locator('form[action$="/approve"]').count(), 0, "the officer has no button to sign");
      await officer.close();

      const peshawar = await person(world, "ur");
      await signIn(world, peshawar.page, "ur", "officer.peshawar@demonstration.example");
      const answer = await peshawar.page.goto(`/ur${at.registration}`);
      assert.ok([403, 404].includes(answer.status()), "another province sees nothing of it");
      await peshawar.close();

      const registrar = await person(world, "ur");
      await signIn(world, registrar.page, "ur", QUETTA("registrar"));
      await registrar.page.goto(`/ur${at.registration}`);
      await confirmed(world, registrar.page, () => registrar.page.click('form[action$="/approve"] button'));
      if (await registrar.page.locator('form[action$="/approve"] button').count()) {
        await registrar.page.click('form[action$="/approve"] button');
        await registrar.page.waitForLoadState();
      }
      assert.match(registrar.page.url(), /\/ur\/parties\/[0-9a-f-]{36}$/, "the signed registration leads to the party");
      at.party = new URL(registrar.page.url()).pathname.replace(/^\/ur/, "");
      assert.deepEqual(registrar.diary.faults, []);
      await registrar.close();
    });

    it("the company is public, in every language, with its proof", async () => {
      for (const lang of ["en", "zh", "ur"]) {
        const { page, close } = await reader(world.browser, world.base, { lang, script: false });
        const answer = await page.goto(`/${lang}${at.party}`);
        assert.equal(answer.status(), 200);
        const text = await page.locator("main").innerText();
        assert.match(text, new RegExp(STAMP));
        assert.ok(!text.includes(APPLICANT), "the address of the contact is not public");
        await close();
      }
    });

    it("the company declares its owners; shares that do not add up say so", async () => {
      const { page } = at.applicant;
      await confirmed(world, page, () => page.goto("/zh/account/confirm?next=/zh/account"));
      await page.goto(`/zh${at.party}/owners/declare`);
      await page.fill("input[name=r1_name_zh]", `演示所有人（${STAMP}）`);
      await page.fill("input[name=r1_country]", "CN");
      await page.fill("input[name=r1_shares]", "101");
      await page.fill("input[name=r1_from]", "2026-01-01");
      await page.click("button.plain[value=check]");
      await page.waitForLoadState();
      assert.ok((await page.locator(".error-summary a, [role=alert] a").count()) >= 1, "101 % is refused at its field");
      await page.fill("input[name=r1_shares]", "60");
      await page.locator("button[value=declare]").click();
      await page.waitForURL((u) => !u.pathname.endsWith("/declare"));
      const text = await page.locator("main").innerText();
      assert.match(text, new RegExp(STAMP));
      assert.match(text, /缺少/, "what is missing of a hundred is said");
    });

    it("invites a colleague, who accepts, and delegates a role for a month", async () => {
      const { page } = at.applicant;
      await page.goto("/zh/office");
      await page.locator('main a[href$="/invitations/new"]').click();
      await page.fill("#form input[name=email], main input[name=email]", COLLEAGUE);
      await page.selectOption("select[name=role]", "representative");
      await page.locator("main form:has(select[name=role]) button[type=submit]").click();
      await page.waitForLoadState();
      assert.ok(/\/invitations(\?.*)?$/.test(page.url()), `${page.url()} ${(await page.locator("main").innerText()).slice(0, 400)}`);
      const colleague = await person(world, "zh");
      await openAccount(colleague.page, "zh", "演示同事", COLLEAGUE);
      await colleague.page.goto(await letterTo(colleague.page, "zh", COLLEAGUE, "/sign-in/invitation/"));
      await colleague.page.locator("main form button[type=submit]").first().click();
      await colleague.page.waitForURL(/\/zh\/account/);
      await page.goto("/zh/account/delegations");
      const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
      await page.selectOption("#form select[name=to]", { label: "演示同事" });
      await page.fill("#form input[name=until]", day);
      await page.click("#form button[type=submit]");
      await page.waitForLoadState();
      assert.match(await page.locator("main").innerText(), /演示同事/);
      await colleague.page.goto("/zh/account");
      assert.match(await colleague.page.locator("main").innerText(), /演示申请人/, "the colleague sees whose role it is");
      await colleague.close();
    });

    it("an auditor reads who did what, and by which right", async () => {
      const auditor = await person(world, "en");
      await signIn(world, auditor.page, "en", QUETTA("auditor"));
      await auditor.page.goto("/en/audit");
      const text = await auditor.page.locator("main").innerText();
      assert.match(text, /registrar/i);
      await auditor.close();
    });
  });
}
