import type { CounterState } from "../../src-shared/contract/counter-state.ts";
import { sendCommand } from "../api/use-command.ts";
import { useLook } from "../look/look-store.ts";
import { useCounter, useSession } from "../stores/event-stores.ts";
import { createAmountSender } from "./amount-sender.ts";
import { type Entry, type EntryTarget, isMobileLike, typedNumber, withDigits, withoutLast } from "./entry.ts";
import { gateNow, setGate } from "./gate-store.ts";
import { QUIET_MS } from "./key-reader.ts";
import { answered, ownRevision, track } from "./own-commands.ts";
import type { PayChoice } from "./pay-plan.ts";
import type { Seen } from "./pay-step.ts";
import { handMoves } from "./rest.ts";
import { hasTypedAmount, useTill } from "./till-store.ts";

/** How long to wait for the core's picture of a bill that it has just confirmed: a broken line is mended by then. */
const PICTURE_MAX_MS = 15_000;

export const afterMs = (work: () => void, ms: number): (() => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};

const sender = createAmountSender({
  send: async (amountMinor) => {
    for (;;) {
      const answer = await track(sendCommand("bill.amount", { amountMinor }));
      if (answer.ok) return { revision: answer.value.revision };
      if (answer.error.refusal !== "signed-out") {
        useTill.setState({ refusal: answer.error, entry: { target: "bill", digits: null } });
        return null;
      }
      // A core that was killed has nobody signed in: the last digits wait for whoever comes, as the bill does.
      await nextSignIn();
    }
  },
  after: afterMs,
  waitMs: QUIET_MS,
  onIdle: followPicture,
});

/** Fulfilled when somebody signs in anew; who the page still thinks is signed in is not. */
function nextSignIn(): Promise<void> {
  const before = useSession.getState().signedIn;
  return new Promise((resolve) => {
    const stop = useSession.subscribe(({ signedIn }) => {
      if (signedIn === null || signedIn === before) return;
      stop();
      resolve();
    });
  });
}

/** Rial in one unit of what is typed. */
export function unitMinor(): number {
  return useLook.getState().display.moneyUnit === "toman" ? 10 : 1;
}

/** Where digits go that nobody has given another place. */
export function restingTarget(): "bill" | "given" {
  const bill = useCounter.getState().state?.bill;
  return bill === undefined || isNextBill() || hasTypedAmount(bill) ? "bill" : "given";
}

/** The entry as it is now: at rest it follows the bill. */
export function currentEntry(): Entry {
  const { entry } = useTill.getState();
  if (entry.digits !== null || (entry.target !== "bill" && entry.target !== "given")) return entry;
  return { target: restingTarget(), digits: null };
}

/** A result is on screen, so that what is typed begins the next bill. */
function isNextBill(): boolean {
  return useCounter.getState().state?.result !== null;
}

export function typeDigits(digits: string): void {
  const entry = currentEntry();
  change(withDigits(entry, digits, standing(entry)));
}

export function typeBack(): void {
  const entry = currentEntry();
  change(withoutLast(entry, standing(entry)));
}

export function clearTyped(): void {
  change({ ...currentEntry(), digits: "" });
}

/** Gives the digits another place; what was typed there before is begun anew. */
export function typeInto(target: EntryTarget): void {
  // Begun on purpose: an entry at rest would go back to the bill with the first digit.
  useTill.setState({ entry: { target, digits: target === "given" ? "" : null }, refusal: null });
}

export function typeNothing(): void {
  const { entry } = useTill.getState();
  const target = restingTarget();
  // Nothing is drawn for what is so already.
  if (entry.target !== target || entry.digits !== null) useTill.setState({ entry: { target, digits: null } });
}

/** Takes a picture of what is typed; the function brings it back, also at the core. */
export function markTyped(): () => void {
  const { entry, choice, bill } = useTill.getState();
  const held = gateNow().held.length;
  const sent = sender.sent();
  const amountMinor = amountNow();
  return () => {
    sender.cancel();
    setGate({ ...gateNow(), held: gateNow().held.slice(0, held) });
    // A bill that ended meanwhile took what was typed for it with it.
    const isSameBill = useTill.getState().bill === bill;
    const back: Entry = isSameBill ? entry : { target: "bill", digits: null };
    useTill.setState({ entry: back, ...(isSameBill ? { choice } : {}) });
    if (back.target === "bill" && back.digits !== null) sendTyped(back);
    else if (sender.sent() !== sent) sender.set(isSameBill ? amountMinor : 0);
  };
}

/** Keys go on: what was typed waits a little longer before it goes to the core. */
export function stirTyped(): void {
  sender.stir();
}

