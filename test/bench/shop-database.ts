import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toBase64Url } from "../../src-shared/base/bytes.ts";
import { idFromBytes } from "../../src-shared/base/ids.ts";
import { recordAuth } from "../../src-shared/card/card-keys.ts";
import type { Tables } from "../../src-shared/ledger/tables.ts";
import { nodeCrypto } from "../../src-main/adapters/node/crypto.ts";
import { signerOf } from "../../src-main/adapters/node/signing.ts";
import { selectList } from "../../src-main/adapters/sqlite/ledger-tables.ts";
import { memberIdOf } from "../../src-main/adapters/sqlite/member-directory.ts";
import type { ClockPort } from "../../src-main/core/ports/clock.ts";
import { STATE_CONTACT, type ContactState } from "../../src-main/core/terminal/context.ts";
import { foundShop } from "../../src-main/core/terminal/found-shop.ts";
import { STATE_SHOP } from "../../src-main/core/terminal/shop-settings.ts";
import { cardKeyRing } from "../../src-main/core/terminal/secrets.ts";
import { sell } from "../../src-main/core/terminal/sell.ts";
import { openShift } from "../../src-main/core/terminal/shift.ts";
import { openStore, type OpenStore } from "../../src-main/shell/compose-terminal.ts";
import { seededBytes } from "../virtual/card/seeded-bytes.ts";
import { BENCH_KEY, memberDatabase } from "./member-database.ts";
import { seededRandom } from "./member-generator.ts";
import { benchCardNo, feedCard, tapBenchCard } from "./shop-cards.ts";
import { BENCH_PROGRAMME, BENCH_SECRETS, eventCount, openShopTerminal, type ShopTerminal } from "./shop-terminal.ts";

/** How large a bench's shop is. Members and cards came by the feed; the events are this terminal's own sales. */
export interface ShopSize {
  readonly members: number;
  readonly cards: number;
  readonly events: number;
}

/** The issue's large chain, and the small shop that it is compared with. */
export const LARGE_SHOP: ShopSize = { members: 1_000_000, cards: 1_200_000, events: 500_000 };
/** Members by the million, few sales: what a key press or a tap looks at. */
export const MANY_MEMBERS_SHOP: ShopSize = { members: 1_000_000, cards: 1_200_000, events: 500 };
export const SMALL_SHOP: ShopSize = { members: 1_000, cards: 1_200, events: 500 };

const SEED = 42;
const BUILD = fileURLToPath(new URL("../../.build/bench", import.meta.url));
/** Raised by whoever changes what such a database holds; it takes minutes to make, so a comment must not do it. */
const CONTENT_VERSION = 1;
/** The history's sales fall into the half year before this instant. */
const HISTORY_END_MS = 1_795_000_000_000;
const HISTORY_MS = 180 * 86_400_000;
/** Sales between two contacts. */
const BATCH = 500;

/**
 * The path of a shop's database of this size, made once and kept under `.build/bench`. Migrations that came since bring
 * it up to date, as they do a shop's. Copy it before writing to it.
 */
export async function shopDatabase(size: ShopSize, say: (text: string) => void): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify({ ...size, SEED, CONTENT_VERSION }));
  // By all of its size: one bench's shop must not push out another's of as many members.
  const group = `shop-${size.members}-${size.cards}-${size.events}-`;
  const name = `${group}${hash.digest("hex").slice(0, 12)}`;
  const path = join(BUILD, name, "vafa.db");
  mkdirSync(BUILD, { recursive: true });
  if (readdirSync(BUILD).includes(name)) {
    openShopTerminal(path).close();
    return path;
  }
  const making = join(BUILD, `making-shop-${process.pid}`);
  rmSync(making, { recursive: true, force: true });
  mkdirSync(making);
  const made = join(making, "vafa.db");
  copyShop(memberDatabase({ count: size.members, seed: SEED, say }), made);
  say(`making a shop of ${size.members} members, ${size.cards} cards and ${size.events} events`);
  foundBenchShop(made, size);
  await sellHistory(made, size, say);
  for (const old of readdirSync(BUILD))
    if (old.startsWith(group)) rmSync(join(BUILD, old), { recursive: true, force: true });
  renameSync(making, join(BUILD, name));
  return path;
}

/** Copies a database that nobody has open, with the name of its key. */
export function copyShop(from: string, to: string): void {
  copyFileSync(from, to);
  copyFileSync(`${from}.key-id`, `${to}.key-id`);
}

