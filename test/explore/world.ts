import { nodeCrypto } from "../../src-main/adapters/node/crypto.ts";
import { must } from "../../src-shared/base/assert.ts";
import { fromBase64Url, fromHex, toBase64Url } from "../../src-shared/base/bytes.ts";
import { newIssueImage } from "../../src-shared/card/card-issue.ts";
import { recordAuth, type RecordAuth } from "../../src-shared/card/card-keys.ts";
import { applyToMemory, emptyMemory, recordOf, type CardMemory } from "../../src-shared/card/card-memory.ts";
import { viewCard, type CardView, type RecordText, type Slot } from "../../src-shared/card/card-view.ts";
import type { JournalIntent } from "../../src-shared/card/card-history.ts";
import { planTap } from "../../src-shared/card/tap-plan.ts";
import type { TapTerminal } from "../../src-shared/card/tap-terminal.ts";
import type { Bounds, Operation, WriteOutcome } from "./bounds.ts";

/** A slot as it physically is. `fadesTo` is set while its bits are weakly written: they may read as that later. */
export interface PhysicalSlot {
  readonly text: RecordText;
  readonly fadesTo: RecordText | null;
}

/** The two slots of one piece of plastic; the header never changes here. */
export type Plastic = readonly [PhysicalSlot, PhysicalSlot];

/** One terminal: its memory of the card, and its journal. */
export interface Till {
  readonly memory: CardMemory;
  readonly journal: readonly JournalIntent[];
  /** Cash-back that went to the pool because the card could not be written. */
  readonly toPoolMinor: number;
}

/** Everything there is. Never changed in place: histories share their beginnings. */
export interface World {
  /** The card as it is, last, and, for those who copy, as it was after each tap before. */
  readonly images: readonly Plastic[];
  readonly tills: readonly Till[];
  readonly alarms: number;
  /** An older image was shown at least once. */
  readonly copied: boolean;
  /** Physics destroyed both slots: no rule can help, the card is replaced. */
  readonly destroyed: boolean;
}

export const GARBAGE: RecordText = toBase64Url(new Uint8Array(16).fill(0x0f));
export const CARD_NO = "1.1";
/** The credit that the card begins with; every terminal knows that record from its feed. */
export const START_MINOR = 100;
const OPERATION_MINOR = 11;
/** The journal that issued the card and sold once, long ago. */
export const HOME_WRITER = 9;

const UID = fromHex("04782e21801d80");

const auth = remembering(
  recordAuth(nodeCrypto, {
    issuer: fromHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"),
    accessMaster: new Uint8Array(16),
    recordMasters: [{ version: 1, key: fromHex("101112131415161718191a1b1c1d1e1f"), revoked: false }],
    writeVersion: 1,
  }),
);

const issue = newIssueImage(auth, {
  uid: UID,
  header: { cardNo: CARD_NO, generation: 0, memberId: "1.1", issueDay: 20_000 },
  asset: 0,
  writer: HOME_WRITER,
});
export const ISSUED: RecordText = issue.recordText;

/** The record authority of the explorer: the product's, with every MAC computed once. */
export const AUTH: RecordAuth = auth;

const views = new Map<string, CardView>();

/** The product's view of a card. The same two slots give the same view, so it is computed once. */
export function viewOf(card: Plastic): CardView {
  const name = card[0].text + card[1].text;
  const known = views.get(name);
  if (known !== undefined) return known;
  const slots = [fromBase64Url(card[0].text), fromBase64Url(card[1].text)] as const;
  const view = viewCard(auth, { uid: UID, header: issue.header, slots });
  views.set(name, view);
  return view;
}

export function tapTerminal(writer: number): TapTerminal {
  const wide = 1_000_000;
  return {
    writer,
    mode: "normal",
    asset: 0,
    purseCeilingMinor: wide,
    cardClass: "low",
    limits: {
      perTapMinor: wide,
      perCardMinor: { low: wide, high: wide },
      perTerminalMinor: wide,
      unknownCardMinor: wide,
      unknownCardsMinor: wide,
      shrink: [],
    },
    usedMinor: { terminal: 0, unknownCards: 0 },
    feedAgeMs: 0,
    authorisedMinor: 0,
  };
}

