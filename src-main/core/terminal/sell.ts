import { toHex } from "../../../src-shared/base/bytes.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { usability } from "../../../src-shared/card/card-usable.ts";
import { spendableHere } from "../../../src-shared/card/spendable-here.ts";
import type { CardRefusalCode } from "../../../src-shared/words/card-words.ts";
import { billValue, readBill } from "./bill.ts";
import type { PresentCard } from "./card-io.ts";
import { memoryOf, tapTerminal } from "./card-knowledge.ts";
import { requestHash } from "./command.ts";
import { programmeOf, shiftOf, type Actor, type Terminal } from "./context.ts";
import type { SaleOutcome, SellRefusal, SellRequest } from "./sale-outcome.ts";
import { sellWithCard } from "./sell-with-card.ts";
import { sellWithoutCard } from "./sell-without-card.ts";

/**
 * Sells a bill. With a card: earning, spending and due operations in one write, after its intent is on disk. Without
 * one: a known member earns to the pool. The same command id returns the same outcome and sells nothing twice. `left`
 * is the member whose card was here and is gone: no part of what was asked, so that asking again is the same.
 */
export async function sell(
  terminal: Terminal,
  by: Actor,
  request: SellRequest,
  card: PresentCard | undefined,
  left?: MemberId,
): Promise<Result<SaleOutcome, SellRefusal>> {
  const { read } = terminal.store;
  const hash = requestHash(terminal, "sell", [billValue(request), request.member ?? ""]);
  const before = read.commandResult(by.command);
  if (before) {
    if (before.request !== hash) return err({ refusal: "command-reused" });
    // Written below by this very command.
    return ok(asOfNow(terminal, JSON.parse(before.result) as SaleOutcome));
  }
  if (!shiftOf(read)) return err({ refusal: "no-shift" });
  const bill = readBill(request, terminal.identity.terminal);
  if (!bill.ok) return err({ refusal: bill.error });
  if (card?.view.kind === "ours") {
    return sellWithCard(terminal, by, { bill: bill.value, hash, card, ...memberOf(request) });
  }
  if (bill.value.creditMinor > 0) return err({ refusal: card === undefined ? "no-card" : `card-${card.view.kind}` });
  const known = left === undefined ? {} : { member: left };
  const named = card === undefined ? {} : namedBy(terminal, card);
  return sellWithoutCard(terminal, by, { bill: bill.value, hash, ...known, ...named, ...memberOf(request) });
}

/** A card of ours that can't be read or written still says whose it is: what is earned goes to that member's pool. */
function namedBy(
  terminal: Terminal,
  { uid, view }: PresentCard,
): { readonly member?: MemberId; readonly notice?: CardRefusalCode } {
  if ((view.kind !== "damaged" && view.kind !== "newer") || view.header === null) return {};
  const row = terminal.store.read.get("card", [view.header.cardNo]);
  // The header has no MAC: only on the plastic that it was written to does it name anybody.
  if (row === undefined || row.member === null || row.uid !== toHex(uid)) return {};
  return { member: row.member, notice: `card-${view.kind}` };
}

/** What may be spent from a card here and now. */
export function spendableOf(terminal: Terminal, card: PresentCard): number {
  return spendingOf(terminal, card).minor;
}

/** The same, with the refusal that a request for more would meet; null when there is no more on the card. */
export function spendingOf(
  terminal: Terminal,
  { view }: PresentCard,
): { readonly minor: number; readonly boundBy: CardRefusalCode | null } {
  if (view.kind !== "ours") return { minor: 0, boundBy: `card-${view.kind}` };
  const { read } = terminal.store;
  const memory = memoryOf(terminal, read, view.header.cardNo);
  const limits = tapTerminal(terminal, read, { programme: programmeOf(read).document, memory });
  const { minor, boundBy } = spendableHere({ view, memory, terminal: limits });
  if (boundBy === "balance") return { minor, boundBy: null };
  if (boundBy !== "card") return { minor, boundBy: "spend-over-limit" };
  return { minor, boundBy: usability({ view, memory, terminal: limits }).refusal };
}

/** A wait that ended since it was answered is told as such. */
function asOfNow({ store, identity }: Terminal, outcome: SaleOutcome): SaleOutcome {
  if (outcome.kind === "done") return outcome;
  const intent = store.read.get("intent", [identity.journal, outcome.intent]);
  return { ...outcome, over: intent?.status !== "open" || intent.abandoned === 1 };
}

function memberOf(request: SellRequest): { readonly member?: MemberId } {
  return request.member === undefined ? {} : { member: request.member };
}
