import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { fromBase64Url, fromHex } from "../../../src-shared/base/bytes.ts";
import { newIssueImage } from "../../../src-shared/card/card-issue.ts";
import { recordAuth, type CardKeyRing, type RecordAuth } from "../../../src-shared/card/card-keys.ts";
import { applyToMemory, emptyMemory, type CardFact, type CardMemory } from "../../../src-shared/card/card-memory.ts";
import { viewCard, type CardImage, type OurCard, type Slot } from "../../../src-shared/card/card-view.ts";
import {
  judgeReadBack,
  planTap,
  type IntentDraft,
  type TapPlan,
  type TapRequest,
} from "../../../src-shared/card/tap-plan.ts";
import type { TapTerminal } from "../../../src-shared/card/tap-terminal.ts";

/** A card, terminals and their memories for the tests of the tap machine: the real code, no card I/O. */
export const RING: CardKeyRing = {
  issuer: fromHex("a0a1a2a3a4a5a6a7a8a9aaabacadaeaf"),
  accessMaster: fromHex("000102030405060708090a0b0c0d0e0f"),
  recordMasters: [{ version: 1, key: fromHex("101112131415161718191a1b1c1d1e1f"), revoked: false }],
  writeVersion: 1,
};
export const AUTH: RecordAuth = recordAuth(nodeCrypto, RING);
export const UID = fromHex("04782e21801d80");
export const CARD_NO = "1.7";

export const TERMINAL: TapTerminal = {
  writer: 1,
  mode: "normal",
  asset: 0,
  purseCeilingMinor: 1_000_000,
  cardClass: "low",
  limits: {
    perTapMinor: 500_000,
    perCardMinor: { low: 600_000, high: 5_000_000 },
    perTerminalMinor: 10_000_000,
    unknownCardMinor: 400_000,
    unknownCardsMinor: 1_000_000,
    shrink: [],
  },
  usedMinor: { terminal: 0, unknownCards: 0 },
  feedAgeMs: 0,
  authorisedMinor: 0,
};

export function issuedImage(auth: RecordAuth = AUTH): CardImage {
  const header = { cardNo: CARD_NO, generation: 0, memberId: "1.3", issueDay: 20_000 };
  const image = newIssueImage(auth, { uid: UID, header, asset: 0, writer: 1 });
  return { uid: UID, header: image.header, slots: image.slots };
}

export function withSlot(image: CardImage, slot: Slot, bytes: Uint8Array): CardImage {
  const slots = [...image.slots] as [Uint8Array, Uint8Array];
  slots[slot] = bytes;
  return { ...image, slots };
}

export function ours(image: CardImage, auth: RecordAuth = AUTH): OurCard {
  const view = viewCard(auth, image);
  if (view.kind !== "ours") throw new Error(`a card of ours expected, not ${view.kind}`);
  return view;
}

export function remember(...facts: readonly CardFact[]): CardMemory {
  return facts.reduce((memory, fact) => applyToMemory(memory, fact), emptyMemory(CARD_NO));
}

export function plan(
  image: CardImage,
  memory: CardMemory,
  request: TapRequest,
  terminal: Partial<TapTerminal> = {},
): TapPlan {
  return planTap({ auth: AUTH, view: viewCard(AUTH, image), memory, terminal: { ...TERMINAL, ...terminal }, request });
}

export function sale(earnMinor: number, spendMinor = 0): TapRequest {
  return { kind: "sale", earnMinor, spendMinor };
}

/** The write that a sale plans; throws when it plans none. */
export function draftOf(planned: TapPlan): IntentDraft {
  if (planned.step.kind !== "write") throw new Error(`a write expected, not ${JSON.stringify(planned.step)}`);
  return planned.step.intent;
}

export function intentFact(seq: number, draft: IntentDraft): CardFact {
  const { before, after, earnToPurseMinor, spendMinor, opsApplied } = draft;
  return { kind: "intent", seq, before, after, earnToPurseMinor, spendMinor, opsApplied };
}

/** A whole, undisturbed sale: plan, intent, write, read back. Returns the card and the memory after it. */
export function soldOn(
  image: CardImage,
  memory: CardMemory,
  of: { readonly seq: number; readonly request: TapRequest; readonly writer?: number },
): { readonly image: CardImage; readonly memory: CardMemory } {
  const draft = draftOf(plan(image, memory, of.request, { writer: of.writer ?? 1 }));
  const intended = applyToMemory(memory, intentFact(of.seq, draft));
  const written = withSlot(image, draft.slot, fromBase64Url(draft.after));
  const judged = judgeReadBack({ memory: intended, intentSeq: of.seq, view: viewCard(AUTH, written) });
  if (judged.outcome !== "REAL") throw new Error("an undisturbed write reads back");
  let after = applyToMemory(intended, { kind: "confirmed", intentSeq: of.seq });
  for (const { intentSeq, outcome } of judged.settlements) {
    after = applyToMemory(after, { kind: "settled", intentSeq, outcome });
  }
  return { image: written, memory: after };
}
