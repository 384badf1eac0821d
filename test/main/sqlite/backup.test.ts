import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import {
  backupWarnings,
  createBackup,
  listBackups,
  verifyBackup,
  type Backup,
} from "../../../src-main/adapters/sqlite/backup.ts";
import { makeMemberDirectory } from "../../../src-main/adapters/sqlite/member-directory.ts";
import type { OpenedDatabase } from "../../../src-main/adapters/sqlite/open-database.ts";
import { probeTables } from "../../../src-main/adapters/sqlite/probe-damage.ts";
import { markRestoreOpened, restoreBackup, unopenedRestore } from "../../../src-main/adapters/sqlite/restore.ts";
import { generateProfiles, seededRandom } from "../../bench/member-generator.ts";
import { inTempFolder, openTestDatabase, TEST_KEY } from "./temp-database.ts";

const NOW = Date.UTC(2026, 6, 31, 12);
const HOUR = 3_600_000;

interface Shop {
  readonly data: string;
  readonly path: string;
  readonly target: string;
  readonly db: OpenedDatabase;
}

/** A shop with a journal whose head says how many events there are, and members. */
async function withShop(run: (shop: Shop) => void | Promise<void>): Promise<void> {
  await inTempFolder(async (folder) => {
    const [data, target] = [join(folder, "data"), join(folder, "backups")];
    mkdirSync(data);
    mkdirSync(target);
    const db = openTestDatabase(data);
    db.sqlite.exec(
      `INSERT INTO journal (no, journal, role, state, merchant, branch, terminal, epoch, writer, public_key, head_seq,
       head_hash, hlc_ms, hlc_n)
       VALUES (1, 'AAAAAAAAAAAAAAAAAAAAAA', 'terminal', 'open', 'm', 1, 1, 1, 1, 'k', 0, zeroblob(32), 0, 0)`,
    );
    makeMemberDirectory(db.sqlite, nodeCrypto).insertMany(generateProfiles({ count: 300, seed: 9 }));
    append(db, 5);
    await run({ data, path: join(data, "vafa.db"), target, db });
    if (db.sqlite.open) db.close();
  });
}

function append(db: OpenedDatabase, count: number): void {
  const event = db.sqlite.prepare(
    "INSERT INTO event (journal_no, seq, hash, body) SELECT 1, head_seq + 1, zeroblob(32), '{}' FROM journal",
  );
  const head = db.sqlite.prepare("UPDATE journal SET head_seq = head_seq + 1");
  for (let i = 0; i < count; i++) db.sqlite.transaction(() => void (event.run(), head.run()))();
}

function backUp(shop: Shop, more: { keep?: number; nowMs?: number; target?: string } = {}): Backup {
  const made = createBackup({ path: shop.path, key: TEST_KEY, target: shop.target, keep: 5, nowMs: NOW, ...more });
  if (!made.ok) throw new Error(`${made.error.refusal}: ${made.error.detail}`);
  return made.value;
}

const eventsIn = (db: OpenedDatabase): unknown => db.sqlite.prepare("SELECT count(*) FROM event").pluck().get();

test("backup: a copy made beside the selling writer is whole, encrypted, and comes back to the event", async () => {
  await withShop((shop) => {
    const backup = backUp(shop);
    append(shop.db, 3);
    expect(backup.manifest.heads).toEqual([
      { journal: "AAAAAAAAAAAAAAAAAAAAAA", epoch: 1, seq: 5, head: "00".repeat(32) },
    ]);
    expect(readFileSync(join(backup.folder, "vafa.db")).includes("SQLite format 3")).toBe(false);
    expect(probeTables({ path: join(backup.folder, "vafa.db"), key: TEST_KEY })).toEqual({ kind: "fine" });
    const restore = { folder: backup.folder, path: shop.path, key: TEST_KEY, nowMs: NOW };
    expect(restoreBackup(restore)).toMatchObject({ ok: false, error: { refusal: "restore-over-live" } });
    expect(eventsIn(shop.db)).toBe(8);
    shop.db.close();
    const restored = restoreBackup(restore);
    expect(restored).toMatchObject({
      ok: true,
      value: { record: { timesHere: 1, opened: false, backupId: backup.manifest.backupId } },
    });
    const again = openTestDatabase(shop.data);
    expect(eventsIn(again)).toBe(5);
    expect(makeMemberDirectory(again.sqlite, nodeCrypto).search("محمد").hits.length).toBeGreaterThan(0);
    again.close();
    // What was replaced lies aside, whole, with its three later events.
    const aside = readdirSync(shop.data).find((name) => name.startsWith("replaced-")) ?? "";
    const old = openTestDatabase(join(shop.data, aside));
    expect(eventsIn(old)).toBe(8);
    old.close();
  });
});

