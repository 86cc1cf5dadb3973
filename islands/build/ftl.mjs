// Reads the messages that the islands show from the locale files.
//
// Called by build.mjs. It never reads more of Fluent than one pattern with `{ $name }` in it: a message
// with a selector belongs to the server, and asking for one fails the build.

import { readFileSync } from "node:fs";

const MESSAGE = /^([a-z][a-z0-9-]*) = ?(.*)$/;

/** Every message of a file by its key; patterns of several lines are joined. */
function messages(path) {
  const found = new Map();
  let key = null;
  for (const line of readFileSync(path, "utf8").split("\n")) {
    const start = MESSAGE.exec(line);
    if (start) {
      key = start[1];
      found.set(key, start[2].trim());
    } else if (key && /^ +\S/.test(line)) {
      found.set(key, `${found.get(key)} ${line.trim()}`.trim());
    } else {
      key = null;
    }
  }
  return found;
}

function plain(lang, key, text) {
  if (/\{(?! ?\$[a-z]+ ?\})/.test(text)) throw new Error(`${lang}: ${key} has a selector or a call, which the islands do not read`);
  return text.replace(/\{ ?\$([a-z]+) ?\}/g, "{$1}");
}

/** One language's words from the files and keys that `wanted` names (a whole key, or a beginning that ends in `-`). */
export function words(locales, lang, wanted) {
  const out = {};
  for (const [file, keys] of Object.entries(wanted)) {
    for (const [key, text] of messages(`${locales}/${lang}/${file}.ftl`)) {
      if (keys.some((k) => k === key || (k.endsWith("-") && key.startsWith(k)))) out[key] = plain(lang, key, text);
    }
  }
  return out;
}
