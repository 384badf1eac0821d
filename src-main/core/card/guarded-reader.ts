import { toHex } from "../../../src-shared/base/bytes.ts";
import { err, type Result } from "../../../src-shared/base/result.ts";
import type {
  CardArrived,
  CardIoFailure,
  CardReaderEvent,
  CardReaderPort,
  CardReaderStatus,
  CardSession,
} from "../ports/card-reader.ts";

/** Which cards are not ours to touch. */
export interface CardBar {
  /** Whether a card with this UID (hexadecimal) is the other side's. */
  readonly isBarred: (uid: string) => boolean;
  readonly as: NonNullable<CardArrived["barred"]>;
}

/**
 * Readers at which some cards are only recognised: they arrive as barred, and no command of ours goes to them, not even
 * an authentication. Training keeps the shop's cards so, and the shop those of training.
 */
export class GuardedReader implements CardReaderPort {
  readonly #inner: CardReaderPort;
  readonly #bar: CardBar;
  readonly #barred = new Set<CardSession>();
  readonly #listeners = new Set<(event: CardReaderEvent) => void>();

  constructor(inner: CardReaderPort, bar: CardBar) {
    this.#inner = inner;
    this.#bar = bar;
    inner.onEvent((event) => this.#heard(event));
  }

  status(): CardReaderStatus {
    return this.#inner.status();
  }

  onEvent(listener: (event: CardReaderEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onStatus(listener: (status: CardReaderStatus) => void): () => void {
    return this.#inner.onStatus(listener);
  }

  transmit(session: CardSession, apdu: Uint8Array): Promise<Result<Uint8Array, CardIoFailure>> {
    if (this.#barred.has(session)) return Promise.resolve(err("refused"));
    return this.#inner.transmit(session, apdu);
  }

  reselect(session: CardSession): Promise<Result<null, CardIoFailure>> {
    if (this.#barred.has(session)) return Promise.resolve(err("refused"));
    return this.#inner.reselect(session);
  }

  close(): void {
    this.#inner.close();
  }

  #heard(event: CardReaderEvent): void {
    // Sessions are never used twice; those that ended are forgotten so that the set stays small.
    if (event.kind === "card-gone") this.#barred.delete(event.session);
    this.#tell(event.kind === "card-arrived" ? this.#judge(event) : event);
  }

  #judge(arrived: CardArrived): CardArrived {
    if (!this.#bar.isBarred(toHex(arrived.uid))) return arrived;
    this.#barred.add(arrived.session);
    return { ...arrived, barred: this.#bar.as };
  }

  #tell(event: CardReaderEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
