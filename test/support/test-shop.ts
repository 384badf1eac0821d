import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { idFromBytes } from "../../src-shared/base/ids.ts";
import { recordAuth, type CardKeyRing } from "../../src-shared/card/card-keys.ts";
import type { JournalId, MemberId } from "../../src-shared/base/ids.ts";
import type { Programme } from "../../src-shared/programme/document.ts";
import { nodeCrypto } from "../../src-main/adapters/node/crypto.ts";
import { signerOf } from "../../src-main/adapters/node/signing.ts";
import { createLedgerStore } from "../../src-main/adapters/sqlite/ledger-store.ts";
import { makeMemberDirectory } from "../../src-main/adapters/sqlite/member-directory.ts";
import { openDatabase, type OpenedDatabase } from "../../src-main/adapters/sqlite/open-database.ts";
import { createSpoolStore } from "../../src-main/adapters/sqlite/spool-store.ts";
import { createInProcessHeadOffice, type InProcessHeadOffice } from "../../src-main/core/authority/in-process-head-office.ts";
import type { RandomPort } from "../../src-main/core/ports/clock.ts";
import { enqueueReceipt } from "../../src-main/core/print/enqueue-receipt.ts";
import { readCard, type PresentCard } from "../../src-main/core/terminal/card-io.ts";
import type { Actor, Terminal } from "../../src-main/core/terminal/context.ts";
import { enrolMember } from "../../src-main/core/terminal/enrol.ts";
import { foundShop, FIRST_TERMINAL_WRITER } from "../../src-main/core/terminal/found-shop.ts";
import { issueCard } from "../../src-main/core/terminal/issue-card.ts";
import { openShift } from "../../src-main/core/terminal/shift.ts";
import { tapCard, type InProcessTap } from "../virtual/card/in-process-channel.ts";
import { deliveredCard, type VirtualCard } from "../virtual/card/virtual-card.ts";
import { seededBytes } from "../virtual/card/seeded-bytes.ts";

/** A clock that tests move. */
export interface TestClock {
  nowMs: number;
}

/** A real shop on a real database file, with cards in this process. */
export interface TestShop {
  readonly terminal: Terminal;
  readonly office: InProcessHeadOffice;
  readonly clock: TestClock;
  readonly database: OpenedDatabase;
  readonly authority: JournalId;
  readonly folder: string;
  /** A new command by the owner. */
  act(): Actor;
  /** Enrols, issues a new card with this UID, and returns both. */
  memberWithCard(uidHex: string): Promise<{ readonly member: MemberId; readonly card: VirtualCard }>;
  /** Puts a card on the reader and reads it; throws when it is not one of ours. */
  tap(card: VirtualCard): Promise<PresentCard & { readonly stay: InProcessTap }>;
  balance(account: string): number;
  close(): void;
}

/** One tier at 10 %, no minimum, no welcome gift, wide limits. */
export const PLAIN_PROGRAMME: Programme = {
  format: 1,
  asset: 0,
  tiers: [{ id: "base", name: { fa: "پایه", en: "base" }, from: 0, earnBp: 1000 }],
  windowDays: 365,
  rounding: { mode: "down", step: 1 },
  base: "net-less-credit",
  redeem: { minimum: 0, step: 1 },
  purseCeiling: 2 ** 31 - 1,
  limits: {
    perTap: 50_000_000,
    sinceContact: { classic: 50_000_000, ntag: 50_000_000, desfire: 50_000_000 },
    unknownCard: 1_000_000,
    perTerminal: 500_000_000,
    age: [],
  },
};

export const TEST_KEY = new Uint8Array(32).fill(7);

