import { assert } from "../../../src-shared/base/assert.ts";

/**
 * How a printer says, in its turn, that it has done all before. "process-id": GS ( H answers after printing, with the
 * job's own name. "gs-r": GS r 1 is answered when the commands before were taken out of the buffer. "none": it can't.
 */
export type ConfirmBy = "process-id" | "gs-r" | "none";

/** The characters of a process id: printable, and none that a printer could take for more (Epson: 20h to 7Eh). */
const FIRST_CHAR = 0x21;
const CHARS = 94;
const ID_CHARS = 4;

/** The four characters that name a job to the printer: jobs near it have others. `mark` is a number from 0. */
export function processId(mark: number): string {
  assert(Number.isSafeInteger(mark) && mark >= 0, "a mark is a natural number");
  let [rest, id] = [mark % CHARS ** ID_CHARS, ""];
  for (let i = 0; i < ID_CHARS; i++) {
    id = String.fromCharCode(FIRST_CHAR + (rest % CHARS)) + id;
    rest = Math.floor(rest / CHARS);
  }
  return id;
}

/** GS ( H 6 0 48 48 d1 d2 d3 d4: answered with 37 22 d1 d2 d3 d4 00 once all before is printed (Epson, fn 48). */
export function processRequest(id: string): Uint8Array {
  assert(id.length === ID_CHARS, "a process id has four characters");
  return Uint8Array.of(0x1d, 0x28, 0x48, 6, 0, 0x30, 0x30, ...Array.from(id, (char) => char.charCodeAt(0)));
}

/** GS r 1: one byte, in the order of the commands; silent while the printer has no paper. */
export const FENCE_REQUEST = Uint8Array.of(0x1d, 0x72, 1);
