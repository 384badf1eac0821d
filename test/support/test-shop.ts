import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { idFromBytes } from "../../src-shared/base/ids.ts";
import { recordAuth, type CardKeyRing } from "../../src-shared/card/card-keys.ts";
import type { JournalId, MemberId } from "../../src-shared/base/ids.ts";
import type { Programme } from "../../src-shared/programme/document.ts";
import { nodeCrypto } from "../../src-main/adapters/node/crypto.ts";
import { signerOf, verifySignature } from "../../src-main/adapters/node/signing.ts";
import { createDrawerStore } from "../../src-main/adapters/sqlite/drawer-store.ts";
import { createLedgerStore } from "../../src-main/adapters/sqlite/ledger-store.ts";
import { makeMemberDirectory } from "../../src-main/adapters/sqlite/member-directory.ts";
import { openDatabase, type OpenedDatabase } from "../../src-main/adapters/sqlite/open-database.ts";
import { makePeopleStore } from "../../src-main/adapters/sqlite/people-store.ts";
import { makeStaffDirectory } from "../../src-main/adapters/sqlite/staff-directory.ts";
import { createSpoolStore } from "../../src-main/adapters/sqlite/spool-store.ts";
import {
  createInProcessHeadOffice,
  type InProcessHeadOffice,
} from "../../src-main/core/authority/in-process-head-office.ts";
import type { RandomPort } from "../../src-main/core/ports/clock.ts";
import { enqueueReceipt, MAIN_PRINTER } from "../../src-main/core/print/enqueue-receipt.ts";
import { readCard, type PresentCard } from "../../src-main/core/terminal/card-io.ts";
import { askContact } from "../../src-main/core/terminal/ask-head-office.ts";
import type { Actor, Terminal } from "../../src-main/core/terminal/context.ts";
import { enrolMember } from "../../src-main/core/terminal/enrol.ts";
import { foundShop, FIRST_TERMINAL_WRITER } from "../../src-main/core/terminal/found-shop.ts";
import { issueCard } from "../../src-main/core/terminal/issue-card.ts";
import { openNewEpoch } from "../../src-main/core/terminal/new-epoch.ts";
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
export async function testShop(
  options: { readonly programme?: Programme; readonly seed?: number } = {},
): Promise<TestShop> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-shop-"));
  const open = openShop(join(folder, "vafa.db"), options.seed ?? 1);
  const { ports } = open;
  const merchant = idFromBytes(ports.random.bytes(16));
  const signers = {
    authoritySigner: signerOf(ports.random.bytes(32)),
    terminalSigner: signerOf(ports.random.bytes(32)),
  };
  const programme = options.programme ?? PLAIN_PROGRAMME;
  const journals = foundShop(open.store, { ...ports, merchant, programme, ...signers });
  const shop = assemble(open, {
    ...journals,
    merchant,
    signer: signers.authoritySigner,
    writer: FIRST_TERMINAL_WRITER,
    prefix: "t",
  });
  openShift(shop.terminal, shop.act(), { floatMinor: 1_000_000 });
  await askContact(shop.terminal);
  return { ...shop, close: () => closeAll(shop, folder) };
}

/** Opens a copy of a shop's database as another machine would after a restore: in a new epoch with new keys. */
export function reopenShop(path: string, from: TestShop, options: { readonly epoch: number }): TestShop {
  const open = openShop(path, options.epoch);
  const { ports } = open;
  const signers = {
    authoritySigner: signerOf(ports.random.bytes(32)),
    terminalSigner: signerOf(ports.random.bytes(32)),
  };
  const journals = openNewEpoch(
    open.store,
    { ...ports, ...signers },
    { reason: "restored", restoreId: ports.random.bytes(32) },
  );
  const writer = open.store.read.journal(journals.terminal)?.writer ?? 0;
  const { merchant } = from.terminal.identity;
  return assemble(open, {
    ...journals,
    merchant,
    signer: signers.authoritySigner,
    writer,
    prefix: `e${options.epoch}`,
  });
}

function openShop(path: string, seed: number) {
  const opened = openDatabase({ path, key: TEST_KEY });
  if (!opened.ok) throw new Error(opened.error.detail);
  const database = opened.value;
  const spool = createSpoolStore(database.sqlite);
  const drawer = createDrawerStore(database.sqlite);
  const store = createLedgerStore(database.sqlite, {
    enqueuePrint: ({ subject, document, atMs, lastsMs }) =>
      void enqueueReceipt(spool, { saleId: subject, document, atMs, lastsMs }),
    enqueueDrawer: ({ subject, atMs }) => void drawer.insert({ printer: MAIN_PRINTER, subject, queuedAtMs: atMs }),
  });
  const clock: TestClock = { nowMs: 1_795_000_000_000 };
  const random: RandomPort = { bytes: seededBytes(seed) };
  return { database, store, clock, ports: { crypto: nodeCrypto, clock: testClock(clock), random } };
}

function assemble(
  { database, store, clock, ports }: ReturnType<typeof openShop>,
  of: {
    readonly authority: JournalId;
    readonly terminal: JournalId;
    readonly merchant: string;
    readonly signer: ReturnType<typeof signerOf>;
    readonly writer: number;
    readonly prefix: string;
  },
): TestShop {
  const notes = makePeopleStore(database.sqlite);
  const office = createInProcessHeadOffice({ store, ...ports, signer: of.signer, journal: of.authority, notes });
  const terminal = makeTerminal({
    database,
    store,
    journal: of.terminal,
    merchant: of.merchant,
    writer: of.writer,
    ports,
    office,
  });
  let command = 0;
  const shop: TestShop = {
    terminal,
    office,
    clock,
    database,
    folder: dirname(database.path),
    authority: of.authority,
    act: () => ({ command: `${of.prefix}.${++command}`, actor: "1.1" }),
    memberWithCard: (uidHex) => memberWithCard(shop, uidHex),
    tap: (card) => tap(terminal, card),
    balance: (account) => store.read.get("account", [account, 0])?.balance ?? 0,
    close: () => database.close(),
  };
  return shop;
}

function closeAll(shop: TestShop, folder: string): void {
  shop.close();
  rmSync(folder, { recursive: true, force: true });
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
  readonly writer: number;
  readonly ports: Pick<Terminal, "crypto" | "clock" | "random">;
  readonly office: InProcessHeadOffice;
}): Terminal {
  const cardKeys = testKeyRing(Buffer.from(of.merchant, "base64url"));
  return {
    identity: {
      merchant: of.merchant,
      branch: 1,
      terminal: 1,
      writer: of.writer,
      journal: of.journal,
    },
    store: of.store,
    members: makeMemberDirectory(of.database.sqlite, nodeCrypto),
    staff: makeStaffDirectory(of.database.sqlite, nodeCrypto),
    headOffice: of.office,
    ...of.ports,
    timers: { after: (delayMs, run) => timer(delayMs, run) },
    log: { log: () => undefined },
    cardKeys,
    recordAuth: recordAuth(nodeCrypto, cardKeys),
    verifySignature,
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
