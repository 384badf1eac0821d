import type { Result } from "../../../src-shared/base/result.ts";
import type { ReaderState } from "../../../src-shared/words/reader-words.ts";

/**
 * One stay of one card on one reader. A new number for every stay, never used again while the core runs, so that
 * nothing that belongs to an old stay can reach a new one.
 */
export type CardSession = number;

/**
 * Why an exchange gave no answer. After any of them the card's content is unknown and, `refused` apart, the session
 * is over:
 * - `gone`: the card left, or its session had ended before;
 * - `timeout`: no answer within the limit; a late one is thrown away;
 * - `reader-gone`: the reader was unplugged;
 * - `service-down`: the PC/SC service or the reader process ended;
 * - `refused`: the request broke a limit of ours (length, queue) and was never sent.
 */
export type CardIoFailure = "gone" | "timeout" | "reader-gone" | "service-down" | "refused";

/** A reader. `id` stays the same over replugs where its name allows; `name` is the system's. */
export interface ReaderInfo {
  readonly id: string;
  readonly name: string;
  /** False for SAM slots and readers outside the allow rules: listed for the settings page, never used. */
  readonly used: boolean;
}

/** Where the reader process got its PC/SC from. */
export type PcscDriverName = "nfc-pcsc" | "pcsc-mini";

/** Why there is no PC/SC service: not running, lost while in use, no driver loads, or our reader process ended. */
export type ServiceDownCause = "absent" | "lost" | "no-driver" | "process-ended";

/** What happens at the readers, in order. `atMs` is the instant of the driver's event, as `ClockPort.monotonicMs`. */
export type CardReaderEvent =
  | { readonly kind: "service-down"; readonly cause: ServiceDownCause }
  | { readonly kind: "service-up"; readonly driver: PcscDriverName }
  | { readonly kind: "reader-added"; readonly reader: ReaderInfo }
  | { readonly kind: "reader-removed"; readonly readerId: string }
  | CardArrived
  | { readonly kind: "card-unreadable"; readonly readerId: string; readonly atMs: number }
  | { readonly kind: "card-gone"; readonly session: CardSession; readonly readerId: string; readonly atMs: number };

/** A card that answers. `uid` is empty when the reader gives none (FF CA refused). */
export interface CardArrived {
  readonly kind: "card-arrived";
  readonly session: CardSession;
  readonly readerId: string;
  readonly atr: Uint8Array;
  readonly uid: Uint8Array;
  readonly atMs: number;
  /** The card belongs to the shop while this is training, or the other way round: no command ever reaches it. */
  readonly barred?: "real-card" | "training-card";
}

/** The readers' state: `state` is a key of the reader words; the rest is for the settings page. */
export interface CardReaderStatus {
  readonly state: ReaderState;
  readonly driver: PcscDriverName | null;
  readonly readers: readonly ReaderInfo[];
}

/** The card readers of this machine. One APDU at a time and reader; a session ends by itself when its card leaves. */
export interface CardReaderPort {
  status(): CardReaderStatus;
  /** Calls `listener` for every later event, and when `status()` changed. Returns the function that ends it. */
  onEvent(listener: (event: CardReaderEvent) => void): () => void;
  onStatus(listener: (status: CardReaderStatus) => void): () => void;
  /** Sends one command APDU; the answer has its two status bytes at the end. Waits its turn in the reader's queue. */
  transmit(session: CardSession, apdu: Uint8Array): Promise<Result<Uint8Array, CardIoFailure>>;
  /**
   * Resets and selects the same card again, needed after a refused authentication: the tag is silent until then.
   * `gone` when another card, or none, answers.
   */
  reselect(session: CardSession): Promise<Result<null, CardIoFailure>>;
  /** Ends the reader process; every session fails with `service-down`. */
  close(): void;
}

/** One card as the media's code sees it: `transmit` and `reselect` of the port with the session filled in. */
export interface CardChannel {
  transmit(apdu: Uint8Array): Promise<Result<Uint8Array, CardIoFailure>>;
  reselect(): Promise<Result<null, CardIoFailure>>;
}

/** The channel of one session. */
export function cardChannel(port: CardReaderPort, session: CardSession): CardChannel {
  return {
    transmit: (apdu) => port.transmit(session, apdu),
    reselect: () => port.reselect(session),
  };
}
