import { assert, must } from "../base/assert.ts";
import { fromBase64Url, fromHex, toBase64Url } from "../base/bytes.ts";
import type { CardRefusal, CardRefusalCode } from "../words/card-words.ts";
import { BALANCE_MAX_MINOR, COUNTER_WARN, counterDistance, encodeRecordBody } from "./card-bytes.ts";
import type { RecordAuth, RecordPlace } from "./card-keys.ts";
import {
  applyToMemory,
  provableSettlements,
  recordOf,
  withSettlements,
  type AppliedOperation,
  type CardFact,
  type CardMemory,
  type OpenIntent,
  type Settlement,
} from "./card-memory.ts";
import { applicableOperations, usability, type CardAlarm } from "./card-usable.ts";
import type { CardView, OurCard, RecordText, Slot } from "./card-view.ts";
import { spendableHere } from "./spendable-here.ts";
import { mutantSettlements } from "./tap-mutants.ts";
import { RIGHT_RULES, type TapRules } from "./tap-rules.ts";
import type { TapTerminal } from "./tap-terminal.ts";

/**
 * What a tap is for:
 * - `read`: show the card; never writes;
 * - `settle`: "put the same card back": settle what is open between this terminal and this card, write for nothing
 *   else;
 * - `sale`: earn, spend or both, with all operations that are due, in one write;
 * - `undo`: the exact reversal of a sale, in one write that brings nothing else. It is no redemption: no cap stands in
 *   its way, for the card only gets back, or gives back, what that sale moved.
 */
export type TapRequest =
  | { readonly kind: "read" }
  | { readonly kind: "settle" }
  | { readonly kind: "sale"; readonly earnMinor: number; readonly spendMinor: number }
  | { readonly kind: "undo"; readonly giveMinor: number; readonly takeMinor: number };

/** The exact write that a terminal journals before it touches the card. */
export interface IntentDraft {
  readonly slot: Slot;
  readonly before: RecordText;
  readonly after: RecordText;
  readonly opsApplied: readonly AppliedOperation[];
  readonly earnToPurseMinor: number;
  readonly earnToPoolMinor: number;
  readonly spendMinor: number;
}

/**
 * - `rewrite`: write this open intent's bytes again and read the whole card back; then plan again with the new view;
 * - `write`: journal the intent, write `after` into `slot`, read the whole card back;
 * - `no-write`: the card stays as it is; what was earned goes to the pool; `refusal` says why, null when nothing is
 *   wrong;
 * - `refused`: what was asked can't be done; nothing is journalled; the bill is paid otherwise.
 */
export type TapStep =
  | { readonly kind: "rewrite"; readonly intentSeq: number; readonly slot: Slot; readonly record: RecordText }
  | { readonly kind: "write"; readonly intent: IntentDraft }
  | { readonly kind: "no-write"; readonly earnToPoolMinor: number; readonly refusal: CardRefusal | null }
  | { readonly kind: "refused"; readonly refusal: CardRefusal };

/** What to do with a card that was just read, in this order: journal the settlements, raise the alarm, do the step. */
export interface TapPlan {
  readonly settlements: readonly Settlement[];
  readonly alarm: CardAlarm | null;
  /** The card should be replaced soon: its counter passed COUNTER_WARN. */
  readonly wearingOut: boolean;
  readonly step: TapStep;
}

export interface TapInput {
  readonly auth: RecordAuth;
  readonly view: CardView;
  /** The memory of the card in `view`; an empty one for cards that are not ours. */
  readonly memory: CardMemory;
  readonly terminal: TapTerminal;
  readonly request: TapRequest;
}

