import { openSale } from "../shell/open-sale.ts";
import { openShutDrawer } from "../shift/shut-drawer.ts";
import { useCounter } from "../stores/event-stores.ts";
import type { CounterAct } from "./counter-key.ts";
import { isMobileLike, typedNumber } from "./entry.ts";
import { gateNow, setGate } from "./gate-store.ts";
import { changeQuantity, moveLine, takeDiscount } from "./line-acts.ts";
import { finish } from "./pay-acts.ts";
import { type PayChoice, PLAIN_CASH } from "./pay-plan.ts";
import { send } from "./send.ts";
import { forgetChoice, useTill } from "./till-store.ts";
import { clearTyped, currentEntry, saleKey, typeInto, typeNothing } from "./typing.ts";

/** Does what a key or button of the counter means. */
export function doAct(act: CounterAct): void {
  // No part of the bill: what was begun on it stands, whether there is a drawer to open or not.
  if (act === "drawer") return openShutDrawer();
  if (act !== "undo") useTill.setState({ isUndoArmed: false });
  switch (act) {
    case "cash":
      return chooseCash();
    case "bank-card":
      return chooseBankCard();
    case "all-credit":
    case "round-credit":
      return toggleCredit(act === "all-credit" ? "all" : "round");
    case "credit":
      return typeInto("credit");
    case "mobile":
      return void byMobile();
    case "forget":
      return void forgetMember();
    case "enrol":
      return void enrol();
    case "search":
      return useTill.setState(({ view }) => ({ view: view === "goods" ? "pad" : "goods" }));
    case "waiting":
      return void takeWaiting();
    case "customer-left":
      return void abandon(false);
    case "pays-otherwise":
      return void abandon(true);
    case "undo":
      return void undo();
    case "help":
      return useTill.setState({ isHelpOpen: true });
    case "discount":
      return takeDiscount();
    case "more":
      return void changeQuantity(1);
    case "less":
      return void changeQuantity(-1);
    case "quantity":
      return useTill.getState().line === null ? undefined : typeInto("quantity");
    case "up":
      return moveLine(-1);
    case "down":
      return moveLine(1);
  }
}

/** Enter: keeps what is being typed where that is a part of something, and otherwise finishes the sale. */
export async function enter(): Promise<void> {
  const entry = currentEntry();
  const state = useCounter.getState().state;
  if (isMobileLike(entry) || entry.target === "mobile") return byMobile();
  if (entry.target === "quantity") return changeQuantity(null);
  if (entry.target === "discount") return takeDiscount();
  if (entry.target === "bank" || entry.target === "credit") return typeNothing();
  if (state !== null && state.result !== null && (typedNumber(entry) ?? 0) === 0) return nextBill();
  await finish();
}

/** The button of Enter: amounts of bank card and credit that were typed are a part of the payment already. */
export async function finishByButton(): Promise<void> {
  const { target } = currentEntry();
  if (target === "bank" || target === "credit") typeNothing();
  await enter();
}

/** Esc: keys that wait, or what is being typed beside the amount, are dropped; false when there is nothing to drop. */
export function escape(): boolean {
  const { entry, view, unknownMobile, refusal } = useTill.getState();
  if (gateNow().held.length > 0) {
    setGate({ ...gateNow(), held: [] });
    return true;
  }
  const isAside = entry.target !== restingOf(entry.target) || isMobileLike(entry);
  if (!isAside && view === "pad" && unknownMobile === null && refusal === null) return false;
  if (isMobileLike(entry)) clearTyped();
  if (isAside) typeNothing();
  useTill.setState({ view: "pad", unknownMobile: null, refusal: null });
  return true;
}

/** Whatever a scanner sent, wherever the cashier is on this page. */
export async function scan(text: string): Promise<void> {
  typeNothing();
  const answer = await send("counter.scan", { text });
  if (answer.ok && answer.value.was === "receipt" && answer.value.sale !== undefined) openSale(answer.value.sale);
}

