import { equalBytes } from "../../src-shared/base/bytes.ts";
import { idBytes, type MerchantId } from "../../src-shared/base/ids.ts";
import { readRecoverySheet } from "../../src-shared/recovery/recovery-sheet.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import type { SheetCheck } from "../core/staff/recover-owner.ts";
import type { Secrets } from "../core/terminal/secrets.ts";

/** How many mistyped lines are named at most. */
const LINES_NAMED = 10;

/**
 * Knows this shop's recovery sheet: it names this merchant and holds the key of this very database, which nobody
 * guesses. `detail` names the mistyped lines.
 */
export function checkSheet(secrets: Pick<Secrets, "databaseKey">, merchant: MerchantId): SheetCheck {
  return (typed) => {
    const read = readRecoverySheet(nodeCrypto, typed);
    if (!read.ok) {
      const { error } = read;
      return error.kind === "lines"
        ? { kind: "wrong", detail: error.lines.slice(0, LINES_NAMED).join(", ") }
        : { kind: "wrong" };
    }
    const holds = (name: string, bytes: Uint8Array): boolean =>
      read.value.some((entry) => entry.name === name && equalBytes(entry.bytes, bytes));
    const right = holds("merchant-id", idBytes(merchant)) && holds("database-key", secrets.databaseKey);
    return { kind: right ? "right" : "wrong" };
  };
}
