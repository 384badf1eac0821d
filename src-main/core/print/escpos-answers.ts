/**
 * What a printer can say of itself. "status": one byte, the answer to DLE EOT. "auto": the four bytes of automatic
 * status (ASB). "process": the answer to GS ( H, its four characters. "fence": one byte, the answer to GS r or to GS I with a
 * number. "text": the answer to GS I 65 to 69, such as a model's name.
 */
export type PrinterAnswer =
  | { readonly kind: "status"; readonly byte: number }
  | { readonly kind: "auto"; readonly bytes: readonly [number, number, number, number] }
  | { readonly kind: "process"; readonly id: string }
  | { readonly kind: "fence"; readonly byte: number }
  | { readonly kind: "text"; readonly text: string };

/** Takes a printer's bytes apart; half an answer waits for its rest. */
export interface AnswerReader {
  read(bytes: Uint8Array): PrinterAnswer[];
  /** Another connection begins: what was half there is dropped. */
  reset(): void;
}

const [XON, XOFF] = [0x11, 0x13];
const PROCESS_HEAD = [0x37, 0x22];
const PROCESS_BYTES = 7;
const TEXT_HEAD = 0x5f;
/** GS I answers at most 80 characters between 5F and 00. */
const TEXT_MAX = 82;
const AUTO_BYTES = 4;

/**
 * Tells the kinds apart by their fixed bits (Citizen's and Epson's manuals): DLE EOT 0xx1xx10; ASB 0xx1xx00, then three
 * of 0xx0xxxx; GS r 0xx0xxxx; GS ( H 37 22 d1 d2 d3 d4 00; GS I 5F text 00. XON and XOFF may stand between any two.
 * A byte that doesn't continue what was begun ends it unsaid and is looked at anew: an answer may get lost.
 */
export function createAnswerReader(): AnswerReader {
  let begun: number[] = [];
  const take = (byte: number, found: PrinterAnswer[]): void => {
    if (byte === XON || byte === XOFF) return;
    const next = [...begun, byte];
    const whole = begun.length === 0 ? single(byte) : answerOf(next);
    if (whole !== undefined) {
      found.push(whole);
      begun = [];
    } else if (isBegun(next)) begun = next;
    else if (begun.length > 0) {
      begun = [];
      take(byte, found);
    }
  };
  return {
    read: (bytes) => {
      const found: PrinterAnswer[] = [];
      for (const byte of bytes) take(byte, found);
      return found;
    },
    reset: () => void (begun = []),
  };
}

function single(byte: number): PrinterAnswer | undefined {
  if ((byte & 0x93) === 0x12) return { kind: "status", byte };
  return isPlain(byte) ? { kind: "fence", byte } : undefined;
}

/** The answer that these bytes are, all of them. */
function answerOf(bytes: readonly number[]): PrinterAnswer | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes;
  if (isAutoHead(first) && bytes.length === AUTO_BYTES && bytes.slice(1).every(isPlain))
    return { kind: "auto", bytes: [first, second, third, fourth] };
  const isEnded = bytes.at(-1) === 0;
  if (first === PROCESS_HEAD[0] && bytes.length === PROCESS_BYTES && isEnded)
    return { kind: "process", id: String.fromCharCode(...bytes.slice(2, 6)) };
  if (first === TEXT_HEAD && isEnded) return { kind: "text", text: String.fromCharCode(...bytes.slice(1, -1)) };
  return undefined;
}

/** Whether these bytes may be the beginning of a longer answer. */
function isBegun(bytes: readonly number[]): boolean {
  const [first = 0, ...rest] = bytes;
  if (isAutoHead(first)) return rest.every(isPlain) && bytes.length < AUTO_BYTES;
  if (first === TEXT_HEAD) return rest.every(isPrintable) && bytes.length < TEXT_MAX;
  if (first !== PROCESS_HEAD[0] || bytes.length >= PROCESS_BYTES) return false;
  return rest.every((byte, at) => (at === 0 ? byte === PROCESS_HEAD[1] : isPrintable(byte)));
}

function isAutoHead(byte: number): boolean {
  return (byte & 0x93) === 0x10;
}

function isPlain(byte: number): boolean {
  return (byte & 0x90) === 0;
}

function isPrintable(byte: number): boolean {
  return byte >= 0x20 && byte <= 0x7e;
}
