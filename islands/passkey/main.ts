// Passkeys: makes one, signs in with one, or confirms an act with one.
//
// Loaded by the pages that name the island "passkey"; addresses and words stand in the page's markup. It never
// decides anything: the server judges, and says where to go next. Without it the page's form does the same.

import { options, said } from "./bytes";

type Json = Record<string, unknown>;

/** What the server refused, in the reader's words. */
class Refused extends Error {}

async function ask(address: string, body: Json): Promise<Json> {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
    credentials: "same-origin",
  });
  const found = (await answer.json().catch(() => ({}))) as Json;
  if (!answer.ok) throw new Refused(typeof found["detail"] === "string" ? found["detail"] : "");
  return found;
}

async function run(root: HTMLElement): Promise<string> {
  const { begin = "", finish = "", mode = "get" } = root.dataset;
  const fields: Json = {};
  for (const input of root.querySelectorAll<HTMLInputElement>("input[name]")) fields[input.name] = input.value;
  const { ticket, options: wanted } = await ask(begin, fields);
  const publicKey = options((wanted as Json)["publicKey"] as Json);
  const credential = (mode === "create"
    ? await navigator.credentials.create({ publicKey } as unknown as CredentialCreationOptions)
    : await navigator.credentials.get({ publicKey } as unknown as CredentialRequestOptions)) as PublicKeyCredential | null;
  if (!credential) throw new Refused("");
  const { next } = await ask(finish, { ...fields, ticket, credential: said(credential) });
  return typeof next === "string" && /^\/(?![/\\])/.test(next) ? next : "/";
}

for (const root of document.querySelectorAll<HTMLElement>('[data-island="passkey"]')) {
  const button = root.querySelector<HTMLButtonElement>("[data-passkey-run]");
  const result = root.querySelector<HTMLElement>("[data-passkey-result]");
  if (!button || !result) continue;
  const say = (key: string) => (result.textContent = root.dataset[key] ?? "");
  if (!globalThis.PublicKeyCredential || !navigator.credentials) {
    say("unsupported");
    continue;
  }
  root.hidden = false;
  button.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    say("running");
    try {
      location.assign(await run(root));
    } catch (e) {
      button.disabled = false;
      if (e instanceof Refused && e.message) result.textContent = e.message;
      // The browser gives one name to "no", "too late" and "no such key": nobody shall learn which.
      else say(e instanceof DOMException && e.name === "InvalidStateError" ? "known" : "failed");
    }
  });
}
