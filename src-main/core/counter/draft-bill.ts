import type { SaleLine } from "../../../src-shared/ledger/events/sale-events.ts";
import { printableOf } from "../../../src-shared/base/printable.ts";
import { spread } from "../../../src-shared/money/amount.ts";
import type { BillRequest } from "../terminal/bill.ts";
import { totalOf, type Draft } from "./draft.ts";

/** The most of a product's name that a line of the ledger holds. */
const NAME_MAX = 40;

/**
 * The open bill as it is sold: every line's net after both discounts, the bill's own spread over the lines by largest
 * remainder. Lines that come to nothing stay: they were handed over.
 */
export function billRequestOf(draft: Draft): Pick<BillRequest, "lines" | "amountMinor"> {
  if (draft.lines.length === 0 && draft.discountMinor === 0) return { amountMinor: draft.amountMinor };
  return { lines: saleLinesOf(draft) };
}

/** The lines as the rules and the ledger see them. */
export function saleLinesOf(draft: Draft): readonly SaleLine[] {
  const { lines, discountMinor, amountMinor } = draft;
  if (lines.length === 0) {
    const discount = discountMinor === 0 ? {} : { discount: discountMinor };
    return [{ id: 1, qty: 1000, price: amountMinor, ...discount, net: totalOf(draft) }];
  }
  const nets = lines.map((line) => line.netMinor);
  const shares = discountMinor === 0 ? [] : spread(discountMinor, nets);
  return lines.map((line, index): SaleLine => {
    const share = shares[index] ?? 0;
    const discount = line.discountMinor + share;
    const product = cleanName(line.name);
    const category = cleanName(line.category ?? "");
    return {
      id: line.id,
      ...(product === "" ? {} : { product }),
      ...(category === "" ? {} : { category }),
      qty: line.qtyMilli,
      price: line.priceMinor,
      ...(discount === 0 ? {} : { discount }),
      net: line.netMinor - share,
    };
  });
}

/** A name as the ledger keeps it: whole characters, at most so many, nothing that does not show. */
function cleanName(name: string): string {
  let kept = "";
  for (const character of printableOf(name).normalize("NFC")) {
    if (kept.length + character.length > NAME_MAX) break;
    kept += character;
  }
  return kept.trim();
}
