import { z } from "zod";
import { isBusinessDay } from "../base/business-day.ts";
import { CARD_SERIAL_MAX, isId16, MEMBER_SERIAL_MAX, parseWriterSerial } from "../base/ids.ts";
import { REFUSAL_CODES } from "./refusal-codes.ts";

/** Building blocks of the contract between pages and core. Amounts are minor units, instants epoch milliseconds. */
export const amount = z.int();
export const natural = z.int().min(0);
export const positive = z.int().min(1);
export const instant = z.int().min(0);
export const day = z.string().refine(isBusinessDay, "business day expected");
export const memberId = writerSerial(MEMBER_SERIAL_MAX);
export const cardNo = writerSerial(CARD_SERIAL_MAX);
export const staffId = writerSerial(MEMBER_SERIAL_MAX);
export const shiftId = writerSerial(MEMBER_SERIAL_MAX);
/** What a person typed: bounded, and never trusted. */
export const typed = (max: number) => z.string().max(max);
export const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
export const eventRef = z.strictObject({ journal: z.string().refine(isId16, "journal id expected"), seq: positive });
export const names = z.strictObject({ fa: z.string(), en: z.string() });
/** A key of a catalogue in src-shared/words: never a sentence, so that pages choose the language. */
export const wordKey = z.string().max(60);
export const empty = z.strictObject({});

/** A role of the staff. */
export const role = z.enum(["owner", "manager", "cashier"]);
export type Role = z.infer<typeof role>;

/**
 * An expected refusal: a code of the closed union with what its sentence needs. `roles` says who may approve (only with
 * "needs-approval"); `possibleMinor` is the amount that would work; `field` and `row` say where in what was sent;
 * `triesLeft` how many wrong PINs are still without a wait.
 */
export const refusal = z.strictObject({
  refusal: z.enum(REFUSAL_CODES),
  possibleMinor: z.exactOptional(amount),
  member: z.exactOptional(memberId),
  field: z.exactOptional(z.string().max(60)),
  row: z.exactOptional(positive),
  roles: z.exactOptional(z.array(role)),
  untilMs: z.exactOptional(instant),
  triesLeft: z.exactOptional(positive),
  detail: z.exactOptional(z.string().max(300)),
});
export type Refusal = z.infer<typeof refusal>;

/** One command or query of the contract: what goes in, and what comes out when it is not refused. */
export interface Entry<K extends "command" | "query", I extends z.ZodType, O extends z.ZodType> {
  readonly kind: K;
  readonly input: I;
  readonly value: O;
}

/** A command changes something, goes once by its id, and may carry a second person's approval. */
export function command<I extends z.ZodType, O extends z.ZodType>(input: I, value: O): Entry<"command", I, O> {
  return { kind: "command", input, value };
}

/** A query changes nothing and may be asked again at any time. */
export function query<I extends z.ZodType, O extends z.ZodType>(input: I, value: O): Entry<"query", I, O> {
  return { kind: "query", input, value };
}

/** The answer to an entry as it crosses the line. */
export function answerOf<O extends z.ZodType>(value: O) {
  return z.discriminatedUnion("ok", [
    z.strictObject({ ok: z.literal(true), value }),
    z.strictObject({ ok: z.literal(false), error: refusal }),
  ]);
}

/** A page of a list: `next` is the cursor of the page after it, null at the end. */
export function pageOf<T extends z.ZodType>(row: T) {
  return z.strictObject({ rows: z.array(row).max(200), next: z.nullable(z.string().max(100)) });
}
export const cursor = z.exactOptional(z.string().max(100));

function writerSerial(serialMax: number) {
  return z.string().refine((text) => parseWriterSerial(text, serialMax) !== undefined, "writer.serial expected");
}
