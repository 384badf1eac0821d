import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openKeyed } from "../../../src-main/adapters/sqlite/open-database.ts";
import { startVirtualPrinter, type VirtualPrinter } from "../../virtual/printer/virtual-printer.ts";
import { coreRig, type CoreRig, type RunningCore } from "../core/core-rig.ts";

let rig: CoreRig;
let folder: string;
let core: RunningCore | undefined;
let virtual: VirtualPrinter | undefined;

beforeEach(async () => {
  rig = await coreRig();
  folder = mkdtempSync(join(tmpdir(), "vafa-stuck-"));
});
afterEach(async () => {
  core?.stop();
  await virtual?.stop();
  [core, virtual] = [undefined, undefined];
  rig.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Job {
  readonly state: string;
  readonly reason: string | null;
}

function jobs(): Job[] {
  const db = openKeyed({ path: rig.database, key: rig.secrets.databaseKey, readonly: true });
  const rows = db.prepare<[], Job>("SELECT state, reason FROM spool_job ORDER BY job_no").all();
  db.close();
  return rows;
}

test("a printer port that never returns: every sale's commit returns all the same, and nobody waits", async () => {
  virtual = await startVirtualPrinter({ dir: folder, switches: { reading: false } });
  // The line's pace is the reason why the first job is still being sent when the last sale is done.
  core = rig.start({ printer: { path: virtual.path, baudRate: 9_600 } });
  await core.granted("open-shift", { floatMinor: 0 });
  const amounts = [10_000, 20_000, 30_000, 40_000];
  for (const amountMinor of amounts) {
    const sold = await core.sell({ amountMinor, withCard: false });
    expect(sold).toMatchObject({ ok: true, value: { kind: "done" } });
  }
  const states = jobs();
  expect(states).toHaveLength(amounts.length);
  // None has an end that nobody knows: printing takes its time, selling none of it.
  expect(states.every(({ state }) => state === "queued" || state === "sending")).toBe(true);
  expect((await rig.prove()).findings).toEqual([]);
});
