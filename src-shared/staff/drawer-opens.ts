import type { KnownEvent } from "../ledger/event-types.ts";
import type { Tender } from "../ledger/events/sale-events.ts";

/** The act that opens the drawer without a sale: a right of its own, noted in the journal. */
export const NO_SALE = "drawer-opened";

/**
 * Whether the drawer opens for an event: cash goes into it or out of it, or it is counted. Whatever is printed again
 * opens nothing, because a copy has no event of its own that is asked here.
 */
export function drawerOpens(event: KnownEvent): boolean {
  switch (event.type) {
    case "sale.recorded":
    case "sale.voided":
    case "sale.refunded":
    case "refund.claimed":
      return hasCash(event.payload.tenders);
    case "cash.moved":
    case "shift.closed":
      return true;
    case "act.noted":
      return event.payload.act === NO_SALE;
    default:
      return false;
  }
}

function hasCash(tenders: readonly Tender[]): boolean {
  return tenders.some((tender) => tender.kind === "cash");
}