/** Sends what is typed now; fulfilled when the core has it. */
export async function flushTyped(): Promise<void> {
  await sender.flush();
}

/** What stands on the screen now. */
export function seenNow(): Seen {
  const { state } = useCounter.getState();
  const entry = currentEntry();
  const isTyped = entry.target === "bill" && entry.digits !== null;
  return {
    typedMinor: isTyped ? (typedNumber(entry) ?? 0) * unitMinor() : null,
    totalMinor: state === null || isNextBill() ? 0 : state.bill.totalMinor,
    member: state?.member?.member ?? null,
  };
}

/**
 * Waits until the core has answered everything that this page asked of it, and its picture is here. Null where it
 * refused a part (which is said already), or no picture came.
 */
export async function settled(): Promise<{ readonly now: CounterState; readonly ownRevision: number | null } | null> {
  const sending = sender.flush();
  const { isRefused, revision } = await answered();
  await sending;
  if (isRefused) return null;
  const now = await pictureOf(ownRevision());
  return now === null ? null : { now, ownRevision: revision };
}

/**
 * What is typed gives way to the core's picture of it once both agree: from then on the amount is shown from there, and
 * a scan or another program may change it.
 */
export function followPicture(): void {
  const { state } = useCounter.getState();
  const { entry } = useTill.getState();
  if (state === null || entry.target !== "bill" || entry.digits === null) return;
  // A leading zero may become a mobile number: the core's picture of it has none.
  if (entry.digits.startsWith("0")) return;
  if (!sender.isIdle() || state.bill.revision < ownRevision()) return;
  useTill.setState({ entry: { target: "bill", digits: null } });
}

function amountNow(): number {
  const { state } = useCounter.getState();
  return state === null || isNextBill() ? 0 : state.bill.amountMinor;
}

function standing(entry: Entry): string {
  const state = useCounter.getState().state;
  if (entry.target !== "bill" || state === null || isNextBill()) return "";
  const units = Math.trunc(state.bill.amountMinor / unitMinor());
  return units === 0 ? "" : String(units);
}

function change(entry: Entry): void {
  if (entry.target === "bill" && isBillClosed()) {
    useTill.setState({ refusal: { refusal: "payment-under-way" } });
    return;
  }
  const amountMinor = (typedNumber(entry) ?? 0) * unitMinor();
  const choice = choiceWith(entry.target, amountMinor);
  if (entry.target === "given") handMoves();
  // At once, so that what follows the typing is brought up to date once.
  useTill.setState({ entry, choice, refusal: null, isUndoArmed: false, isClearArmed: false });
  if (entry.target === "bill") {
    leaveResult();
    sendTyped(entry);
  }
}

/** What is chosen once `amountMinor` stands at `target`. */
function choiceWith(target: EntryTarget, amountMinor: number): PayChoice {
  const { choice } = useTill.getState();
  if (target === "given") return { ...choice, givenMinor: amountMinor === 0 ? null : amountMinor };
  if (target === "bank") return { ...choice, bankMinor: amountMinor, tender: "bank-card" };
  if (target === "credit") return { ...choice, creditMinor: amountMinor, credit: "typed" };
  return choice;
}

/** A bill whose payment waits for its card has its amount: the core would refuse another one. */
function isBillClosed(): boolean {
  const { state } = useCounter.getState();
  return state !== null && state.payment.kind !== "open" && state.result === null;
}

function sendTyped(entry: Entry): void {
  if (entry.digits === null) return;
  // A mobile number is being typed where the amount stands: the bill has none.
  sender.set(isMobileLike(entry) ? 0 : (typedNumber(entry) ?? 0) * unitMinor());
}

function leaveResult(): void {
  const result = useCounter.getState().state?.result;
  if (result !== null && result !== undefined) useTill.setState({ leftSale: saleKey(result.sale) });
}

export function saleKey(sale: { readonly journal: string; readonly seq: number }): string {
  return `${sale.journal}.${sale.seq}`;
}

/** The core's picture of the bill with this revision or a later one; null when none came. */
export function pictureOf(revision: number): Promise<CounterState | null> {
  const now = useCounter.getState().state;
  if (now !== null && now.bill.revision >= revision) return Promise.resolve(now);
  return new Promise((resolve) => {
    const stop = useCounter.subscribe(({ state }) => {
      if (state !== null && state.bill.revision >= revision) done(state);
    });
    const stopTimer = afterMs(() => done(null), PICTURE_MAX_MS);
    function done(state: CounterState | null): void {
      stop();
      stopTimer();
      resolve(state);
    }
  });
}
