import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, afterAll, expect, test } from "vitest";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { makeMemberDirectory } from "../../../src-main/adapters/sqlite/member-directory.ts";
import { openKeyed } from "../../../src-main/adapters/sqlite/open-database.ts";
import { probeEvents, probeLog, probeTables } from "../../../src-main/adapters/sqlite/probe-damage.ts";
import { generateProfiles, seededRandom } from "../../bench/member-generator.ts";
import { openTestDatabase, TEST_KEY } from "./temp-database.ts";

const PAGE = 4096;
const EVENTS = 3_000;
let folder = "";
let path = "";
let whole: Buffer;
/** Which b-tree each page belongs to; the others are pointer maps: no page is ever free (auto_vacuum). */
const treeOf = new Map<number, string>();

/** A database of some megabytes with events of two journals, members, and pages that were given back. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "vafa-test-"));
  path = join(folder, "vafa.db");
  const { sqlite, close } = openTestDatabase(folder);
  const insert = sqlite.prepare("INSERT INTO event (journal_no, seq, hash, body) VALUES (?, ?, ?, ?)");
  sqlite.transaction(() => {
    for (let seq = 1; seq <= EVENTS; seq++) {
      const length = seq % 50 === 0 ? 9_000 : 200;
      for (const journal of [1, 2]) insert.run(journal, seq, Buffer.alloc(32, seq), JSON.stringify("e".repeat(length)));
    }
  })();
  makeMemberDirectory(sqlite, nodeCrypto).insertMany(generateProfiles({ count: 1_500, seed: 5 }));
  sqlite.exec("DELETE FROM event WHERE journal_no = 2 AND seq > 2500");
  close();
  const db = openKeyed({ path, key: TEST_KEY, readonly: true });
  expect(db.pragma("freelist_count", { simple: true })).toBe(0);
  for (const row of db.prepare<[], { name: string; pageno: number }>("SELECT name, pageno FROM dbstat").iterate()) {
    treeOf.set(row.pageno, row.name);
  }
  db.close();
  whole = readFileSync(path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const flip = (at: number, bit = 0): void => {
  const bent = Buffer.from(whole);
  bent[at] = (bent[at] ?? 0) ^ (1 << bit);
  writeFileSync(path, bent);
};
const file = (): { path: string; key: Uint8Array } => ({ path, key: TEST_KEY });

test("damage: an untouched database is fine, to its last event", () => {
  writeFileSync(path, whole);
  expect(probeTables(file())).toEqual({ kind: "fine" });
  expect(probeEvents(file())).toBeUndefined();
});

test("damage: 120 flipped bits never end in fine, wherever they are, and the table is named", () => {
  const seed = 715;
  const random = seededRandom(seed);
  let maps = 0;
  for (let i = 0; i < 120; i++) {
    const at = Math.floor(random() * whole.length);
    flip(at, Math.floor(random() * 8));
    const tree = treeOf.get(Math.floor(at / PAGE) + 1);
    const found = probeTables(file());
    const context = { seed, i, at, tree };
    expect({ context, kind: found.kind }).not.toEqual({ context, kind: "fine" });
    if (tree === undefined) {
      maps++;
      continue;
    }
    if (tree === "sqlite_schema") expect({ context, kind: found.kind }).toEqual({ context, kind: "schema" });
    else
      expect({ context, trees: found.kind === "tables" ? found.tables.map((one) => one.tree) : [] }).toEqual({
        context,
        trees: [tree],
      });
    if (tree === "event") expect({ context, gap: probeEvents(file()) !== undefined }).toEqual({ context, gap: true });
  }
  // Each pointer map, too: they are few, so that chance alone would miss them.
  const pages = Array.from({ length: whole.length / PAGE }, (_, i) => i + 1).filter((page) => !treeOf.has(page));
  for (const page of pages) {
    flip((page - 1) * PAGE + 100);
    expect({ page, kind: probeTables(file()).kind }).not.toEqual({ page, kind: "fine" });
  }
  expect(pages.length + maps).toBeGreaterThan(0);
});

test("damage: the first unreadable event is named from the front, the last from the back", () => {
  // Where each event lies, found without the probe: the leaf pages in the order of the tree.
  const db = openCopy();
  const leaves = db
    .prepare<[], { pageno: number; cells: number }>(
      "SELECT pageno, ncell AS cells FROM dbstat WHERE name = 'event' AND pagetype = 'leaf' ORDER BY path",
    )
    .all();
  db.close();
  const middle = leaves[Math.floor(leaves.length / 2)];
  flip(((middle?.pageno ?? 0) - 1) * PAGE + 777);
  const gap = probeEvents(file());
  const hidden = middle?.cells ?? 0;
  expect(gap?.lastUnreadable?.journalNo).toBe(gap?.journalNo);
  expect((gap?.lastUnreadable?.seq ?? 0) - (gap?.firstUnreadableSeq ?? 0) + 1).toBe(hidden);
  const last = leaves.at(-1);
  flip(((last?.pageno ?? 0) - 1) * PAGE + 5);
  expect(probeEvents(file())).toEqual({ journalNo: 2, firstUnreadableSeq: 2_500 - (last?.cells ?? 0) + 1 });
  flip(((leaves[0]?.pageno ?? 0) - 1) * PAGE + 5);
  expect(probeEvents(file())).toMatchObject({
    journalNo: 1,
    firstUnreadableSeq: 1,
    lastUnreadable: { journalNo: 1, seq: leaves[0]?.cells },
  });
});

test("log: a bent frame hides the commits behind it, and the log's own state tells how many", () => {
  const place = mkdtempSync(join(tmpdir(), "vafa-test-"));
  const live = join(place, "vafa.db");
  const db = openTestDatabase(place);
  const insert = db.sqlite.prepare("INSERT INTO event (journal_no, seq, hash, body) VALUES (1, ?, x'00', '{}')");
  for (let seq = 1; seq <= 40; seq++) insert.run(seq);
  // Copied while open, as a crash leaves it.
  const copy = join(place, "copy.db");
  copyFileSync(live, copy);
  copyFileSync(`${live}-wal`, `${copy}-wal`);
  db.close();
  const log = readFileSync(`${copy}-wal`);
  const sound = probeLog({ path: copy, key: TEST_KEY });
  expect(sound).toEqual({ frames: (log.length - 32) / 4120, accepted: sound?.frames, commitsBehind: 0 });
  const bent = Buffer.from(log);
  const at = 32 + 4120 * ((sound?.frames ?? 0) - 20) + 1000;
  bent[at] = (bent[at] ?? 0) ^ 1;
  rmSync(`${copy}-shm`, { force: true });
  writeFileSync(`${copy}-wal`, bent);
  const hurt = probeLog({ path: copy, key: TEST_KEY });
  expect(hurt?.accepted).toBe((sound?.frames ?? 0) - 20);
  expect(hurt?.commitsBehind).toBeGreaterThan(2);
  rmSync(place, { recursive: true, force: true });
});

function openCopy(): ReturnType<typeof openKeyed> {
  writeFileSync(path, whole);
  return openKeyed({ path, key: TEST_KEY, readonly: true });
}
