import { must } from "../../../src-shared/base/assert.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { CardRefusalCode } from "../../../src-shared/words/card-words.ts";
import { appendEvents } from "../journal-writer.ts";
import { giveUpWaiting } from "./abandon.ts";
import type { Bill } from "./bill.ts";
import { actNow, programmeOf, shiftOf, type Actor, type Terminal } from "./context.ts";
import { decideSale, salePayload, type DecideRefusal } from "./decide-sale.ts";
import { queueReceipt } from "./sale-receipt-of.ts";
import { staffName } from "../staff/staff-name.ts";
import type { SaleDone, SellRefusal } from "./sale-outcome.ts";

/** A refusal of the rules in the counter's words. */
export function decideRefusal(error: DecideRefusal): SellRefusal {
  if (error.kind === "needs-approval") return { refusal: "needs-approval", roles: error.roles };
  const codes = {
    "not-positive": "amount-not-positive",
    "below-minimum": "credit-below-minimum",
    "above-spendable": "credit-above-spendable",
    "above-bill": "credit-above-bill",
    "not-in-steps": "credit-not-in-steps",
  } as const;
  return { refusal: codes[error.kind], possibleMinor: error.possibleMinor };
}

/** A sale without a card: final at once; a known member earns to the pool. */
export function sellWithoutCard(
  terminal: Terminal,
  by: Actor,
  of: { readonly bill: Bill; readonly hash: string; readonly member?: MemberId; readonly notice?: CardRefusalCode },
): Result<SaleDone, SellRefusal> {
  const { bill, member } = of;
  return terminal.store.transaction((tx) => {
    if (member !== undefined && !tx.get("member", [member])) return err({ refusal: "member-unknown" });
    const programme = programmeOf(tx).document;
    const day = must(shiftOf(tx), "a shift is open").day;
    const decided =
      member === undefined
        ? undefined
        : decideSale(terminal, tx, { programme, member, day, bill, spendableMinor: 0, by });
    if (decided?.ok === false) return err(decideRefusal(decided.error));
    // A spend that still waits for its card was paid this way: put back tomorrow, the card must not pay again.
    giveUpWaiting(terminal, tx, by);
    const decision = decided?.value;
    const toPool = decision?.accrual.totalMinor ?? 0;
    const sale = { ...salePayload(bill, programme.asset, member, decision), ...(toPool > 0 ? { toPool } : {}) };
    const draft = { type: "sale.recorded", payload: sale } as const;
    const [event] = appendEvents(tx, terminal, terminal.identity.journal, actNow(terminal, tx, by), [draft]);
    const reason = decision?.accrual.reason;
    queueReceipt(tx, { event: must(event, "appended"), sale, reason, cashier: staffName(terminal, by.actor) });
    const done: SaleDone = {
      kind: "done",
      sale: must(event, "appended").ref,
      short: must(event, "appended").short,
      totalMinor: bill.totalMinor,
      changeMinor: bill.changeMinor,
      spentMinor: 0,
      toPurseMinor: 0,
      toPoolMinor: toPool,
      ...(reason === undefined ? {} : { reason }),
      card: of.notice === undefined ? "none" : "to-pool",
      ...(of.notice === undefined ? {} : { notice: of.notice }),
    };
    tx.putCommandResult({ command: by.command, request: of.hash, result: JSON.stringify(done) });
    return ok(done);
  });
}