/** The home journal: one earning of START_MINOR on the issued card, confirmed. */
export const HOME_JOURNAL: readonly JournalIntent[] = [homeIntent()];

/** What the one operation moves: a gift brings, an expiry takes. The card always holds more than that. */
export function operationMinor(operation: Operation | null): number {
  return operation?.takes ? -OPERATION_MINOR : OPERATION_MINOR;
}

/** The world before the first tap. */
export function firstWorld({ tills: count, operation }: Pick<Bounds, "tills" | "operation">): World {
  const home = must(HOME_JOURNAL[0], "the home journal has its one intent");
  const card: Plastic = [strong(ISSUED), strong(home.after)];
  const tills = Array.from({ length: count }, (_, index): Till => {
    let memory = applyToMemory(emptyMemory(CARD_NO), { kind: "last-seen", record: home.after });
    if (operation !== null && ((operation.knowers >> index) & 1) === 1) {
      const basisCounter = operation.takes ? recordOf(home.after).counter : null;
      const told = { opSeq: 1, amountMinor: operationMinor(operation), basisCounter };
      memory = applyToMemory(memory, { kind: "operation", ...told });
    }
    return { memory, journal: [], toPoolMinor: 0 };
  });
  return { images: [card], tills, alarms: 0, copied: false, destroyed: false };
}

/** The card after a write of `text` into `slot` that ended as `outcome`. */
export function written(
  card: Plastic,
  of: { readonly slot: Slot; readonly text: RecordText; readonly outcome: WriteOutcome },
): Plastic {
  const { slot, text, outcome } = of;
  if (outcome === "nothing") return card;
  const old = card[slot].text;
  const fresh: PhysicalSlot =
    outcome === "garbage" ? strong(GARBAGE) : { text, fadesTo: outcome === "weak" && old !== text ? old : null };
  return slot === 0 ? [fresh, card[1]] : [card[0], fresh];
}

/**
 * The card when `slot` fades. A block is erased before it is programmed, so that a weak bit falls to the erased state;
 * reading as the whole old record again is granted (it is the worse case) while the other slot is sound. With both
 * slots torn no scheme of two records can know which write came last, and the fading ends in garbage.
 */
export function faded(card: Plastic, slot: Slot, beyond: boolean): Plastic {
  const other = card[slot === 0 ? 1 : 0];
  const sound = beyond || (other.fadesTo === null && other.text !== GARBAGE);
  const fresh = strong(sound ? (card[slot].fadesTo ?? GARBAGE) : GARBAGE);
  return slot === 0 ? [fresh, card[1]] : [card[0], fresh];
}

export function strong(text: RecordText): PhysicalSlot {
  return { text, fadesTo: null };
}

function homeIntent(): JournalIntent {
  const card: Plastic = [strong(ISSUED), strong(ISSUED)];
  const request = { kind: "sale", earnMinor: START_MINOR, spendMinor: 0 } as const;
  const memory = emptyMemory(CARD_NO);
  const { step } = planTap({ auth, view: viewOf(card), memory, terminal: tapTerminal(HOME_WRITER), request });
  if (step.kind !== "write") throw new Error("the first sale writes");
  const { before, after, opsApplied, earnToPurseMinor, spendMinor } = step.intent;
  const told = { abandoned: false, confirmed: true, settled: null };
  return { seq: 1, before, after, opsApplied, earnToPurseMinor, spendMinor, ...told };
}

function remembering(real: RecordAuth): RecordAuth {
  const sealed = new Map<string, Uint8Array>();
  return {
    ...real,
    seal: (place, body) => {
      // One card only: the body names the record.
      const name = body.join();
      const made = sealed.get(name) ?? real.seal(place, body);
      sealed.set(name, made);
      return made;
    },
  };
}
