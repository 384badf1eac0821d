import type { BillState } from "../../src-shared/contract/counter-state.ts";
import { useCounter } from "../stores/event-stores.ts";
import { linesNow } from "./bill-now.ts";
import { typedNumber } from "./entry.ts";
import { send, sendReckoned } from "./send.ts";
import { hasTypedAmount, useTill } from "./till-store.ts";
import { currentEntry, typeInto, typeNothing, unitMinor } from "./typing.ts";

const THOUSAND = 1000;
type Line = BillState["lines"][number];

/** The chosen line, if it is still there. */
export function chosenLine(lines: readonly Line[], chosen: number | null): Line | undefined {
  return lines.find(({ id }) => id === chosen);
}

/** Chooses the line above or below; the first arrow chooses the newest. */
export function moveLine(step: 1 | -1): void {
  const lines = linesNow();
  const { line } = useTill.getState();
  const at = lines.findIndex(({ id }) => id === line);
  const next = at === -1 ? lines.length - 1 : Math.min(lines.length - 1, Math.max(0, at + step));
  useTill.setState({ line: lines[next]?.id ?? null });
}

/** One more, one less (none removes the line), or as many as were typed (`step` null). */
export async function changeQuantity(step: 1 | -1 | null): Promise<void> {
  const { line: chosen } = useTill.getState();
  const typed = typedNumber(currentEntry());
  typeNothing();
  if (step === null && typed === null) return;
  await sendReckoned("bill.line", () => {
    // The chosen one or, where none is chosen, the newest: also one whose scan was under way at the press.
    const line = chosen === null ? linesNow().at(-1) : chosenLine(linesNow(), chosen);
    if (line === undefined) return null;
    return {
      id: line.id,
      qtyMilli: step === null ? (typed ?? 0) * THOUSAND : Math.max(0, line.qtyMilli + step * THOUSAND),
    };
  });
}

export async function removeLine(): Promise<void> {
  const line = chosenLine(linesNow(), useTill.getState().line);
  if (line !== undefined) await send("bill.line", { id: line.id, qtyMilli: 0 });
}

/** Asks for a discount of the chosen line or of the bill, or gives the one that was typed. */
export function takeDiscount(): void {
  const bill = useCounter.getState().state?.bill;
  if (bill === undefined || hasTypedAmount(bill)) return;
  if (currentEntry().target !== "discount") return typeInto("discount");
  const typed = typedNumber(currentEntry());
  const line = chosenLine(bill.lines, useTill.getState().line);
  typeNothing();
  if (typed === null) return;
  const discountMinor = typed * unitMinor();
  void (line === undefined
    ? send("bill.discount", { discountMinor })
    : send("bill.line", { id: line.id, discountMinor }));
}
