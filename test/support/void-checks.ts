import { type EventRef } from "../../src-shared/ledger/accounts.ts";
import { type PresentCard } from "../../src-main/core/terminal/card-io.ts";
import type { SaleDone, SellRequest } from "../../src-main/core/terminal/sale-outcome.ts";
import { sell } from "../../src-main/core/terminal/sell.ts";
import { voidSale } from "../../src-main/core/terminal/void-sale.ts";
import type { VoidDone } from "../../src-main/core/terminal/void-outcome.ts";
import { lotsOf } from "../../src-main/core/terminal/member-lots.ts";
import { proveLedger } from "../../src-main/core/verify/prove-ledger.ts";
import { sqliteProofSource } from "../../src-main/adapters/sqlite/proof-source.ts";
import { nodeCrypto } from "../../src-main/adapters/node/crypto.ts";
import { type TestShop } from "./test-shop.ts";
import { wordsOf } from "./words-of.ts";
import type { VirtualCard } from "../virtual/card/virtual-card.ts";

/** What a proof of the ledger finds: nothing, if all is well. */
export function faultsOf({ database, terminal }: TestShop): readonly unknown[] {
  return proveLedger(nodeCrypto, sqliteProofSource(database.sqlite, terminal.store)).findings;
}

/** Everything that law 1 names: balances, lots, tier and progress, caps. What is 0 is as good as absent. */
export function stateOf({ terminal, database }: TestShop, members: readonly string[]): unknown {
  const { read } = terminal.store;
  const rows = <T>(sql: string): readonly T[] => database.sqlite.prepare<[], T>(sql).all();
  const lots = members.map((member) => {
    const { pool, purses } = lotsOf(read, member);
    const held = [...purses].filter(([, purse]) => purse.lots.length > 0 || purse.shortMinor !== 0);
    return { pool, purses: held.map(([card, purse]) => [card, purse.lots, purse.shortMinor]) };
  });
  return {
    accounts: rows("SELECT account, asset, balance FROM account WHERE balance <> 0 ORDER BY account"),
    days: rows("SELECT member, day, net FROM member_day WHERE net <> 0 ORDER BY member, day"),
    tiers: rows("SELECT member, tier, tier_from, reached FROM member ORDER BY member"),
    caps: read.spentSince(terminal.identity.journal, 0),
    lots,
  };
}

/** A bill that is sold; throws when it is not. */
export async function sold(of: TestShop, request: SellRequest, card?: PresentCard): Promise<SaleDone> {
  const result = await sell(of.terminal, of.act(), request, card);
  if (!result.ok) throw new Error(result.error.refusal);
  if (result.value.kind !== "done") throw new Error(result.value.kind);
  return result.value;
}

/** A sale that is undone at once; throws when it is not. */
export async function undone(of: TestShop, sale: EventRef, card?: PresentCard): Promise<VoidDone> {
  const result = await voidSale(of.terminal, of.act(), { sale }, card);
  if (!result.ok) throw new Error(result.error.refusal);
  if (result.value.kind !== "done") throw new Error(result.value.kind);
  return result.value;
}

/** The refusal of an undoing, which has its words; throws when it is none. */
export async function refused(of: TestShop, sale: EventRef, card?: PresentCard): Promise<string> {
  const result = await voidSale(of.terminal, of.act(), { sale }, card);
  if (result.ok) throw new Error(result.value.kind);
  wordsOf(result.error.refusal);
  return result.error.refusal;
}

/** The documents that are queued for an event. */
export function receipts({ database }: TestShop, ref: EventRef): readonly string[] {
  const find = database.sqlite.prepare<[string], { document: string }>(
    "SELECT document FROM spool_job WHERE sale_id = ?",
  );
  return find.all(`${ref.journal}/${ref.seq}`).map((row) => row.document);
}

/** A member whose card holds 20,000. */
export async function rich(of: TestShop): Promise<{ readonly member: string; readonly card: VirtualCard }> {
  const made = await of.memberWithCard("04a1b2c3");
  await sold(of, { amountMinor: 200_000 }, await of.tap(made.card));
  return made;
}
