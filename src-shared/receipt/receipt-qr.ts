import { assert } from "../base/assert.ts";

/** What paper pins of a sale: where its event stands, the first 8 characters of the event's hash, and the amounts. */
export interface ReceiptProof {
  /** The beginning of the journal's id, 4 to 22 characters of base64url. */
  readonly journalShort: string;
  readonly seq: number;
  /** 8 lower-case hexadecimal characters. */
  readonly hash8: string;
}

export interface ReceiptQr extends ReceiptProof {
  readonly totalMinor: number;
  readonly earnedMinor: number;
  readonly spentMinor: number;
}

const PATTERN = /^VF1\.([A-Za-z0-9_-]{4,22})\.(\d{1,16})\.([0-9a-f]{8})\.(\d{1,16})\.(\d{1,16})\.(\d{1,16})$/;

/** The text in a receipt's QR: `VF1.journal.seq.hash8.total.earned.spent`, amounts in minor units. */
export function receiptQrText(qr: ReceiptQr): string {
  const parts = [qr.journalShort, qr.seq, qr.hash8, qr.totalMinor, qr.earnedMinor, qr.spentMinor];
  const text = `VF1.${parts.join(".")}`;
  assert(parseReceiptQr(text) !== undefined, "a receipt's QR names a journal, a seq, a hash and three amounts");
  return text;
}

/** What a scanned QR says, or undefined when it is no receipt of ours. It proves nothing: look the event up. */
export function parseReceiptQr(text: string): ReceiptQr | undefined {
  const match = PATTERN.exec(text);
  if (match === null) return undefined;
  const [, journalShort = "", seq, hash8 = "", total, earned, spent] = match;
  const numbers = [seq, total, earned, spent].map(Number);
  if (!numbers.every(Number.isSafeInteger)) return undefined;
  const [seqNumber = 0, totalMinor = 0, earnedMinor = 0, spentMinor = 0] = numbers;
  return { journalShort, seq: seqNumber, hash8, totalMinor, earnedMinor, spentMinor };
}
