import type { CardNo } from "../base/ids.ts";
import { transitOf, type EventRef } from "./accounts.ts";
import type { CardWrite } from "./events/parts.ts";
import type { KnownEvent, PayloadOf } from "./event-types.ts";
import { counterOf } from "./lot.ts";
import type { ProjectionTx, Tables } from "./tables.ts";

type IntentRow = Tables["intent"];

/** Cards, intents and operations of one event. */
export function projectCard(tx: ProjectionTx, event: KnownEvent, ref: EventRef): void {
  switch (event.type) {
    case "card.issued": {
      const { card, member, generation, uid, family, header, record, replaces } = event.payload;
      // A block, a replacement by another card or a record may come first, from another journal.
      const known = tx.get("card", [card]) ?? unknownCard(card);
      putCard(tx, { ...known, member, generation, uid, family, header, ...ref });
      putIntent(tx, ref, { card, member, kind: "issue", before: "", after: record });
      if (replaces !== undefined) tx.put("card", { ...cardRow(tx, replaces), state: "replaced" });
      return;
    }
    case "card.blocked":
      return blocked(tx, event.payload.card, ref);
    case "card.unblocked":
      return unblocked(tx, event.payload, ref);
    case "sale.recorded": {
      const { write, member, toPurse, confirms } = event.payload;
      if (write) putWrite(tx, ref, write, { member: member ?? null, kind: "earn", earn: toPurse ?? 0 });
      if (confirms) settle(tx, { journal: ref.journal, seq: confirms.seq }, "real");
      return;
    }
    case "tender.intended": {
      const { write, member, spend, earn } = event.payload;
      return putWrite(tx, ref, write, { member, kind: "spend", spend, earn: earn ?? 0 });
    }
    case "void.intended": {
      const { write, member, take } = event.payload;
      return putWrite(tx, ref, write, { member, kind: "take", spend: take });
    }
    case "sale.voided":
      return voided(tx, ref, event.payload);
    case "card.written":
      return putWrite(tx, ref, event.payload.write, { member: event.payload.member, kind: "write" });
    case "gap.adopted": {
      const { card, record, ops } = event.payload;
      seen(tx, card, record);
      return ended(tx, card, ops ?? [], "applied");
    }
    case "tender.abandoned": {
      const row = tx.get("intent", [ref.journal, event.payload.intent]);
      if (row) tx.put("intent", { ...row, abandoned: 1 });
      return;
    }
    case "card.confirmed":
      return settle(tx, { journal: ref.journal, seq: event.payload.intent }, "real");
    case "card.settled":
      return settle(tx, event.payload.intent, event.payload.outcome);
    case "operation.created":
      return created(tx, event.payload);
    case "operation.returned":
      return ended(tx, event.payload.card, [event.payload], "returned");
    default:
      return;
  }
}

type BlockRow = Tables["cardBlock"];

/** A block counts until something lifts it; what lifts it may have come first. */
function blocked(tx: ProjectionTx, card: CardNo, ref: EventRef): void {
  const row = blockRow(tx, card, ref);
  tx.put("cardBlock", { ...row, placed: 1 });
  if (row.lifted === 0) countBlocks(tx, card, 1);
}

/** Lifts the blocks that it names and no other: one that it did not know of stays. */
function unblocked(tx: ProjectionTx, { card, blocks }: PayloadOf<"card.unblocked">, ref: EventRef): void {
  tx.put("cardBlock", blockRow(tx, card, ref));
  for (const each of blocks) {
    const row = blockRow(tx, card, each);
    tx.put("cardBlock", { ...row, lifted: row.lifted + 1 });
    if (row.placed === 1 && row.lifted === 0) countBlocks(tx, card, -1);
  }
}

function blockRow(tx: ProjectionTx, card: CardNo, { journal, seq }: EventRef): BlockRow {
  return tx.get("cardBlock", [card, journal, seq]) ?? { card, journal, seq, placed: 0, lifted: 0 };
}

function countBlocks(tx: ProjectionTx, card: CardNo, by: 1 | -1): void {
  const row = cardRow(tx, card);
  putCard(tx, { ...row, blocks: row.blocks + by });
}

/** What the card gains is an earning as any other; a spend whose sale is undone is no spend towards any cap. */
function voided(tx: ProjectionTx, ref: EventRef, back: PayloadOf<"sale.voided">): void {
  const { write, member, confirms, undoes, taken, restored } = back;
  const gain = (restored?.purse ?? 0) - (taken?.purse ?? 0);
  if (write) putWrite(tx, ref, write, { member: member ?? null, kind: "earn", earn: gain });
  if (confirms) settle(tx, { journal: ref.journal, seq: confirms.seq }, "real");
  const undone = undoes === undefined ? undefined : tx.get("intent", [ref.journal, undoes]);
  if (undone?.kind === "spend") tx.put("intent", { ...undone, kind: "undone" });
}

