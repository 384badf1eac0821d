import { must } from "../../src-shared/base/assert.ts";
import { fromBase64Url, fromHex, toBase64Url, toHex } from "../../src-shared/base/bytes.ts";
import { encodeHeader, encodeRecordBody } from "../../src-shared/card/card-bytes.ts";
import { classicKeys, type RecordAuth } from "../../src-shared/card/card-keys.ts";
import type { Tables } from "../../src-shared/ledger/tables.ts";
import { issuedTrailer } from "../../src-main/core/card/access-bits.ts";
import { readCard, type PresentCard } from "../../src-main/core/terminal/card-io.ts";
import type { Terminal } from "../../src-main/core/terminal/context.ts";
import { deliveredImage } from "../../src-main/adapters/screen/classic-chip.ts";
import { tapCard, type InProcessTap } from "../virtual/card/in-process-channel.ts";
import { VirtualCard } from "../virtual/card/virtual-card.ts";

/** The other till of the benches' shops, whose cards and first records came by the feed. */
const OTHER_WRITER = 3;
/** What every card holds when it comes by the feed: enough for any spending of a bench. */
const FIRST_BALANCE_MINOR = 1_000_000;
const ISSUE_DAY = 20_000;

/** The number of the n-th card (from 1). */
export function benchCardNo(n: number): string {
  return `${OTHER_WRITER}.${n}`;
}

/** The row of the n-th card of `member`, as the feed brings it: seq 0, and the last record known to be real. */
export function feedCard(auth: RecordAuth, n: number, member: string): Tables["card"] {
  const card = benchCardNo(n);
  const uid = Uint8Array.of(0x04, (n >> 16) & 0xff, (n >> 8) & 0xff, n & 0xff);
  const header = encodeHeader({ cardNo: card, generation: 0, memberId: member, issueDay: ISSUE_DAY });
  const fields = {
    asset: 0,
    keyVersion: 1,
    balanceMinor: FIRST_BALANCE_MINOR,
    counter: 2,
    opSeq: 0,
    writer: OTHER_WRITER,
  };
  const record = auth.seal({ uid, cardNo: card, header }, encodeRecordBody(fields));
  const known = { lastCounter: fields.counter, lastRecord: toBase64Url(record) };
  const identity = { card, member, generation: 0, uid: toHex(uid), family: "classic", header: toBase64Url(header) };
  return { ...identity, state: "active", blocks: 0, ...known, journal: "", seq: 0 };
}

/** The plastic of a card row, made now: any of a million may be tapped without keeping a million of them. */
export function plasticOf(terminal: Terminal, row: Tables["card"]): VirtualCard {
  const uid = fromHex(row.uid);
  const image = deliveredImage(uid);
  image.set(fromBase64Url(row.header), 64);
  image.set(fromBase64Url(row.lastRecord), 64 + 16);
  image.set(fromBase64Url(row.lastRecord), 64 + 32);
  image.set(issuedTrailer(classicKeys(terminal.crypto, terminal.cardKeys, uid)), 64 + 48);
  return new VirtualCard({ image });
}

/** A card that was tapped and read in this process, and how long it was spoken to since. */
export interface BenchTap {
  readonly present: PresentCard;
  readonly stay: InProcessTap;
  /** Milliseconds of reading, those inside `transmit` taken off. */
  readonly readMs: number;
  /** Milliseconds inside `transmit` since the last call of this. */
  takeIoMs(): number;
}

/** Puts the plastic of `card` on a reader in this process and reads it. */
export async function tapBenchCard(terminal: Terminal, card: string): Promise<BenchTap> {
  const row = must(terminal.store.read.get("card", [card]), "the card is in this database");
  const plastic = plasticOf(terminal, row);
  const stay = tapCard(plastic);
  let ioMs = 0;
  const channel = {
    reselect: () => stay.reselect(),
    transmit: async (apdu: Uint8Array) => {
      const begun = performance.now();
      const answer = await stay.transmit(apdu);
      ioMs += performance.now() - begun;
      return answer;
    },
  };
  const begun = performance.now();
  const reading = await readCard(terminal, { session: 1, channel, uid: plastic.chip.uid(), atr: plastic.atr });
  const takeIoMs = (): number => {
    const taken = ioMs;
    ioMs = 0;
    return taken;
  };
  if (reading.kind !== "card") throw new Error(`card ${card} reads as ${reading.kind}`);
  const readMs = performance.now() - begun - takeIoMs();
  return { present: reading.card, stay, readMs, takeIoMs };
}
