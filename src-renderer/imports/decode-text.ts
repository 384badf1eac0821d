/** The writings that spreadsheets in Iran save CSV files in. */
export type TextEncoding = "UTF-8" | "UTF-16 LE" | "UTF-16 BE" | "Windows-1256";

const LABELS = { "UTF-8": "utf-8", "UTF-16 LE": "utf-16le", "UTF-16 BE": "utf-16be", "Windows-1256": "windows-1256" };

/** The text of a file and the encoding it was read in: by its mark, by its zero bytes, else UTF-8 if it is valid. */
export function decodeText(bytes: Uint8Array): { readonly text: string; readonly encoding: TextEncoding } {
  const encoding = encodingOf(bytes);
  return { text: new TextDecoder(LABELS[encoding]).decode(bytes), encoding };
}

function encodingOf(bytes: Uint8Array): TextEncoding {
  const [first = 0, second = 0] = bytes;
  if (first === 0xff && second === 0xfe) return "UTF-16 LE";
  if (first === 0xfe && second === 0xff) return "UTF-16 BE";
  const [even, odd] = zeros(bytes);
  // No text has zero bytes; in UTF-16 every comma, digit and line end has one, always on the same side.
  if (odd > 0 && odd > even * 4) return "UTF-16 LE";
  if (even > 0 && even > odd * 4) return "UTF-16 BE";
  return isUtf8(bytes) ? "UTF-8" : "Windows-1256";
}

/** Zero bytes at even and at odd places of the beginning. */
function zeros(bytes: Uint8Array): readonly [even: number, odd: number] {
  let [even, odd] = [0, 0];
  for (let at = 0; at < Math.min(bytes.length, 4096); at++) {
    if (bytes[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  return [even, odd];
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
