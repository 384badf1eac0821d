import type { MemberId } from "../../../src-shared/base/ids.ts";

/** A code as it is kept: never itself, only what it can be compared by. */
export interface KeptCode {
  /** The number it was sent to, 98XXXXXXXXXX: it shows no other one. */
  readonly mobile: string;
  readonly salt: Uint8Array;
  readonly digest: Uint8Array;
  /** How often somebody has said a code since it was sent. */
  readonly tries: number;
  readonly expiresAtMs: number;
}

/** The codes that were sent, one at most for each member. Synchronous; joins the caller's transaction. */
export interface MobileCodes {
  get(member: MemberId): KeptCode | undefined;
  /** Keeps a code in the place of the one before. */
  put(member: MemberId, code: KeptCode): void;
  /** Counts a try. Throws when there is no code. */
  countTry(member: MemberId): void;
  drop(member: MemberId): void;
  /** How many codes were sent between two instants: to one number, and in all. What lies outside is forgotten. */
  sentWithin(mobile: string, fromMs: number, toMs: number): { readonly toMobile: number; readonly inAll: number };
  noteSent(mobile: string, atMs: number): void;
  /** Takes back what `noteSent` noted: it was surely not sent. */
  forgetSent(mobile: string, atMs: number): void;
}
