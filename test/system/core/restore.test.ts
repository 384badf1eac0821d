import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CoreCommand, CoreInput } from "../../../src-main/core/counter/core-commands.ts";
import type { CoreHealth } from "../../../src-main/core/counter/core-protocol.ts";
import { CoreClient } from "../../../src-main/shell/core-client.ts";
import { defaultKeyFile } from "../../../src-main/shell/data-paths.ts";
import { foundData } from "../../../src-main/shell/found-data.ts";
import { PLAIN_PROGRAMME } from "../../support/test-shop.ts";

const run = promisify(execFile);
const clients: CoreClient[] = [];
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "vafa-restore-"));
});
afterEach(() => {
  for (const client of clients.splice(0)) client.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Till {
  readonly client: CoreClient;
  readonly health: CoreHealth;
  ask<C extends CoreCommand>(
    command: C,
    input: CoreInput<C>,
  ): Promise<{ ok?: boolean; value?: Record<string, unknown> }>;
}

let commands = 0;
async function start(dataFolder: string, backups: string): Promise<Till> {
  const client = new CoreClient({ dataFolder, keyFile: defaultKeyFile(dataFolder), backups });
  clients.push(client);
  const health = await client.health();
  return {
    client,
    health,
    // Every command of this test answers with a Result.
    ask: async (command, input) =>
      (await client.command(command, { command: `r.${++commands}`, actor: "1.1" }, input)) as { ok?: boolean },
  };
}

function cli(file: string, ...args: string[]): Promise<{ stdout: string; code: number }> {
  return run(process.execPath, [`src-main/shell/${file}`, ...args]).then(
    ({ stdout }) => ({ stdout, code: 0 }),
    (error: { stdout: string; code: number }) => ({ stdout: error.stdout, code: error.code }),
  );
}

async function backedUp(): Promise<{ backups: string; backup: string; sheet: string; data: string }> {
  const data = join(folder, "shop", "data");
  const backups = join(folder, "disk2");
  mkdirSync(backups);
  const settings = { name: "Test", locale: "en" as const, staffNames: {} };
  const founded = await foundData({
    dataFolder: data,
    keyFile: defaultKeyFile(data),
    programme: PLAIN_PROGRAMME,
    settings,
  });
  expect(founded.ok).toBe(true);
  const till = await start(data, "");
  expect(codes(till.health)).toContain("N-05");
  await till.ask("open-shift", { floatMinor: 0 });
  const enrolled = await till.ask("enrol", { mobile: "09123456789" });
  const member = String(enrolled.value?.["member"]);
  expect(await till.ask("sell", { amountMinor: 200_000, member, withCard: false })).toMatchObject({ ok: true });
  const sheet = String((await till.ask("recovery-sheet", {})).value?.["file"]);
  till.client.stop();
  const again = await start(data, backups);
  const made = await again.ask("backup", {});
  expect(made).toMatchObject({ ok: true });
  const backup = String(made.value?.["folder"]);
  await again.ask("sell", { amountMinor: 300_000, member, withCard: false });
  // The marker follows within half a second.
  await delay(1500);
  again.client.stop();
  return { backups, backup, sheet, data };
}

function codes(health: CoreHealth): string[] {
  return health.kind === "ready" ? health.notices.map((notice) => notice.code) : [`refused ${health.words.code}`];
}

test("a dead machine: backup and sheet make the shop again, in a new epoch, held until the owner's word", async () => {
  const { backup, sheet, backups } = await backedUp();
  expect(statSync(sheet).mode & 0o777).toBe(0o600);
  const data = join(folder, "new-machine", "data");
  const restored = await cli("restore.ts", backup, data, "--sheet", sheet);
  expect(restored).toMatchObject({ code: 0 });
  const till = await start(data, backups);
  expect(codes(till.health)).toContain("N-01");
  await till.ask("open-shift", { floatMinor: 0 });
  expect(await till.ask("balances", { member: "2.1" })).toMatchObject({ poolMinor: 20_000 });
  expect(await till.ask("sell", { amountMinor: 50_000, member: "2.1", withCard: false })).toMatchObject({ ok: true });
  expect(await till.ask("old-machine-gone", {})).toMatchObject({ ok: true });
  till.client.stop();
  const verdict = await cli("verify.ts", data, "--json");
  expect(JSON.parse(verdict.stdout)).toMatchObject({ verified: true, journals: 4 });
  const quiet = await start(data, backups);
  expect(codes(quiet.health)).not.toContain("N-01");
});

test("one backup restored twice is noticed; a copy of the old database put back is too", async () => {
  const { backup, sheet, data, backups } = await backedUp();
  const there = join(folder, "new-machine", "data");
  await cli("restore.ts", backup, there, "--sheet", sheet);
  const first = await start(there, backups);
  first.client.stop();
  await delay(300);
  expect((await cli("restore.ts", backup, there)).stdout).toContain("restored before");
  const second = await start(there, backups);
  expect(codes(second.health)).toContain("N-02");
  second.client.stop();
  const other = await cli("restore.ts", backup, join(folder, "third-machine", "data"), "--sheet", sheet);
  expect(other.stdout).toContain("restored before");
  const old = join(folder, "old.db");
  writeFileSync(old, readFileSync(join(backup, "vafa.db")));
  for (const file of readdirSync(data).filter((name) => /-(wal|shm)$/.test(name))) rmSync(join(data, file));
  writeFileSync(join(data, "vafa.db"), readFileSync(old));
  const back = await start(data, backups);
  expect(codes(back.health)).toContain("N-03");
});

test("a wrong recovery sheet names its line and changes nothing", async () => {
  const { backup, sheet } = await backedUp();
  const typed = readFileSync(sheet, "utf8").split("\n");
  const at = typed.findIndex((line) => line.startsWith("02"));
  const wrong = (typed[at] ?? "").replace(/[0-9A-Z](?=[^0-9A-Z]*$)/, (char) => (char === "7" ? "8" : "7"));
  writeFileSync(sheet, typed.with(at, wrong).join("\n"));
  const data = join(folder, "new-machine", "data");
  const refused = await cli("restore.ts", backup, data, "--sheet", sheet);
  expect(refused).toMatchObject({ code: 1 });
  expect(refused.stdout).toContain("RC-01 Line 2 is mistyped");
  expect(readdirSync(data)).toEqual([]);
});