function putWrite(
  tx: ProjectionTx,
  ref: EventRef,
  write: CardWrite,
  of: Partial<IntentRow> & Pick<IntentRow, "kind">,
): void {
  if (!tx.get("card", [write.card])) tx.put("card", unknownCard(write.card));
  putIntent(tx, ref, {
    ...of,
    card: write.card,
    before: write.before,
    after: write.after,
    ops: JSON.stringify(write.ops ?? []),
  });
}

function putIntent(
  tx: ProjectionTx,
  ref: EventRef,
  of: Partial<IntentRow> & Pick<IntentRow, "card" | "kind" | "before" | "after">,
): void {
  // What settled it may have come first, from another journal.
  const settled = tx.get("intent", [ref.journal, ref.seq])?.status ?? "open";
  tx.put("intent", { member: null, spend: 0, earn: 0, ops: "[]", status: "open", abandoned: 0, ...of, ...ref });
  if (settled !== "open") settle(tx, ref, settled);
}

/** "Last seen" rises on REAL only. */
function settle(tx: ProjectionTx, intent: EventRef, status: "real" | "void"): void {
  const row = tx.get("intent", [intent.journal, intent.seq]) ?? unknownIntent(intent);
  tx.put("intent", { ...row, status });
  if (status === "void" || row.after === "") return;
  seen(tx, row.card, row.after);
  // The schema of `ops` was checked when its event was read.
  ended(tx, row.card, JSON.parse(row.ops) as { op: number }[], "applied");
}

/**
 * Numbers of one byte come again, and what ended an operation may come before it from another journal: whether one
 * still waits is what its transit account says, which every order of the events gives alike. One that takes reserves
 * nothing.
 */
function created(tx: ProjectionTx, operation: PayloadOf<"operation.created">): void {
  const { card, op, member, asset, amount, basis, signature } = operation;
  const known = tx.get("operation", [card, op]);
  const isKnown = known?.signature === "" || known?.signature === signature;
  const waits = amount > 0 ? inTransit(tx, operation) > 0 : !isKnown;
  const state = waits ? "outstanding" : (known?.state ?? "applied");
  tx.put("operation", { card, op, member, asset, amount, basis: basis ?? null, signature, state });
}

function ended(
  tx: ProjectionTx,
  card: CardNo,
  ops: readonly { readonly op: number }[],
  state: "applied" | "returned",
): void {
  for (const { op } of ops) {
    const operation = tx.get("operation", [card, op]) ?? unknownOperation(card, op);
    const waits = operation.amount > 0 && inTransit(tx, operation) > 0;
    tx.put("operation", { ...operation, state: waits ? "outstanding" : state });
  }
}

function inTransit(tx: ProjectionTx, of: Pick<Tables["operation"], "card" | "op" | "asset">): number {
  return tx.get("account", [transitOf(of.card, of.op), of.asset])?.balance ?? 0;
}

/** A record is known to be REAL. */
function seen(tx: ProjectionTx, cardNo: CardNo, record: string): void {
  const card = cardRow(tx, cardNo);
  const counter = counterOf(record);
  // Two REAL records with one counter are a fork; the lesser text stands here so that the order of journals is no
  // matter.
  const newer = counter > card.lastCounter || (counter === card.lastCounter && record < card.lastRecord);
  putCard(tx, { ...card, ...(newer ? { lastCounter: counter, lastRecord: record } : {}) });
}

/** A card that was replaced stays so, blocked or not; everything else follows from the row, whatever came last. */
function putCard(tx: ProjectionTx, row: Tables["card"]): void {
  tx.put("card", { ...row, state: row.state === "replaced" ? "replaced" : stateOf(row) });
}

function stateOf({ blocks, header, lastCounter }: Tables["card"]): Tables["card"]["state"] {
  if (blocks > 0) return "blocked";
  if (header === "") return "unknown";
  return lastCounter > 0 ? "active" : "issuing";
}

function cardRow(tx: ProjectionTx, card: CardNo): Tables["card"] {
  return tx.get("card", [card]) ?? unknownCard(card);
}

/** An intent whose journal has not come yet. */
function unknownIntent(ref: EventRef): IntentRow {
  const amounts = { spend: 0, earn: 0, ops: "[]", abandoned: 0 };
  return { ...ref, card: "", member: null, kind: "write", before: "", after: "", status: "open", ...amounts };
}

/** An operation whose journal has not come yet. */
function unknownOperation(card: CardNo, op: number): Tables["operation"] {
  return { card, op, member: "", asset: 0, amount: 0, basis: null, signature: "", state: "outstanding" };
}

/** A card whose issue is in a journal that has not come yet. */
function unknownCard(card: CardNo): Tables["card"] {
  const nothing = { member: null, generation: 0, uid: "", family: "", header: "", journal: "", seq: 0 };
  return { card, ...nothing, state: "unknown", blocks: 0, lastCounter: 0, lastRecord: "" };
}
