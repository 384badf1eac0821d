import { must } from "../../src-shared/base/assert.ts";
import { type Envelope, parseEnvelope } from "../../src-shared/ledger/envelope.ts";
import { type KnownEvent, readEvent, type UnknownEvent } from "../../src-shared/ledger/event-types.ts";
import { nodeCrypto } from "../../src-main/adapters/node/crypto.ts";
import { sqliteProofSource } from "../../src-main/adapters/sqlite/proof-source.ts";
import { readCard, type CardReading } from "../../src-main/core/terminal/card-io.ts";
import { proveLedger } from "../../src-main/core/verify/prove-ledger.ts";
import type { OpenedDatabase } from "../../src-main/adapters/sqlite/open-database.ts";
import type { Terminal } from "../../src-main/core/terminal/context.ts";
import { tapCard } from "../virtual/card/in-process-channel.ts";
import type { CardFault, VirtualCard } from "../virtual/card/virtual-card.ts";

/** A shop that is looked at: TestShop is one, and so is a core that was opened again after a kill. */
export interface CheckedShop {
  readonly terminal: Terminal;
  readonly database: Pick<OpenedDatabase, "sqlite">;
}

/** A bill as it stands in the ledger. Amounts in minor units. */
export interface RecordedSale {
  readonly seq: number;
  readonly command: string;
  readonly ofMember: boolean;
  readonly totalMinor: number;
  readonly creditMinor: number;
}

/** Puts the card on the reader with a fault armed, and reads it. */
export function visit(shop: CheckedShop, card: VirtualCard, fault?: CardFault): Promise<CardReading> {
  card.arm(fault);
  const { terminal } = shop;
  return readCard(terminal, { session: 1, channel: tapCard(card), uid: card.chip.uid(), atr: card.atr });
}

/** Every sale of the terminal's journal, in order. */
export function salesOf(shop: CheckedShop): RecordedSale[] {
  return eventsOf(shop).flatMap(({ envelope: { seq, command }, event }) => {
    if (event.type !== "sale.recorded") return [];
    const credit = event.payload.tenders.filter((tender) => tender.kind === "purse");
    const creditMinor = credit.reduce((sum, tender) => sum + tender.amount, 0);
    const ofMember = event.payload.member !== undefined;
    return [{ seq, command, ofMember, totalMinor: event.payload.total, creditMinor }];
  });
}

/** An undoing as it stands in the ledger. */
export interface RecordedVoid {
  readonly seq: number;
  readonly command: string;
  readonly saleSeq: number;
}

/** Every undoing of the terminal's journal, in order. */
export function voidsOf(shop: CheckedShop): RecordedVoid[] {
  return eventsOf(shop).flatMap(({ envelope: { seq, command }, event }) =>
    event.type === "sale.voided" ? [{ seq, command, saleSeq: event.payload.sale.seq }] : [],
  );
}

function eventsOf(shop: CheckedShop): { readonly envelope: Envelope; readonly event: KnownEvent | UnknownEvent }[] {
  const { identity, store } = shop.terminal;
  return store.read.events(identity.journal, 1, 10_000).map((stored) => {
    const envelope = parseEnvelope(stored.body);
    if (!envelope.ok) throw new Error("an event that can't be read");
    const { type, version, payload } = envelope.value;
    return { envelope: envelope.value, event: readEvent(type, version, payload) };
  });
}

/** What all members hold, wherever it lies: pools, purses, doubts, on its way, less what they owe. */
export function heldMinor(shop: CheckedShop): number {
  const rows = shop.database.sqlite
    .prepare<[], { account: string; balance: number }>("SELECT account, balance FROM account")
    .all();
  const held = rows.filter(({ account }) => /^(card|doubt|transit|lease)\/|^member\/.*\/(pool|debt)$/.test(account));
  return held.reduce((sum, { balance }) => sum + balance, 0);
}

/** What the recorded sales must have left with the members: 10 % of what was not paid with credit, less that credit. */
export function earnedLessSpent(sales: readonly RecordedSale[]): number {
  const of = ({ ofMember, totalMinor, creditMinor }: RecordedSale): number =>
    ofMember ? Math.floor((totalMinor - creditMinor) / 10) - creditMinor : 0;
  return sales.reduce((sum, sale) => sum + of(sale), 0);
}

/** What is wrong with the ledger and the money in it; empty when nothing is. */
export function moneyFaults(shop: CheckedShop): string[] {
  const { findings } = proveLedger(nodeCrypto, sqliteProofSource(shop.database.sqlite, shop.terminal.store));
  const faults = findings.map((finding) => JSON.stringify(finding));
  const undone = new Set(voidsOf(shop).map((each) => each.saleSeq));
  const standing = salesOf(shop).filter((sale) => !undone.has(sale.seq));
  const [held, due] = [heldMinor(shop), earnedLessSpent(standing)];
  if (held !== due) faults.push(`members hold ${held}, their sales left them ${due}`);
  return faults;
}

/** Intents of this journal that no read-back and no later record has settled, issues apart. */
export function openIntents(shop: CheckedShop): number {
  const { identity, store } = shop.terminal;
  return store.read.openIntents(identity.journal, 1000).filter((intent) => intent.kind !== "issue").length;
}

/** The balance that the card itself shows; a card that can't be read is an error. */
export async function cardBalanceMinor(shop: CheckedShop, card: VirtualCard): Promise<number> {
  const reading = await visit(shop, card);
  if (reading.kind !== "card" || reading.card.view.kind !== "ours") {
    throw new Error(`the card reads as ${reading.kind === "card" ? reading.card.view.kind : reading.kind}`);
  }
  return reading.card.view.current.record.balanceMinor;
}

/** Counts by row and column, printed as a table. */
export class CountTable {
  readonly #counts = new Map<string, Map<string, number>>();

  add(row: string, column: string): void {
    const counts = this.#counts.get(row) ?? new Map<string, number>();
    counts.set(column, (counts.get(column) ?? 0) + 1);
    this.#counts.set(row, counts);
  }

  count(row: string, column: string): number {
    return this.#counts.get(row)?.get(column) ?? 0;
  }

  total(): number {
    return [...this.#counts.values()].flatMap((row) => [...row.values()]).reduce((sum, count) => sum + count, 0);
  }

  print(title: string): void {
    const columns = [...new Set([...this.#counts.values()].flatMap((row) => [...row.keys()]))];
    const cells = [
      [title, ...columns],
      ...[...this.#counts].map(([row, counts]) => [row, ...columns.map((c) => `${counts.get(c) ?? 0}`)]),
    ];
    const widths = [title, ...columns].map((_, i) => Math.max(...cells.map((line) => must(line[i], "a cell").length)));
    const lines = cells.map((line) =>
      line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join("  "),
    );
    process.stdout.write(`\n${lines.join("\n")}\n${this.total()} cases\n`);
  }
}