/** Founds a shop in a new folder, opens a shift, and makes one contact. `seed` decides every random byte. */
export async function testShop(options: { readonly programme?: Programme; readonly seed?: number } = {}): Promise<TestShop> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-shop-"));
  const random: RandomPort = { bytes: seededBytes(options.seed ?? 1) };
  const clock: TestClock = { nowMs: 1_795_000_000_000 };
  const opened = openDatabase({ path: join(folder, "vafa.db"), key: TEST_KEY });
  if (!opened.ok) throw new Error(opened.error.detail);
  const database = opened.value;
  const spool = createSpoolStore(database.sqlite);
  const store = createLedgerStore(database.sqlite, ({ subject, document, atMs }) => {
    enqueueReceipt(spool, { saleId: subject, document, atMs });
  });
  const ports = { crypto: nodeCrypto, clock: testClock(clock), random };
  const authoritySigner = signerOf(random.bytes(32));
  const merchant = idFromBytes(random.bytes(16));
  const programme = options.programme ?? PLAIN_PROGRAMME;
  const terminalSigner = signerOf(random.bytes(32));
  const journals = foundShop(store, { ...ports, merchant, programme, authoritySigner, terminalSigner });
  const office = createInProcessHeadOffice({ store, ...ports, signer: authoritySigner, journal: journals.authority });
  const terminal = makeTerminal({ database, store, journal: journals.terminal, merchant, ports, office });
  let command = 0;
  const shop: TestShop = {
    terminal,
    office,
    clock,
    database,
    folder,
    authority: journals.authority,
    act: () => ({ command: `t.${++command}`, actor: "1.1" }),
    memberWithCard: (uidHex) => memberWithCard(shop, uidHex),
    tap: (card) => tap(terminal, card),
    balance: (account) => store.read.get("account", [account, 0])?.balance ?? 0,
    close: () => {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  openShift(terminal, shop.act(), { floatMinor: 1_000_000 });
  return shop;
}

/** A key ring that tests share: the masters are no secrets here. */
export function testKeyRing(issuer: Uint8Array): CardKeyRing {
  const recordMasters = [{ version: 1, key: new Uint8Array(16).fill(3), revoked: false }];
  return { issuer, accessMaster: new Uint8Array(16).fill(5), recordMasters, writeVersion: 1 };
}

function testClock(clock: TestClock): Terminal["clock"] {
  return { wallMs: () => clock.nowMs++, offsetMin: () => 210, monotonicMs: () => clock.nowMs };
}

function makeTerminal(of: {
  readonly database: OpenedDatabase;
  readonly store: Terminal["store"];
  readonly journal: JournalId;
  readonly merchant: string;
  readonly ports: Pick<Terminal, "crypto" | "clock" | "random">;
  readonly office: InProcessHeadOffice;
}): Terminal {
  const cardKeys = testKeyRing(Buffer.from(of.merchant, "base64url"));
  return {
    identity: {
      merchant: of.merchant,
      branch: 1,
      terminal: 1,
      writer: FIRST_TERMINAL_WRITER,
      journal: of.journal,
      recovering: false,
    },
    store: of.store,
    members: makeMemberDirectory(of.database.sqlite, nodeCrypto),
    headOffice: of.office,
    ...of.ports,
    timers: { after: (delayMs, run) => timer(delayMs, run) },
    log: { log: () => undefined },
    cardKeys,
    recordAuth: recordAuth(nodeCrypto, cardKeys),
  };
}

function timer(delayMs: number, run: () => void): () => void {
  const handle = setTimeout(run, delayMs);
  return () => clearTimeout(handle);
}

async function memberWithCard(shop: TestShop, uidHex: string): Promise<{ member: MemberId; card: VirtualCard }> {
  const mobile = `0912${String(Number.parseInt(uidHex.slice(2), 16) % 10_000_000).padStart(7, "0")}`;
  const enrolled = enrolMember(shop.terminal, shop.act(), { mobile });
  if (!enrolled.ok) throw new Error(enrolled.error.refusal);
  const { member } = enrolled.value;
  const card = deliveredCard(uidHex);
  const request = { member, uid: card.chip.uid(), channel: tapCard(card), overwrite: false };
  const issued = await issueCard(shop.terminal, shop.act(), request);
  if (!issued.ok) throw new Error(issued.error.refusal);
  return { member, card };
}

async function tap(terminal: Terminal, card: VirtualCard): Promise<PresentCard & { readonly stay: InProcessTap }> {
  const stay = tapCard(card);
  const reading = await readCard(terminal, { session: 1, channel: stay, uid: card.chip.uid(), atr: card.atr });
  if (reading.kind !== "card") throw new Error(`the card reads as ${reading.kind}`);
  return { ...reading.card, stay };
}
