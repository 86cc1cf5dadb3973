// The two accessibility checkers: axe, and HTML CodeSniffer, which sees what axe does not in Urdu.
//
// Called by the suite of pages. It never hides a finding: what they report fails the page.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const sniffer = readFileSync(require.resolve("html_codesniffer/build/HTMLCS.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds on the page as it stands. */
export async function axeFindings(page) {
  if (!(await page.evaluate("typeof axe !== 'undefined'"))) await page.evaluate(axe);
  return page.evaluate(
    (values) =>
      axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }).then((r) => r.violations.map((v) => `axe ${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.any[0]?.message ?? ""}`).join(" | ")}`)),
    RULES,
  );
}

/** What HTML CodeSniffer calls an error by WCAG 2 AA. */
export async function snifferFindings(page) {
  if (!(await page.evaluate("typeof HTMLCS !== 'undefined'"))) await page.evaluate(sniffer);
  return page.evaluate(
    () =>
      new Promise((done) => {
        HTMLCS.process("WCAG2AA", document, () => {
          const errors = HTMLCS.getMessages().filter((m) => m.type === HTMLCS.ERROR);
          done(errors.slice(0, 5).map((m) => `htmlcs ${m.code.split(".").slice(3).join(".")}: ${m.msg} ${m.element?.outerHTML?.slice(0, 120) ?? ""}`));
        });
      }),
  );
}