test("restore: one backup restored twice is counted, and each waits until the ledger has opened it", async () => {
  await withShop((shop) => {
    const backup = backUp(shop);
    shop.db.close();
    const restore = (): string => {
      const done = restoreBackup({ folder: backup.folder, path: shop.path, key: TEST_KEY, nowMs: NOW });
      return done.ok ? `${done.value.record.timesHere}` : done.error.refusal;
    };
    expect(unopenedRestore(shop.path)).toBeUndefined();
    expect(restore()).toBe("1");
    // Never opened, so nothing was done with it.
    expect(restore()).toBe("1");
    const first = unopenedRestore(shop.path);
    expect(first?.backupId).toBe(backup.manifest.backupId);
    markRestoreOpened(shop.path, first?.restoreId ?? "");
    expect(unopenedRestore(shop.path)).toBeUndefined();
    expect(restore()).toBe("2");
    expect(unopenedRestore(shop.path)?.restoreId).not.toBe(first?.restoreId);
  });
});

test("backup: every change to it is refused by verify and restore, and the database stays", async () => {
  await withShop((shop) => {
    const backup = backUp(shop);
    shop.db.close();
    const before = readFileSync(shop.path);
    const bad = `${backup.folder}-bad`;
    const file = join(bad, "vafa.db");
    const manifest = join(bad, "manifest.json");
    const random = seededRandom(4);
    const bend = (path: string): void => {
      const bytes = readFileSync(path);
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ 4;
      writeFileSync(path, bytes);
    };
    const changes: readonly [string, RegExp, () => void][] = [
      ["no manifest", /^backup-incomplete$/, () => rmSync(manifest)],
      ["no database", /^backup-incomplete$/, () => rmSync(file)],
      ["cut off", /^backup-incomplete$/, () => truncateSync(file, 4096 * 3)],
      [
        "newer format",
        /^backup-newer$/,
        () => writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"format":1', '"format":2')),
      ],
      [
        "other heads",
        /^backup-altered$/,
        () => writeFileSync(manifest, readFileSync(manifest, "utf8").replace('"seq":5', '"seq":6')),
      ],
      ...Array.from(
        { length: 12 },
        () => ["database bit", /^backup-altered$/, () => bend(file)] as [string, RegExp, () => void],
      ),
      ...Array.from(
        { length: 12 },
        () => ["manifest bit", /^backup-/, () => bend(manifest)] as [string, RegExp, () => void],
      ),
    ];
    for (const [name, expected, change] of changes) {
      cpSync(backup.folder, bad, { recursive: true });
      change();
      for (const result of [
        verifyBackup(bad, TEST_KEY),
        restoreBackup({ folder: bad, path: shop.path, key: TEST_KEY, nowMs: NOW }),
      ]) {
        expect([name, result.ok ? "ok" : result.error.refusal]).toEqual([name, expect.stringMatching(expected)]);
      }
      rmSync(bad, { recursive: true });
    }
    const other = verifyBackup(backup.folder, new Uint8Array(32));
    expect(other.ok ? "ok" : other.error.refusal).toBe("backup-wrong-key");
    expect(readFileSync(shop.path)).toEqual(before);
    expect(readdirSync(shop.data).filter((name) => /replaced|restor/.test(name))).toEqual([]);
  });
});

test("backup: keeps the newest n of its own, leaves another shop's alone, and sweeps what was cut off", async () => {
  await withShop((shop) => {
    const foreign = join(shop.target, "vafa-00000000-20200101T000000Z-aaaaaaaa");
    mkdirSync(foreign);
    const made = [0, 1, 2, 3].map((n) => backUp(shop, { keep: 2, nowMs: NOW + n * HOUR }));
    mkdirSync(join(shop.target, `.partial-${made[0]?.folder.split("/").at(-1)}`));
    expect(listBackups(shop.target, TEST_KEY).map((one) => one.folder)).toEqual([made[3]?.folder, made[2]?.folder]);
    backUp(shop, { keep: 2, nowMs: NOW + 9 * HOUR });
    expect(readdirSync(shop.target).filter((name) => name.startsWith(".partial"))).toEqual([]);
    expect(existsSync(foreign)).toBe(true);
    expect(existsSync(made[3]?.folder ?? "")).toBe(true);
    expect(existsSync(made[2]?.folder ?? "")).toBe(false);
  });
});