/** The result was seen: the next bill begins. */
export async function nextBill(): Promise<void> {
  const result = useCounter.getState().state?.result;
  if (result === null || result === undefined) return;
  useTill.setState({ leftSale: saleKey(result.sale) });
  forgetChoice();
  await send("counter.next", {});
}

/** Empties the bill, at the second press. */
export async function clearBill(): Promise<void> {
  if (gateNow().phase !== "open") return;
  if (!useTill.getState().isClearArmed) return useTill.setState({ isClearArmed: true });
  forgetChoice();
  await send("bill.clear", {});
}

function restingOf(target: string): string {
  return target === "given" ? "given" : "bill";
}

function chooseCash(): void {
  const { choice } = useTill.getState();
  const isAgain = choice.tender === "cash" && choice.credit === "none";
  useTill.setState({ choice: isAgain ? choice : { ...PLAIN_CASH, givenMinor: choice.givenMinor } });
  if (isAgain) typeInto("given");
  else typeNothing();
}

function chooseBankCard(): void {
  const { choice } = useTill.getState();
  const isAgain = choice.tender === "bank-card";
  useTill.setState({ choice: { ...choice, tender: "bank-card", bankMinor: null, givenMinor: null } });
  if (isAgain) typeInto("bank");
  else typeNothing();
}

function toggleCredit(credit: "all" | "round"): void {
  const { choice } = useTill.getState();
  const next: PayChoice = { ...choice, credit: choice.credit === credit ? "none" : credit, creditMinor: null };
  useTill.setState({ choice: next });
  typeNothing();
}

async function byMobile(): Promise<void> {
  const entry = currentEntry();
  const isTyped = isMobileLike(entry) || entry.target === "mobile";
  const mobile = isTyped ? (entry.digits ?? "") : "";
  if (mobile === "") return typeInto("mobile");
  if (isMobileLike(entry)) clearTyped();
  typeNothing();
  const answer = await send("bill.member", { by: { kind: "mobile", mobile } });
  const isNobody = !answer.ok && ["member-not-found", "member-unknown"].includes(answer.error.refusal);
  useTill.setState({
    unknownMobile: isNobody ? mobile : null,
    isJustEnrolled: false,
    ...(isNobody ? { refusal: null } : {}),
  });
}

async function forgetMember(): Promise<void> {
  const { choice } = useTill.getState();
  useTill.setState({ unknownMobile: null, choice: { ...choice, credit: "none", creditMinor: null } });
  await send("bill.member", { by: { kind: "none" } });
}

async function enrol(): Promise<void> {
  const { unknownMobile } = useTill.getState();
  if (unknownMobile === null) return;
  const answer = await send("members.enrol", { mobile: unknownMobile });
  if (!answer.ok) return;
  useTill.setState({ unknownMobile: null, isJustEnrolled: true });
  await send("bill.member", { by: { kind: "id", member: answer.value.member } });
}

async function takeWaiting(): Promise<void> {
  const first = useCounter.getState().state?.waiting[0];
  if (first !== undefined) await takeBill(first.id);
}

/** A bill of another program comes onto the counter, in the place of whatever was begun to be typed. */
export async function takeBill(id: string): Promise<void> {
  typeNothing();
  await send("bill.take", { id });
}

async function abandon(keepBill: boolean): Promise<void> {
  const state = useCounter.getState().state;
  if (state === null || (state.payment.kind !== "card-left" && state.card.kind !== "put-back")) return;
  if (!keepBill) forgetChoice();
  else useTill.setState({ choice: PLAIN_CASH });
  await send("bill.abandon", { keepBill });
}

async function undo(): Promise<void> {
  const undoable = useCounter.getState().state?.undo ?? null;
  if (undoable === null) return;
  if (undoable.whyNot !== null) return useTill.setState({ refusal: undoable.whyNot });
  if (!useTill.getState().isUndoArmed) return useTill.setState({ isUndoArmed: true });
  useTill.setState({ isUndoArmed: false });
  await send("sale.void", { sale: undoable.sale });
}
