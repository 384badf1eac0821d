import { z } from "zod";
import { isBusinessDay } from "../../base/business-day.ts";
import { isId16, MEMBER_SERIAL_MAX, CARD_SERIAL_MAX, parseWriterSerial, WRITER_MAX } from "../../base/ids.ts";

/** Building blocks of payload schemas. Lengths are bounded: a journal is no place for essays. */
export const amount = z.int();
export const positive = z.int().min(1);
export const natural = z.int().min(0);
export const seq = z.int().min(1);
export const journalId = z.string().refine(isId16, "journal id expected");
export const memberId = writerSerial(MEMBER_SERIAL_MAX);
export const cardNo = writerSerial(CARD_SERIAL_MAX);
export const staffId = writerSerial(MEMBER_SERIAL_MAX);
export const shiftId = writerSerial(MEMBER_SERIAL_MAX);
export const writer = z.int().min(1).max(WRITER_MAX);
export const terminal = z.int().min(1).max(WRITER_MAX);
export const asset = z.int().min(0).max(255);
export const opSeq = z.int().min(0).max(255);
export const businessDay = z.string().refine(isBusinessDay, "business day expected");
export const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
export const note = z.string().max(200);
/** 32 bytes as base64url: a hash or a public key. */
export const bytes32 = z.string().regex(/^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/);
/** 16 bytes as base64url: a card's header or record. */
export const bytes16 = z.string().refine(isId16, "16 bytes expected");
export const eventRef = z.strictObject({ journal: journalId, seq });

/** One operation that a write applied to the card's record, with its signed amount. */
export const appliedOperation = z.strictObject({ op: opSeq, amount });

/** The exact bytes that a terminal is about to write: the intent of `docs/design/purse.md`. */
export const cardWrite = z.strictObject({
  card: cardNo,
  before: bytes16,
  after: bytes16,
  ops: z.exactOptional(z.array(appliedOperation).min(1).max(20)),
});
export type CardWrite = z.infer<typeof cardWrite>;

function writerSerial(serialMax: number): z.ZodString {
  return z.string().refine((text) => parseWriterSerial(text, serialMax) !== undefined, "writer.serial expected");
}