test("backup: made while the clock was ahead, it is neither newer than what holds more nor kept in its place", async () => {
  await withShop((shop) => {
    const ahead = [0, 1, 2].map((n) => backUp(shop, { keep: 3, nowMs: NOW + (9000 + n) * HOUR }));
    append(shop.db, 1);
    const after = [0, 1].map((n) => {
      append(shop.db, 1);
      return backUp(shop, { keep: 3, nowMs: NOW + n * HOUR });
    });
    const folders = listBackups(shop.target, TEST_KEY).map((one) => one.folder);
    expect(folders).toEqual([after[1]?.folder, after[0]?.folder, ahead[2]?.folder]);
    const same = backUp(shop, { keep: 1, nowMs: NOW - HOUR });
    expect(listBackups(shop.target, TEST_KEY).map((one) => one.folder)).toEqual([same.folder]);
  });
});

test("backup: warns of none, of one older than a day, of the same device, of a place that is gone", async () => {
  await withShop((shop) => {
    const ask = (nowMs: number, target = shop.target): readonly string[] =>
      backupWarnings({ path: shop.path, key: TEST_KEY, target, nowMs });
    expect(ask(NOW)).toEqual(["no-backup", "same-device"]);
    backUp(shop);
    expect(ask(NOW + 24 * HOUR)).toEqual(["same-device"]);
    expect(ask(NOW + 24 * HOUR + 1)).toEqual(["older-than-a-day", "same-device"]);
    expect(ask(NOW, join(shop.target, "unplugged"))).toEqual(["unreachable"]);
    const gone = createBackup({
      path: shop.path,
      key: TEST_KEY,
      target: join(shop.target, "unplugged"),
      keep: 2,
      nowMs: NOW,
    });
    expect(gone).toMatchObject({ ok: false, error: { refusal: "backup-unreachable" } });
    expect(existsSync(join(shop.target, "unplugged"))).toBe(false);
  });
});

test("backup: a small disk is refused before a byte is written, a damaged database always", async () => {
  await withShop((shop) => {
    const script = fileURLToPath(new URL("backup-once.ts", import.meta.url));
    const run = `'${process.execPath}' '${script}' '${shop.data}' '${shop.target}'`;
    const small = `mount -t tmpfs -o size=4m tmpfs '${shop.target}' && ${run} && ls -A '${shop.target}'`;
    expect(execFileSync("unshare", ["-m", "sh", "-c", small], { encoding: "utf8" }).trim()).toBe("backup-no-space");
    const large = small.replace("size=4m", "size=64m");
    expect(execFileSync("unshare", ["-m", "sh", "-c", large], { encoding: "utf8" })).toMatch(
      /^made different-device\nvafa-/,
    );
    const good = backUp(shop);
    shop.db.close();
    const bytes = readFileSync(shop.path);
    bytes[4096 * 7 + 9] = (bytes[4096 * 7 + 9] ?? 0) ^ 1;
    writeFileSync(shop.path, bytes);
    const made = createBackup({ path: shop.path, key: TEST_KEY, target: shop.target, keep: 1, nowMs: NOW + HOUR });
    expect(made).toMatchObject({ ok: false, error: { refusal: "damaged" } });
    // The good one is still there: rotation comes after success only.
    expect(verifyBackup(good.folder, TEST_KEY).ok).toBe(true);
  });
});

test("restore: cut off between any two steps, the old database, a refusal or the new one is found", async () => {
  await withShop((shop) => {
    const backup = backUp(shop);
    append(shop.db, 2);
    shop.db.close();
    // The state after the old database went aside and before the new one came.
    copyFileSync(join(backup.folder, "vafa.db"), `${shop.path}.restoring`);
    mkdirSync(join(shop.data, "replaced-x"));
    renameSync(shop.path, join(shop.data, "replaced-x", "vafa.db"));
    expect(() => openTestDatabase(shop.data)).toThrow("missing");
    expect(restoreBackup({ folder: backup.folder, path: shop.path, key: TEST_KEY, nowMs: NOW }).ok).toBe(true);
    const db = openTestDatabase(shop.data);
    expect(eventsIn(db)).toBe(5);
    expect(existsSync(`${shop.path}.restoring`)).toBe(false);
    db.close();
  });
});
