import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { assertDurable, openDatabase, openKeyed } from "../../../src-main/adapters/sqlite/open-database.ts";
import { STORAGE_WORDS } from "../../../src-shared/words/storage-words.ts";
import { inTempFolder, openTestDatabase, TEST_KEY } from "./temp-database.ts";

const HOLDER = fileURLToPath(new URL("hold-database.ts", import.meta.url));
const refusalOf = (
  folder: string,
  more: { readonly?: boolean; key?: Uint8Array; mustExist?: boolean } = {},
): string => {
  const opened = openDatabase({ path: join(folder, "vafa.db"), key: TEST_KEY, ...more });
  if (opened.ok) opened.value.close();
  return opened.ok ? "opened" : opened.error.refusal;
};

test("open: WAL, synchronous FULL and foreign keys stand on the live handle; the file has no plain text", async () => {
  await inTempFolder((folder) => {
    const db = openTestDatabase(folder);
    assertDurable(db.sqlite);
    db.sqlite.pragma("synchronous = NORMAL");
    expect(() => assertDurable(db.sqlite)).toThrow("synchronous");
    db.close();
    const bytes = readFileSync(join(folder, "vafa.db"));
    expect(bytes.includes("SQLite format 3")).toBe(false);
    expect(bytes.includes("CREATE TABLE")).toBe(false);
  });
});

test("open: a second handle is refused at once, here and in another process; a kill leaves no lock", async () => {
  await inTempFolder(async (folder) => {
    for (let round = 0; round < 3; round++) {
      const holder = await startHolder(folder);
      expect(refusalOf(folder)).toBe("locked");
      // A reader runs beside the writer.
      expect(refusalOf(folder, { readonly: true })).toBe("opened");
      const gone = new Promise((resolve) => holder.once("exit", resolve));
      holder.kill("SIGKILL");
      await gone;
      expect(refusalOf(folder)).toBe("opened");
    }
    const db = openTestDatabase(folder);
    expect(refusalOf(folder)).toBe("locked");
    db.close();
    expect(refusalOf(folder)).toBe("opened");
  });
});

test("open: the lock outlives the handle's owner: what was collected does not let a second process in", async () => {
  await inTempFolder(async (folder) => {
    const holder = await startHolder(folder, "forget");
    const gone = new Promise((resolve) => holder.once("exit", resolve));
    const refusal = refusalOf(folder);
    holder.kill("SIGKILL");
    await gone;
    expect(refusal).toBe("locked");
  });
});

test("open: a wrong key, a bent first page, a lost file and a missing folder are told apart", async () => {
  await inTempFolder((folder) => {
    const path = join(folder, "vafa.db");
    expect(refusalOf(folder, { mustExist: true })).toBe("missing");
    expect(existsSync(path)).toBe(false);
    openTestDatabase(folder).close();
    expect(refusalOf(folder, { key: new Uint8Array(32) })).toBe("wrong-key");
    const whole = readFileSync(path);
    for (const at of [0, 17, 24, 100, 4095]) {
      const bent = Buffer.from(whole);
      bent[at] = (bent[at] ?? 0) ^ 0x40;
      writeFileSync(path, bent);
      expect([at, refusalOf(folder)]).toEqual([at, "damaged"]);
    }
    truncateSync(path, 0);
    expect(refusalOf(folder)).toBe("missing");
    rmSync(path);
    expect(refusalOf(folder)).toBe("missing");
    expect(existsSync(path)).toBe(false);
    writeFileSync(path, whole);
    expect(refusalOf(folder)).toBe("opened");
    expect(refusalOf(join(folder, "nowhere"))).toBe("unreachable");
    // A copy without its key id: nobody can say which, and the key is asked for.
    rmSync(`${path}.key-id`);
    expect(refusalOf(folder, { key: new Uint8Array(32) })).toBe("wrong-key");
  });
});

test("open: a newer schema and another history are refused, and nothing is written", async () => {
  await inTempFolder((folder) => {
    const path = join(folder, "vafa.db");
    openTestDatabase(folder).close();
    const change = (sql: string): void => {
      const db = openKeyed({ path, key: TEST_KEY, readonly: false });
      db.exec(sql);
      db.close();
    };
    copyFileSync(path, `${path}.good`);
    change("INSERT INTO schema_migration (number, name, sha256, applied_at_ms) VALUES (9000, '9000-x.sql', '', 0)");
    expect(refusalOf(folder)).toBe("newer-schema");
    expect(refusalOf(folder, { readonly: true })).toBe("newer-schema");
    copyFileSync(`${path}.good`, path);
    change("UPDATE schema_migration SET sha256 = 'other' WHERE number = 1");
    expect(refusalOf(folder)).toBe("foreign-schema");
  });
});

test("open: on a full disk nothing acknowledged is lost and the failure has a name", { timeout: 60_000 }, async () => {
  await inTempFolder((folder) => {
    // A small file system in a mount namespace of its own: it vanishes with the process.
    const fill = `exec '${process.execPath}' '${HOLDER}' '${folder}' fill`;
    const script = `mount -t tmpfs -o size=2m tmpfs '${folder}' && ${fill}`;
    const lines = execFileSync("unshare", ["-m", "sh", "-c", script], { encoding: "utf8" }).trim().split("\n");
    const [kept, failure, last] = [lines.at(-1), lines.at(-2), lines.at(-3)];
    expect(failure).toMatch(/^SQLITE_(FULL|IOERR_SHMSIZE) /);
    expect(Number(last)).toBeGreaterThan(10);
    expect(kept).toBe(`kept ${last}`);
  });
});

test("words: every refusal of the storage has a code of its own and a sentence in both languages", () => {
  const words = Object.values(STORAGE_WORDS);
  expect(new Set(words.map((one) => one.code)).size).toBe(words.length);
  for (const one of words) {
    expect(one.code).toMatch(/^ST-[0-9]{2}$/);
    expect(one.fa).toMatch(/[\u0600-\u06ff].*\.$/);
    expect(one.en).toMatch(/^[A-Z].*\.$/);
    expect(one.en).not.toMatch(/error|exception/i);
  }
});

test("open: the lock file stays empty and the folder holds nothing unexpected after a close", async () => {
  await inTempFolder((folder) => {
    openTestDatabase(folder).close();
    expect(statSync(join(folder, "vafa.db.lock")).size).toBe(0);
    for (const file of ["vafa.db-wal", "vafa.db-shm", "vafa.db.lock-journal"])
      expect(existsSync(join(folder, file))).toBe(false);
  });
});

function startHolder(folder: string, mode: "hold" | "forget" = "hold"): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [HOLDER, folder, mode], { stdio: ["ignore", "pipe", "inherit"] });
    child.once("exit", (code) => reject(new Error(`the holder ended with ${code}`)));
    child.stdout.once("data", () => resolve(child));
  });
}