function foundBenchShop(path: string, size: ShopSize): void {
  const opened = openStore({ path, key: BENCH_KEY }, () => undefined);
  if (!opened.ok) throw new Error(opened.error.detail);
  const { store, database } = opened.value;
  const random = { bytes: seededBytes(SEED) };
  const merchant = idFromBytes(random.bytes(16));
  foundShop(store, {
    crypto: nodeCrypto,
    clock: historyClock().clock,
    random,
    merchant,
    programme: BENCH_PROGRAMME,
    terminalSigner: signerOf(BENCH_SECRETS.terminalSeed),
    authoritySigner: signerOf(BENCH_SECRETS.authoritySeed),
  });
  store.transaction((tx) => {
    tx.putState(
      STATE_SHOP,
      JSON.stringify({ name: "فروشگاه نمونه", locale: "fa", staffNames: { "1.1": "مریم رضایی" } }),
    );
  });
  const { sqlite } = database;
  hurry(sqlite);
  const insert = (table: "member" | "card") => {
    const names = [...selectList(table).matchAll(/(\w+) AS "(\w+)"/g)].map(([, column, name]) => [column, name]);
    const into = names.map(([column]) => column).join(", ");
    return sqlite.prepare(`INSERT INTO ${table} (${into}) VALUES (${names.map(([, name]) => `@${name}`).join(", ")})`);
  };
  const [addMember, addCard] = [insert("member"), insert("card")];
  const profiles = sqlite.prepare<[], { member: number; digest: Buffer }>(
    "SELECT member, digest FROM member_profile ORDER BY member",
  );
  const auth = recordAuth(nodeCrypto, cardKeyRing(BENCH_SECRETS, merchant));
  const random01 = seededRandom(SEED + 1);
  sqlite.transaction(() => {
    const members: string[] = [];
    for (const row of profiles.all()) {
      const member = memberIdOf(row.member);
      members.push(member);
      addMember.run(memberRow(member, row.digest));
    }
    for (let n = 1; n <= size.cards; n++) {
      // Everybody has a card, and some drew a second one.
      const member = members[n <= members.length ? n - 1 : Math.floor(random01() * members.length)] ?? "";
      addCard.run(feedCard(auth, n, member));
    }
  })();
  database.close();
}

function memberRow(member: string, digest: Uint8Array): Tables["member"] {
  const tier = { tier: "", tierFrom: 0, reached: "[]" };
  return { member, journal: "", seq: 0, digest: toBase64Url(digest), ...tier, introducer: null };
}

/** Real sales of random cards, through the product's own code, until the journal has its events. */
async function sellHistory(path: string, size: ShopSize, say: (text: string) => void): Promise<void> {
  const time = historyClock();
  const shop = openShopTerminal(path, time.clock);
  const { sqlite } = shop.open.database;
  hurry(sqlite);
  openShift(shop.terminal, { command: "history.shift", actor: "1.1" }, { floatMinor: 0 });
  const random = seededRandom(SEED + 2);
  const sales = Math.ceil(size.events / 2);
  for (let n = 0; eventCount(shop) < size.events;) {
    // Nobody waits for these sales one by one: a batch is one transaction, and the sales' own are savepoints in it.
    sqlite.exec("BEGIN");
    for (let i = 0; i < BATCH && eventCount(shop) < size.events; i++, n++) {
      time.move(HISTORY_MS / sales);
      await sellOnce(shop, { command: `h.${n}`, card: randomCard(random, size), random });
    }
    noteContact(shop);
    sqlite.exec("COMMIT");
    if (n % (20 * BATCH) === 0) say(`${n} of ${sales} sales`);
  }
  // What the spool printed is pruned after some days.
  sqlite.exec("DELETE FROM spool_job");
  shop.close();
}

/** Only while a database is made that nobody's money is in: no waiting for the disk, and all of it in memory. */
function hurry(sqlite: OpenStore["database"]["sqlite"]): void {
  sqlite.pragma("synchronous = OFF");
  sqlite.pragma("wal_autocheckpoint = 100000");
  sqlite.pragma("cache_size = -1500000");
}

/** As after a contact: the head office has heard of everything, and what was spent counts against no cap any more. */
function noteContact({ terminal }: ShopTerminal): void {
  const { identity, store, clock } = terminal;
  store.transaction((tx) => {
    const youSeq = tx.journal(identity.journal)?.headSeq ?? 0;
    const contact: ContactState = { youSeq, hot: 0, rest: 0, atMs: clock.wallMs() };
    tx.putState(`authority/folded/${identity.journal}`, String(youSeq));
    tx.putState(STATE_CONTACT, JSON.stringify(contact));
  });
}

/** A random card of a shop. */
export function randomCard(random: () => number, size: ShopSize): string {
  return benchCardNo(1 + Math.floor(random() * size.cards));
}

/** What one sale took, in milliseconds: reading the card less its I/O, selling, and the I/O inside selling. */
export interface SaleTime {
  readonly readMs: number;
  readonly wholeMs: number;
  readonly ioMs: number;
}

/**
 * Taps a card and sells to it: mostly an earning, one bill in six pays a part with credit. Throws when it doesn't sell.
 */
export async function sellOnce(
  shop: ShopTerminal,
  of: { readonly command: string; readonly card: string; readonly random: () => number; readonly creditMinor?: number },
): Promise<SaleTime> {
  const { present, readMs, takeIoMs } = await tapBenchCard(shop.terminal, of.card);
  const amountMinor = 10_000 * (1 + Math.floor(of.random() * 300));
  const creditMinor = of.creditMinor ?? (of.random() < 1 / 6 ? 5_000 : 0);
  const begun = performance.now();
  const sold = await sell(shop.terminal, { command: of.command, actor: "1.1" }, { amountMinor, creditMinor }, present);
  const wholeMs = performance.now() - begun;
  if (!sold.ok) throw new Error(`card ${of.card}: ${sold.error.refusal}`);
  if (sold.value.kind !== "done" || sold.value.card !== "written") throw new Error(`card ${of.card}: not written`);
  return { readMs, wholeMs, ioMs: takeIoMs() };
}

function historyClock(): { readonly clock: ClockPort; move(byMs: number): void } {
  let nowMs = HISTORY_END_MS - HISTORY_MS;
  const clock = { wallMs: () => Math.floor(nowMs), offsetMin: () => 210, monotonicMs: () => performance.now() };
  return { clock, move: (byMs) => void (nowMs += byMs) };
}
