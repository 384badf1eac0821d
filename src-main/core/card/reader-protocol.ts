import type { CardIoFailure, PcscDriverName, ServiceDownCause } from "../ports/card-reader.ts";

/** From the core to the reader process. `id` is the request's; an answer to an id that nobody waits for is dropped. */
export type ReaderRequest =
  | { readonly kind: "transmit"; readonly id: number; readonly session: number; readonly apdu: Uint8Array }
  | { readonly kind: "reselect"; readonly id: number; readonly session: number };

/**
 * What the reader process sends: a report and when it left, by that process's clock, so that the core can translate.
 */
export type StampedReport = ReaderReport & { readonly sentMs: number };

/** From the reader process to the core. Sessions count from 1 in each process. Instants are of that process's clock. */
export type ReaderReport =
  | { readonly kind: "service-down"; readonly cause: Exclude<ServiceDownCause, "process-ended"> }
  | { readonly kind: "service-up"; readonly driver: PcscDriverName }
  | { readonly kind: "reader-added"; readonly readerId: string; readonly name: string; readonly used: boolean }
  | { readonly kind: "reader-removed"; readonly readerId: string }
  | { readonly kind: "reader-stuck"; readonly readerId: string; readonly stuck: boolean }
  | {
      readonly kind: "card-arrived";
      readonly session: number;
      readonly readerId: string;
      readonly atr: Uint8Array;
      readonly uid: Uint8Array;
      readonly atMs: number;
    }
  | { readonly kind: "card-unreadable"; readonly readerId: string; readonly atMs: number }
  | { readonly kind: "card-gone"; readonly session: number; readonly readerId: string; readonly atMs: number }
  | { readonly kind: "answer"; readonly id: number; readonly bytes: Uint8Array }
  | { readonly kind: "failed"; readonly id: number; readonly failure: CardIoFailure };

/** The limits of the exchange, shared by both ends. */
export const READER_LIMITS = {
  /** Commands are 4 to 261 bytes (short APDUs, ISO/IEC 7816-3); answers at most 258. */
  apduMinBytes: 4,
  apduMaxBytes: 261,
  answerMaxBytes: 258,
  /** One tap has under 30 APDUs; more in the queue is a defect of ours. */
  queueMax: 32,
  /** A reader answers within 50 ms; a card that is being moved within some hundred. */
  transmitMs: 2_000,
  /** Connecting includes the activation of the card. */
  connectMs: 3_000,
  /** A native call that is still out this long after its limit has taken the reader with it. */
  settleMs: 3_000,
  /** What the core allows on top for the way through the process and the queue of the reader. */
  slackMs: 2_000,
} as const;

/** Checks one message of the core. Undefined when it is none. */
export function parseReaderRequest(message: unknown): ReaderRequest | undefined {
  // Both members were checked field by field.
  return fits(message, REQUESTS) ? (message as ReaderRequest) : undefined;
}

/** Checks one message of the reader process. Undefined when it is none of ours: it is logged and dropped. */
export function parseReaderReport(message: unknown): StampedReport | undefined {
  // Every member was checked field by field.
  return fits(message, REPORTS) ? (message as StampedReport) : undefined;
}

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === "string" && value.length <= 300;
const count: Check = (value) => Number.isSafeInteger(value);
const instant: Check = (value) => typeof value === "number" && Number.isFinite(value);
const yesNo: Check = (value) => typeof value === "boolean";
const bytes: Check = (value) => value instanceof Uint8Array && value.length <= READER_LIMITS.answerMaxBytes;
const oneOf =
  (...members: readonly string[]): Check =>
  (value) =>
    typeof value === "string" && members.includes(value);

type Shapes = Readonly<Record<string, Readonly<Record<string, Check>>>>;

const REQUESTS: Shapes = {
  transmit: { id: count, session: count, apdu: (value) => value instanceof Uint8Array },
  reselect: { id: count, session: count },
};

const REPORTS: Shapes = stamped({
  "service-down": { cause: oneOf("absent", "lost", "no-driver") },
  "service-up": { driver: oneOf("nfc-pcsc", "pcsc-mini") },
  "reader-added": { readerId: text, name: text, used: yesNo },
  "reader-removed": { readerId: text },
  "reader-stuck": { readerId: text, stuck: yesNo },
  "card-arrived": { session: count, readerId: text, atr: bytes, uid: bytes, atMs: instant },
  "card-unreadable": { readerId: text, atMs: instant },
  "card-gone": { session: count, readerId: text, atMs: instant },
  answer: { id: count, bytes },
  failed: { id: count, failure: oneOf("gone", "timeout", "reader-gone", "service-down", "refused") },
});

function stamped(shapes: Shapes): Shapes {
  return Object.fromEntries(Object.entries(shapes).map(([kind, shape]) => [kind, { ...shape, sentMs: instant }]));
}

function fits(message: unknown, shapes: Shapes): boolean {
  if (typeof message !== "object" || message === null || !("kind" in message)) return false;
  const fields: Readonly<Record<string, unknown>> = { ...message };
  const shape = shapes[String(message.kind)];
  return shape !== undefined && Object.entries(shape).every(([name, check]) => check(fields[name]));
}
