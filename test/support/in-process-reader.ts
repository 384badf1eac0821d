import { err, type Result } from "../../src-shared/base/result.ts";
import type {
  CardIoFailure,
  CardReaderEvent,
  CardReaderPort,
  CardReaderStatus,
  CardSession,
} from "../../src-main/core/ports/card-reader.ts";
import type { ReaderState } from "../../src-shared/words/reader-words.ts";
import { tapCard, type InProcessTap } from "../virtual/card/in-process-channel.ts";
import type { VirtualCard } from "../virtual/card/virtual-card.ts";

export const READER = { id: "Virtual PCD #00", name: "Virtual PCD 00 00", used: true } as const;

/** One reader in this process, with a hand that puts cards on it: for the counter's own rules, without PC/SC. */
export class InProcessReader implements CardReaderPort {
  readonly #listeners = new Set<(event: CardReaderEvent) => void>();
  /** Called with each command before its answer is given: a moment for something else to go wrong. */
  beforeAnswer: ((apdu: Uint8Array) => void) | undefined;
  #session = 0;
  #stay: InProcessTap | undefined;
  #state: ReaderState = "ready";

  /** Puts a card on the reader; one that lay there leaves first. */
  put(card: VirtualCard, readerId: string = READER.id): CardSession {
    this.take();
    this.#stay = tapCard(card);
    const session = ++this.#session;
    const uid = card.command(Uint8Array.of(0xff, 0xca, 0, 0, 0));
    const known = uid.kind === "answer" && uid.bytes.length > 2 ? uid.bytes.slice(0, -2) : new Uint8Array(0);
    this.#emit({ kind: "card-arrived", session, readerId, atr: card.atr, uid: known, atMs: 0 });
    return session;
  }

  take(): void {
    if (this.#stay === undefined) return;
    this.#stay.remove();
    this.#end();
  }

  /** The cable is pulled: its card's session ends first, as at the real port. */
  unplug(): void {
    this.take();
    this.#state = "no-reader";
    this.#emit({ kind: "reader-removed", readerId: READER.id });
  }

  /** Another reader of this machine is pulled out. */
  removeOther(readerId: string): void {
    this.#emit({ kind: "reader-removed", readerId });
  }

  plug(): void {
    this.#state = "ready";
    this.#emit({ kind: "reader-added", reader: READER });
  }

  stopService(): void {
    this.unplug();
    this.#state = "service-down";
    this.#emit({ kind: "service-down", cause: "lost" });
  }

  startService(): void {
    this.#emit({ kind: "service-up", driver: "nfc-pcsc" });
    this.plug();
  }

  status(): CardReaderStatus {
    return { state: this.#state, driver: "nfc-pcsc", readers: this.#state === "ready" ? [READER] : [] };
  }

  onEvent(listener: (event: CardReaderEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onStatus(): () => void {
    return () => undefined;
  }

  async transmit(session: CardSession, apdu: Uint8Array): Promise<Result<Uint8Array, CardIoFailure>> {
    if (this.#stay === undefined || session !== this.#session) return err("gone");
    const answer = await this.#stay.transmit(apdu);
    this.beforeAnswer?.(apdu);
    if (!answer.ok) this.#end();
    return answer;
  }

  async reselect(session: CardSession): Promise<Result<null, CardIoFailure>> {
    if (this.#stay === undefined || session !== this.#session) return err("gone");
    const done = await this.#stay.reselect();
    if (!done.ok) this.#end();
    return done;
  }

  close(): void {
    this.take();
  }

  #end(): void {
    this.#stay = undefined;
    this.#emit({ kind: "card-gone", session: this.#session, readerId: READER.id, atMs: 0 });
  }

  #emit(event: CardReaderEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
