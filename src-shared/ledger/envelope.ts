import { z } from "zod";
import { canonicalText, parseCanonical, type CanonicalValue } from "../base/canonical.ts";
import { err, ok, type Result } from "../base/result.ts";
import { businessDay, journalId, natural, seq, shiftId, staffId, writer } from "./events/parts.ts";

/**
 * The envelope of every event, frozen. `hlc` is [ms, n]; `at` wall time in epoch ms with `offset` minutes from UTC;
 * `day` the business day fixed by the shift; `command` the commandId; `programme` 0 before the first document; `feed`
 * the two cursors [hot, rest] that the writer had applied.
 */
export const envelopeSchema = z.strictObject({
  merchant: journalId,
  branch: z.int().min(1).max(65_535),
  journal: journalId,
  epoch: z.int().min(1).max(65_535),
  writer,
  seq,
  hlc: z.tuple([natural, natural]),
  at: natural,
  offset: z.int().min(-1080).max(1080),
  day: businessDay,
  type: z.string().regex(/^[a-z]+\.[a-z-]+$/),
  version: z.int().min(1).max(999),
  command: z.string().regex(/^[A-Za-z0-9._:-]{1,64}$/),
  actor: staffId,
  approver: z.exactOptional(staffId),
  shift: z.exactOptional(shiftId),
  programme: natural,
  engine: natural,
  feed: z.tuple([natural, natural]),
  payload: z.record(z.string(), z.unknown()),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** Why a text is no event. */
export type EnvelopeFault = { readonly kind: "not-canonical" | "not-an-envelope"; readonly path: string };

/** The canonical text of an envelope: what is hashed, stored and sent. Throws on a value that has none. */
export function envelopeText(envelope: Envelope): string {
  // canonicalText checks every member; the schema's `unknown` payload is the reason for the assertion.
  return canonicalText(envelope as unknown as CanonicalValue);
}

/** Reads an event's text. A payload that this program does not know is fine; a broken envelope is not. */
export function parseEnvelope(text: string): Result<Envelope, EnvelopeFault> {
  const value = parseCanonical(text);
  if (!value.ok) return err({ kind: "not-canonical", path: value.error.path });
  const parsed = envelopeSchema.safeParse(value.value);
  if (parsed.success) return ok(parsed.data);
  return err({ kind: "not-an-envelope", path: `/${(parsed.error.issues[0]?.path ?? []).join("/")}` });
}