/** Decides what a tap does. Pure; the same input gives the same plan, so that a crash may plan again. */
export function planTap(input: TapInput, rules: TapRules = RIGHT_RULES): TapPlan {
  const ofThisCard = input.view.kind !== "ours" || input.view.header.cardNo === input.memory.cardNo;
  assert(ofThisCard, "a card is planned with its own memory");
  const proved = provableSettlements(input.memory);
  const settlements = [...proved, ...mutantSettlements(input.view, withSettlements(input.memory, proved), rules)];
  const memory = withSettlements(input.memory, settlements);
  const { view, terminal, request } = input;
  const { refusal, alarm } = usability({ view, memory, terminal }, rules);
  const wearingOut = view.kind === "ours" && view.current.record.counter >= COUNTER_WARN;
  const step = (): TapStep => {
    if (refusal !== null || view.kind !== "ours") return cannotWrite(view, request, refusal ?? "card-foreign");
    if (request.kind === "read") return { kind: "no-write", earnToPoolMinor: 0, refusal: null };
    const again = rewriteStep(view, memory, rules);
    if (again !== null) return again;
    return request.kind === "undo"
      ? undoStep({ ...input, view }, request, rules)
      : writeStep({ ...input, memory, view }, rules);
  };
  return { settlements, alarm, wearingOut, step: step() };
}

/** What a read-back proves of an intent: REAL when the card's current record is its after-record, else still OPEN. */
export function judgeReadBack(
  of: {
    readonly memory: CardMemory;
    readonly intentSeq: number;
    /** Null when the card could not be read again. */
    readonly view: CardView | null;
  },
  rules: TapRules = RIGHT_RULES,
): ReadBack {
  const intent = must(
    of.memory.open.find((open) => open.seq === of.intentSeq),
    "an intent that is read back is open",
  );
  const shown = of.view?.kind === "ours" ? of.view.current.text : null;
  if (shown !== intent.after && !rules.skipReadBack) return { outcome: "OPEN", confirmed: null, settlements: [] };
  const fact: CardFact = { kind: "confirmed", intentSeq: intent.seq };
  return { outcome: "REAL", confirmed: intent, settlements: provableSettlements(applyToMemory(of.memory, fact)) };
}

/**
 * `confirmed` is the intent to journal as confirmed; `settlements` of other own intents follow in the same transaction.
 */
export interface ReadBack {
  readonly outcome: "REAL" | "OPEN";
  readonly confirmed: OpenIntent | null;
  readonly settlements: readonly Settlement[];
}

/** The bytes of a record in its text form, to send to a card. */
export function recordBytes(text: RecordText): Uint8Array {
  return fromBase64Url(text);
}

function cannotWrite(view: CardView, request: TapRequest, code: CardRefusalCode): TapStep {
  const refusal: CardRefusal = { code, worksMinor: null };
  if (request.kind === "undo") return { kind: "refused", refusal };
  if (request.kind !== "sale") return { kind: "no-write", earnToPoolMinor: 0, refusal };
  if (!isAmount(request.earnMinor) || !isAmount(request.spendMinor)) return refused("amount-invalid", null);
  if (request.spendMinor > 0) return { kind: "refused", refusal };
  return { kind: "no-write", earnToPoolMinor: namesCard(view) ? request.earnMinor : 0, refusal };
}

/** A card that is not ours, or whose header we can't read, names nobody: there is no pool to earn to. */
function namesCard(view: CardView): boolean {
  return view.kind === "ours" || view.kind === "damaged" || (view.kind === "newer" && view.header !== null);
}

/**
 * The card shows exactly the record under an open intent: the same bytes again. Not what the customer paid otherwise.
 */
function rewriteStep(view: OurCard, memory: CardMemory, rules: TapRules): TapStep | null {
  const shown = view.current.text;
  const again = memory.open.findLast((intent) => {
    if (intent.abandoned) return false;
    if (rules.refreshInPlace && intent.after === shown) return true;
    return intent.before === shown || (rules.rewriteOnAnyState && intent.after !== shown);
  });
  if (again === undefined) return null;
  const inPlace = again.after === shown;
  const slot = inPlace ? view.current.slot : slotToWrite(view, rules);
  return { kind: "rewrite", intentSeq: again.seq, slot, record: again.after };
}

