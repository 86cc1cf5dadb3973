// The proof that an entry stands in the tree of a checkpoint (RFC 6962, 2.1.1; RFC 9162, 2.1.3.2).
//
// Called by main.ts. It never trusts a hash of the page: it counts from the entry's own bytes.

import { same, sha256 } from "./note";

/** Whether the proof leads from the entry at `index` to the root of a tree of `size` entries. */
export async function included(entry: Uint8Array, index: number, size: number, proof: Uint8Array[], root: Uint8Array): Promise<boolean> {
  if (!(index >= 0 && index < size)) return false;
  let [at, last] = [index, size - 1];
  let hash = await sha256(Uint8Array.of(0), entry);
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      hash = await sha256(Uint8Array.of(1), sibling, hash);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = await sha256(Uint8Array.of(1), hash, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && same(hash, root);
}
