// Starts the real program with a fresh data folder and its demonstration, on a free port of this machine.
//
// Called by all.test.mjs once. It never touches data that is there, and takes its folder away at the end.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** Loading the demonstration with a program built without optimisation may take this long. */
const PATIENCE_MS = 240_000;

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.on("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Starts the program; `base` is its address, `stop` ends it. */
export async function start() {
  if (process.env.KAAN_URL) return { base: process.env.KAAN_URL.replace(/\/$/, ""), stop: async () => {} };
  const program = process.env.KAAN_BIN;
  if (!program) throw new Error("KAAN_BIN must name the program (or KAAN_URL a running server)");
  const port = await freePort();
  // Passkeys need a name: browsers know none of a bare address.
  const base = `http://localhost:${port}`;
  const data = mkdtempSync(join(tmpdir(), "kaan-browser-"));
  const env = { ...process.env, KAAN_LISTEN: `127.0.0.1:${port}`, KAAN_DATA: data, KAAN_BASE: base, KAAN_LIMIT_FACTOR: "100" };
  delete env.KAAN_DATABASE;
  const child = spawn(program, ["run"], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (d) => (said = (said + d).slice(-8_000)));
  const ended = new Promise((done) => child.on("exit", done));
  const stop = async () => {
    child.kill("SIGTERM");
    const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(late);
    rmSync(data, { recursive: true, force: true });
  };
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await fetch(`${base}/health`).then((a) => a.ok, () => false))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`the program did not come up:\n${said}`);
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  return { base, stop, said: () => said };
}