function writeStep(input: TapInput & { readonly view: OurCard }, rules: TapRules): TapStep {
  const { view, memory, terminal, request } = input;
  const { earnMinor, spendMinor } = request.kind === "sale" ? request : { earnMinor: 0, spendMinor: 0 };
  if (!isAmount(earnMinor) || !isAmount(spendMinor)) return refused("amount-invalid", null);
  const ceilingMinor = Math.min(terminal.purseCeilingMinor, BALANCE_MAX_MINOR);
  const opsApplied = applicableOperations({ view, memory, ceilingMinor }, rules);
  const current = view.current.record;
  const brought = opsApplied.reduce((sum, operation) => sum + operation.amountMinor, current.balanceMinor);
  const spendable = spendableHere({ view, memory, terminal });
  if (spendMinor > brought) return refused("spend-over-balance", spendable.minor);
  if (spendMinor > spendable.minor) return refused("spend-over-limit", spendable.minor);
  const left = brought - spendMinor;
  const earnToPurseMinor = Math.min(earnMinor, Math.max(0, ceilingMinor - left));
  const earnToPoolMinor = earnMinor - earnToPurseMinor;
  const moves = earnToPurseMinor > 0 || spendMinor > 0 || (request.kind === "sale" && opsApplied.length > 0);
  if (!moves && !hasSettleable(view, memory)) return { kind: "no-write", earnToPoolMinor, refusal: null };
  const opSeq = opsApplied.at(-1)?.opSeq ?? current.opSeq;
  const draft = nextRecord(input, rules, { balanceMinor: left + earnToPurseMinor, opSeq });
  return { kind: "write", intent: { ...draft, opsApplied, earnToPurseMinor, earnToPoolMinor, spendMinor } };
}

/** One record that gives back and takes back, and nothing else: operations wait for the next sale. */
function undoStep(
  input: TapInput & { readonly view: OurCard },
  { giveMinor, takeMinor }: TapRequest & { readonly kind: "undo" },
  rules: TapRules,
): TapStep {
  if (!isAmount(giveMinor) || !isAmount(takeMinor)) return refused("amount-invalid", null);
  const { balanceMinor, opSeq } = input.view.current.record;
  const left = balanceMinor + giveMinor - takeMinor;
  if (left < 0) return refused("spend-over-balance", balanceMinor);
  if (left > BALANCE_MAX_MINOR) return refused("amount-invalid", null);
  const draft = nextRecord(input, rules, { balanceMinor: left, opSeq });
  const moved = { earnToPurseMinor: giveMinor, earnToPoolMinor: 0, spendMinor: takeMinor };
  return { kind: "write", intent: { ...draft, opsApplied: [], ...moved } };
}

/** The record on top of the current one, with its MAC, and where it goes. */
function nextRecord(
  { auth, view, terminal }: TapInput & { readonly view: OurCard },
  rules: TapRules,
  next: { readonly balanceMinor: number; readonly opSeq: number },
): Pick<IntentDraft, "slot" | "before" | "after"> {
  const { asset, counter } = view.current.record;
  const body = encodeRecordBody({
    asset,
    keyVersion: auth.writeVersion,
    ...next,
    counter: counter + 1,
    writer: terminal.writer,
  });
  const after = toBase64Url(auth.seal(placeOf(view), body));
  return { slot: slotToWrite(view, rules), before: view.current.text, after };
}

/** Whether one more record on top would settle an open intent: only those that stand at most one record apart. */
function hasSettleable(view: OurCard, memory: CardMemory): boolean {
  const { counter } = view.current.record;
  return memory.open.some((intent) => {
    const ahead = counterDistance(recordOf(intent.after).counter, counter);
    return ahead >= 0 && ahead <= 2;
  });
}

function slotToWrite(view: OurCard, rules: TapRules): Slot {
  return rules.writeCurrentSlot ? view.current.slot : view.nextSlot;
}

function placeOf(view: OurCard): RecordPlace {
  return { uid: fromHex(view.uid), cardNo: view.header.cardNo, header: fromBase64Url(view.headerText) };
}

function refused(code: CardRefusalCode, worksMinor: number | null): TapStep {
  return { kind: "refused", refusal: { code, worksMinor } };
}

function isAmount(minor: number): boolean {
  return Number.isSafeInteger(minor) && minor >= 0;
}
