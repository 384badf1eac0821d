import type { PcscDriverName } from "../../core/ports/card-reader.ts";

/** What a driver reports of a reader. `insertions` counts insertions and removals (0 where the system has no count). */
export interface PcscStatus {
  readonly present: boolean;
  readonly insertions: number;
  readonly atr: Uint8Array;
  /** When the driver's event reached this process: `process.hrtime` in milliseconds. */
  readonly atMs: number;
}

/** One reader of the system. Every call may fail with an Error, may hang, and is never made while another is out. */
export interface PcscReader {
  readonly name: string;
  /** Connects to the card that lies there. Its ATR, where the driver knows it better than by the status; else null. */
  connect(): Promise<Uint8Array | null>;
  /** `reset` selects the card anew; `leave` only lets go of it. Harmless when not connected. */
  disconnect(then: "leave" | "reset"): Promise<void>;
  /** One command APDU, one answer APDU. */
  transmit(apdu: Uint8Array): Promise<Uint8Array>;
}

/** Who is told. `lost`: the service is gone and this driver is of no more use in this process. */
export interface PcscListener {
  added(reader: PcscReader): void;
  removed(reader: PcscReader): void;
  status(reader: PcscReader, status: PcscStatus): void;
  lost(reason: string): void;
}

/** A way to the PC/SC service. */
export interface PcscDriver {
  readonly name: PcscDriverName;
  /** Begins to report. May throw, and, with nfc-pcsc and no service, never returns: the watchdog's case. */
  start(listener: PcscListener): void;
}

/** Flags of SCARD_READERSTATE (pcsclite.h, winscard.h). The upper 16 bits are the event counter. */
export const SCARD_STATE_PRESENT = 0x20;

/** Splits a raw reader state. */
export function readState(raw: number): { readonly present: boolean; readonly insertions: number } {
  return { present: (raw & SCARD_STATE_PRESENT) !== 0, insertions: raw >>> 16 };
}

/** This instant in milliseconds of the system-wide monotonic clock. */
export function hrtimeMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
