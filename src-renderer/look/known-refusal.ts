import { REFUSAL_CODES } from "../../src-shared/contract/refusal-codes.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";

const CODES: ReadonlySet<string> = new Set(REFUSAL_CODES);

/** A key of the refusals, as states carry it, as the refusal itself; what this build does not know is a defect. */
export function knownRefusal(key: string): Refusal {
  return isCode(key) ? { refusal: key } : { refusal: "defect" };
}

function isCode(key: string): key is Refusal["refusal"] {
  return CODES.has(key);
}
