import { toBase64Url, toHex, utf8Bytes } from "../../../src-shared/base/bytes.ts";
import { latinDigits } from "../../../src-shared/words/format.ts";
import type { LedgerRead } from "../ports/store.ts";
import type { Terminal } from "../terminal/context.ts";
import { machineSettings } from "../terminal/machine-settings.ts";

/** Where the side doors are open, as the shell says; empty until it has. */
export interface DoorsOpened {
  readonly displayUrls: readonly string[];
  readonly billUrl: string;
}

type DoorParts = Pick<Terminal, "store" | "crypto" | "random" | "clock">;

const STATE_DISPLAYS = "paired-displays";
/** A code is typed within minutes, by somebody who sees the till. */
const CODE_LASTS_MS = 5 * 60_000;
/** Wrong codes until the code is void: one guess in a million has ten tries. */
const CODE_TRIES = 10;
/** Displays of one till; the oldest is forgotten for one more. */
const DISPLAYS_MAX = 4;
const TOKEN_BYTES = 32;

/**
 * The two side doors of a till: the customer display and the bills of other programs. Says which are open by the
 * owner's settings, gives out pairing codes, and knows tokens by their hashes. In training both stay shut.
 */
export class SideDoors {
  readonly #parts: DoorParts;
  readonly #isTraining: boolean;
  readonly #listeners = new Set<() => void>();
  #opened: DoorsOpened = { displayUrls: [], billUrl: "" };
  #code: { readonly text: string; readonly untilMs: number; tries: number } | undefined;

  constructor(parts: DoorParts, isTraining: boolean) {
    this.#parts = parts;
    this.#isTraining = isTraining;
  }

  /** Which doors are to be open now. */
  wanted(): { readonly display: boolean; readonly bills: boolean } {
    const { customerDisplay, billApi } = machineSettings(this.#parts.store.read);
    return { display: customerDisplay && !this.#isTraining, bills: billApi && !this.#isTraining };
  }

  opened(): DoorsOpened {
    return this.#opened;
  }

  /** The shell has opened (or could not open) the doors. */
  noteOpened(opened: DoorsOpened): void {
    this.#opened = opened;
  }

  /** Calls `listener` when other doors are to be open than before, or displays were forgotten. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** A new code of six digits, in the place of the one before; undefined while the display's door is shut. */
  pairingCode(): { readonly code: string; readonly untilMs: number } | undefined {
    if (!this.wanted().display) return undefined;
    const bytes = this.#parts.random.bytes(6);
    const number = bytes.reduce((value, byte) => (value * 256 + byte) % 1_000_000, 0);
    const code = String(number).padStart(6, "0");
    const untilMs = this.#parts.clock.wallMs() + CODE_LASTS_MS;
    this.#code = { text: code, untilMs, tries: 0 };
    return { code, untilMs };
  }

  /** The long-lived token of a display that said the code; undefined for a wrong or an old one. A code works once. */
  pair(typed: string): string | undefined {
    const code = this.#code;
    const { clock, random, store } = this.#parts;
    if (code === undefined || !this.wanted().display || clock.wallMs() > code.untilMs) return undefined;
    code.tries++;
    if (latinDigits(typed.trim()) !== code.text) {
      if (code.tries >= CODE_TRIES) this.#code = undefined;
      return undefined;
    }
    this.#code = undefined;
    const token = toBase64Url(random.bytes(TOKEN_BYTES));
    store.transaction((tx) => {
      const paired = [...pairedHashes(tx), this.#hash(token)].slice(-DISPLAYS_MAX);
      tx.putState(STATE_DISPLAYS, JSON.stringify(paired));
    });
    return token;
  }

  isPaired(token: string): boolean {
    return this.wanted().display && pairedHashes(this.#parts.store.read).includes(this.#hash(token));
  }

  paired(): number {
    return pairedHashes(this.#parts.store.read).length;
  }

  /** Forgets every display: whoever shows one pairs it again. */
  forget(): void {
    this.#code = undefined;
    this.#parts.store.transaction((tx) => tx.dropState(STATE_DISPLAYS));
    this.changed();
  }

  #hash(token: string): string {
    return toHex(this.#parts.crypto.sha256(utf8Bytes(token)));
  }
}

function pairedHashes(read: Pick<LedgerRead, "state">): readonly string[] {
  const text = read.state(STATE_DISPLAYS);
  // Written by this file only.
  return text === undefined ? [] : (JSON.parse(text) as string[]);
}
