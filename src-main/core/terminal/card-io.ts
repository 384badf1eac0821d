import { toHex } from "../../../src-shared/base/bytes.ts";
import { classicKeys } from "../../../src-shared/card/card-keys.ts";
import {
  viewCard,
  type CardImage,
  type CardView,
  type RecordText,
  type Slot,
} from "../../../src-shared/card/card-view.ts";
import { decodeHeader } from "../../../src-shared/card/card-bytes.ts";
import { recordBytes } from "../../../src-shared/card/tap-plan.ts";
import type { MediumRefusal } from "../../../src-shared/words/reader-words.ts";
import { identifyClassic, writeSlot, type ClassicBlocks, type Recognise } from "../card/classic.ts";
import { classifyMedium } from "../card/medium.ts";
import type { CardArrived, CardChannel, CardSession } from "../ports/card-reader.ts";
import type { Terminal } from "./context.ts";

/** A card that lies on the reader and was read once: `view` is what it showed then. */
export interface PresentCard {
  readonly session: CardSession;
  readonly channel: CardChannel;
  readonly uid: Uint8Array;
  readonly image: CardImage;
  readonly view: CardView;
}

/** A card that has just arrived at a reader, and the way to talk to it. */
export type TappedCard = Pick<CardArrived, "session" | "atr" | "uid" | "barred"> & { readonly channel: CardChannel };

/** What reading a card came to. */
export type CardReading =
  | { readonly kind: "card"; readonly card: PresentCard }
  /** As the factory delivered it, or torn off while it was issued: it can be issued. */
  | {
      readonly kind: "issuable";
      readonly channel: CardChannel;
      readonly uid: Uint8Array;
      readonly session: CardSession;
    }
  | { readonly kind: "foreign" }
  | { readonly kind: "unsupported"; readonly refusal: MediumRefusal }
  | { readonly kind: "gone" };

/** Reads a card that has just arrived: 5 APDUs for one of ours, besides the UID that the arrival brought. */
export async function readCard(terminal: Terminal, tapped: TappedCard): Promise<CardReading> {
  if (tapped.barred !== undefined) return { kind: "unsupported", refusal: tapped.barred };
  const medium = classifyMedium(tapped);
  if (medium.kind === "unsupported") return { kind: "unsupported", refusal: medium.refusal };
  const { session, channel, uid } = tapped;
  const keys = classicKeys(terminal.crypto, terminal.cardKeys, uid);
  const found = await identifyClassic(channel, { keys, recognise: recogniseOurs(terminal, uid) });
  switch (found.kind) {
    case "open":
      return { kind: "card", card: presentCard(terminal, { session, channel, uid }, found.blocks) };
    case "blank":
    case "half-issued":
      return { kind: "issuable", channel, uid, session };
    case "foreign-data":
    case "foreign-keys":
      return { kind: "foreign" };
    case "lost":
      return { kind: "gone" };
  }
}

/**
 * Writes one record and judges what the card shows then: the view after a read-back, or null when it can't be known.
 */
export async function writeRecord(
  terminal: Terminal,
  card: PresentCard,
  write: { readonly slot: Slot; readonly record: RecordText },
): Promise<CardView | null> {
  const bytes = recordBytes(write.record);
  const outcome = await writeSlot(card.channel, { slot: write.slot === 0 ? "A" : "B", bytes });
  if (outcome.kind === "unknown") return null;
  const [a, b] = card.image.slots;
  const found = outcome.kind === "written" ? bytes : outcome.found;
  const slots = write.slot === 0 ? ([found, b] as const) : ([a, found] as const);
  return viewHere(terminal, { uid: card.uid, header: card.image.header, slots });
}

/** The same card with what a write left on it. */
export function withWritten(card: PresentCard, slot: Slot, record: RecordText, view: CardView): PresentCard {
  const bytes = recordBytes(record);
  const [a, b] = card.image.slots;
  const slots = slot === 0 ? ([bytes, b] as const) : ([a, bytes] as const);
  return { ...card, image: { ...card.image, slots }, view };
}

/** Whether blocks on a card with delivered keys are our own unfinished issue: our header, for a card that we number. */
export function recogniseOurs(terminal: Terminal, uid: Uint8Array): Recognise {
  return (blocks) => {
    const header = decodeHeader(blocks.header);
    if (!header.ok) return false;
    return terminal.store.read.get("card", [header.value.cardNo])?.uid === toHex(uid);
  };
}

function presentCard(
  terminal: Terminal,
  at: Pick<PresentCard, "session" | "channel" | "uid">,
  blocks: ClassicBlocks,
): PresentCard {
  const image: CardImage = { uid: at.uid, header: blocks.header, slots: [blocks.slotA, blocks.slotB] };
  return { ...at, image, view: viewHere(terminal, image) };
}

/** The card as this terminal sees it, who knows where its own writes may have been torn. */
function viewHere(terminal: Terminal, image: CardImage): CardView {
  const header = decodeHeader(image.header);
  const { store, identity } = terminal;
  const open = header.ok ? store.read.intentsOf(header.value.cardNo, identity.journal, "open") : [];
  return viewCard(terminal.recordAuth, image, new Set(open.map(({ before }) => before)));
}
