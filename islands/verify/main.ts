// Checks one ledger entry on the reader's own machine: leaf, proof, signature.
//
// Loaded by pages that name the island "verify"; all it needs stands in the page's markup. It never asks the
// server anything, and never says "good" when a step could not be taken.

import { bytes, opened } from "./note";
import { included } from "./tree";

type Verdict = "good" | "bad" | "unsupported";

async function verdict({ entry = "", index = "", proof = "", checkpoint = "", vkey = "" }: DOMStringMap): Promise<Verdict> {
  if (!globalThis.crypto?.subtle) return "unsupported";
  try {
    const tree = await opened(new TextDecoder("utf-8", { fatal: true }).decode(bytes(checkpoint)), vkey);
    const steps = proof.split(" ").filter(Boolean).map(bytes);
    return tree && (await included(bytes(entry), Number(index), tree.size, steps, tree.root)) ? "good" : "bad";
  } catch (e) {
    return e instanceof DOMException && e.name === "NotSupportedError" ? "unsupported" : "bad";
  }
}

for (const root of document.querySelectorAll<HTMLElement>('[data-island="verify"]')) {
  const run = root.querySelector<HTMLButtonElement>("[data-verify-run]");
  const result = root.querySelector<HTMLElement>("[data-verify-result]");
  if (!run || !result) continue;
  run.hidden = false;
  run.addEventListener("click", async () => {
    run.disabled = true;
    result.textContent = root.dataset["running"] ?? "";
    const answer = await verdict(root.dataset);
    result.dataset["verdict"] = answer;
    result.textContent = root.dataset[answer] ?? "";
    run.disabled = false;
  });
}
