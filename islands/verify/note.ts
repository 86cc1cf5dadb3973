// Signed notes: reads a verifier key and a checkpoint, and says whether the key signed it (C2SP signed-note).
//
// Called by main.ts. It never fetches a key: the page shows the one that the reader may compare.

const ED25519 = 1;

/** Bytes of standard base64. */
export function bytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

export async function sha256(...parts: Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest("SHA-256", all));
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}

export interface Checkpoint {
  size: number;
  root: Uint8Array;
}

/** The checkpoint of a note that the key `vkey` (name+id+base64) signed; nothing when it did not, or either is broken. */
export async function opened(note: string, vkey: string): Promise<Checkpoint | null> {
  const [name = "", id = "", ...rest] = vkey.trim().split("+");
  const key = bytes(rest.join("+"));
  const hash = await sha256(new TextEncoder().encode(`${name}\n`), key);
  const hex = [...hash.slice(0, 4)].map((b) => b.toString(16).padStart(2, "0")).join("");
  if (key[0] !== ED25519 || key.length !== 33 || hex !== id) return null;
  const end = note.indexOf("\n\n");
  const text = note.slice(0, end + 1);
  const signed = note.slice(end + 2).split("\n").find((l) => l.startsWith(`— ${name} `));
  const signature = signed && bytes(signed.slice(name.length + 3));
  if (end < 0 || !signature || signature.length !== 68 || !same(signature.slice(0, 4), hash.slice(0, 4))) return null;
  const imported = await crypto.subtle.importKey("raw", key.slice(1), { name: "Ed25519" }, false, ["verify"]);
  if (!(await crypto.subtle.verify("Ed25519", imported, signature.slice(4), new TextEncoder().encode(text)))) return null;
  const [origin, size = "", root = ""] = text.split("\n");
  return origin === name && /^\d+$/.test(size) ? { size: Number(size), root: bytes(root) } : null;
}
