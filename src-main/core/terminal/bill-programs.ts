import { toBase64Url, toHex, utf8Bytes } from "../../../src-shared/base/bytes.ts";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import type { RandomPort } from "../ports/clock.ts";
import type { LedgerRead, LedgerTx } from "../ports/store.ts";

/** A program on this machine that may hand bills over. Its token itself is kept nowhere. */
export interface KnownProgram {
  readonly id: string;
  readonly name: string;
  readonly madeAtMs: number;
  /** SHA-256 of the token, hexadecimal: a token is 32 random bytes, so that no slow hash is needed. */
  readonly tokenHash: string;
}

/** More programs than any till talks to. */
export const PROGRAMS_MAX = 20;

const STATE_PROGRAMS = "bill-programs";
const TOKEN_BYTES = 32;
const ID_BYTES = 6;

/** The programs, oldest first. */
export function billPrograms(read: Pick<LedgerRead, "state">): readonly KnownProgram[] {
  const text = read.state(STATE_PROGRAMS);
  // Written by this file only.
  return text === undefined ? [] : (JSON.parse(text) as KnownProgram[]);
}

/** Lets a program in; undefined when there is no room. The token is shown once and never again. */
export function addProgram(
  tx: LedgerTx,
  ports: { readonly crypto: CryptoPort; readonly random: RandomPort },
  of: { readonly name: string; readonly atMs: number },
): { readonly id: string; readonly token: string } | undefined {
  const known = billPrograms(tx);
  if (known.length >= PROGRAMS_MAX) return undefined;
  const id = toHex(ports.random.bytes(ID_BYTES));
  const token = toBase64Url(ports.random.bytes(TOKEN_BYTES));
  const program = { id, name: of.name, madeAtMs: of.atMs, tokenHash: hashOf(ports.crypto, token) };
  tx.putState(STATE_PROGRAMS, JSON.stringify([...known, program]));
  return { id, token };
}

/** Shuts a program out; false when there is none of this id. */
export function removeProgram(tx: LedgerTx, id: string): boolean {
  const known = billPrograms(tx);
  const rest = known.filter((program) => program.id !== id);
  tx.putState(STATE_PROGRAMS, JSON.stringify(rest));
  return rest.length < known.length;
}

/** The program that a token belongs to. Hashes are compared, so that the time it takes tells nothing of a token. */
export function programOf(
  read: Pick<LedgerRead, "state">,
  crypto: CryptoPort,
  token: string,
): { readonly id: string; readonly name: string } | undefined {
  const hash = hashOf(crypto, token);
  const found = billPrograms(read).find((program) => program.tokenHash === hash);
  return found && { id: found.id, name: found.name };
}

function hashOf(crypto: CryptoPort, token: string): string {
  return toHex(crypto.sha256(utf8Bytes(token)));
}
