// The real Chromium against the real program: `npm run test:browser` with KAAN_BIN naming the program.
//
// One program and one browser serve all suites. It never uses a folder or a port that is in use.

import { after, before, describe } from "node:test";
import { launch } from "./support/browser.mjs";
import { kinds } from "./support/pages.mjs";
import { start } from "./support/server.mjs";
import { islands } from "./suites/islands.mjs";
import { journeys } from "./suites/journeys.mjs";
import { links } from "./suites/links.mjs";
import { pages } from "./suites/pages.mjs";
import { people } from "./suites/people.mjs";

const world = {};

describe("Kaan in the browser", () => {
  before(async () => {
    Object.assign(world, await start());
    world.browser = await launch();
    world.kinds = await kinds(world.base);
  });
  after(async () => {
    await world.browser?.close();
    await world.stop?.();
  });
  journeys(world);
  people(world);
  islands(world);
  links(world);
  pages(world);
});
