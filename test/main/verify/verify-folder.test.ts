import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openKeyFile } from "../../../src-main/adapters/keychain/key-file.ts";
import { defaultKeyFile } from "../../../src-main/shell/data-paths.ts";
import { composeTerminal, DATABASE_FILE, openStore } from "../../../src-main/shell/compose-terminal.ts";
import { foundData } from "../../../src-main/shell/found-data.ts";
import { writeMarker } from "../../../src-main/shell/ensure-epoch.ts";
import { verifyFolder } from "../../../src-main/shell/verify-folder.ts";
import { enrolMember } from "../../../src-main/core/terminal/enrol.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { openShift } from "../../../src-main/core/terminal/shift.ts";
import type { Secrets } from "../../../src-main/core/terminal/secrets.ts";
import { PLAIN_PROGRAMME } from "../../support/test-shop.ts";
import { seededBytes } from "../../virtual/card/seeded-bytes.ts";

let folder = "";
let data = "";
let secrets: Secrets;
let whole: Buffer;
const file = (): string => join(data, DATABASE_FILE);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vafa-verify-"));
  data = join(folder, "data");
  const settings = { name: "Test", locale: "en" as const, staffNames: {} };
  const founded = await foundData({
    dataFolder: data,
    keyFile: defaultKeyFile(data),
    programme: PLAIN_PROGRAMME,
    settings,
  });
  if (!founded.ok) throw new Error(founded.error.detail);
  secrets = founded.value;
  const opened = openStore({ path: file(), key: secrets.databaseKey }, () => undefined);
  if (!opened.ok) throw new Error(opened.error.detail);
  const { terminal } = composeTerminal(opened.value, secrets, { log: () => undefined });
  openShift(terminal, { command: "s", actor: "1.1" }, { floatMinor: 0 });
  for (let i = 0; i < 60; i++) {
    const mobile = `0912${String(1_000_000 + i)}`;
    const member = enrolMember(terminal, { command: `m${i}`, actor: "1.1" }, { mobile });
    if (!member.ok) throw new Error(member.error.refusal);
    await sell(
      terminal,
      { command: `b${i}`, actor: "1.1" },
      { amountMinor: 1000 * (i + 1), member: member.value.member },
      undefined,
    );
  }
  await writeMarker(opened.value.store, openKeyFile({ path: defaultKeyFile(data), dataFolder: data }));
  opened.value.database.close();
  whole = readFileSync(file());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("an untouched folder is proven", async () => {
  writeFileSync(file(), whole);
  expect(await verifyFolder(data, defaultKeyFile(data))).toMatchObject({ code: 0, verified: true, journals: 2 });
});

test("100 random flips never end in fine, and what is damaged is named", async () => {
  const random = seededBytes(2026);
  let named = 0;
  for (let i = 0; i < 100; i++) {
    const [a = 0, b = 0, c = 0, bit = 0] = random(4);
    const at = ((a << 16) | (b << 8) | c) % whole.length;
    const bent = Buffer.from(whole);
    bent[at] = (bent[at] ?? 0) ^ (1 << (bit & 7));
    writeFileSync(file(), bent);
    const verdict = await verifyFolder(data, defaultKeyFile(data));
    expect({ i, at, verified: verdict.verified, code: verdict.code === 0 }).toEqual({
      i,
      at,
      verified: false,
      code: false,
    });
    if (verdict.firstUnreadableSeq !== undefined || verdict.lines.join().includes("damaged: ")) named++;
  }
  // The others hit the first page: nothing inside can be named when the file itself does not open.
  expect(named).toBeGreaterThan(80);
  writeFileSync(file(), whole);
});

test("an old copy of the database is not proven: this machine remembers more", async () => {
  const keychain = openKeyFile({ path: defaultKeyFile(data), dataFolder: data });
  const marker = await keychain.readMarker();
  if (!marker.ok || !marker.value) throw new Error("a marker was written");
  await keychain.writeMarker({ ...marker.value, seq: marker.value.seq + 1 });
  const verdict = await verifyFolder(data, defaultKeyFile(data));
  expect(verdict).toMatchObject({ verified: false, findings: [{ kind: "head", seq: marker.value.seq + 1 }] });
  await keychain.writeMarker(marker.value);
});

test("no data, a wrong key: said in words, nothing made", async () => {
  expect(await verifyFolder(join(folder, "nowhere"), defaultKeyFile(data))).toMatchObject({ code: 2, verified: false });
  const other = join(folder, "other-keys.json");
  const refused = await verifyFolder(data, other);
  expect(refused).toMatchObject({ code: 2, verified: false });
  expect(refused.lines.length).toBeGreaterThanOrEqual(2);
});
