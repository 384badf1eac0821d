import { expect, test } from "vitest";
import { idBytes } from "../../../src-shared/base/ids.ts";
import { writeRecoverySheet } from "../../../src-shared/recovery/recovery-sheet.ts";
import { nodeCrypto } from "../../../src-main/adapters/node/crypto.ts";
import { checkSheet } from "../../../src-main/shell/check-sheet.ts";
import { MERCHANT, OTHER_JOURNAL } from "../../shared/ledger/samples.ts";

const databaseKey = new Uint8Array(32).fill(7);
const sheet = (merchant: string, key: Uint8Array): string =>
  writeRecoverySheet(nodeCrypto, [
    { name: "database-key", bytes: key },
    { name: "merchant-id", bytes: idBytes(merchant) },
  ]).join("\n");

test("only this shop's own sheet is right; a mistyped line is named", () => {
  const check = checkSheet({ databaseKey }, MERCHANT);
  const own = sheet(MERCHANT, databaseKey);
  expect(check(own)).toEqual({ kind: "right" });
  expect(check(own.toLowerCase().replaceAll(" ", "-"))).toEqual({ kind: "right" });
  expect(check(sheet(OTHER_JOURNAL, databaseKey))).toEqual({ kind: "wrong" });
  expect(check(sheet(MERCHANT, new Uint8Array(32).fill(8)))).toEqual({ kind: "wrong" });
  expect(check("")).toEqual({ kind: "wrong" });
  const lines = own.split("\n");
  lines[1] = (lines[1] ?? "").replace(/.$/, (last) => (last === "0" ? "2" : "0"));
  expect(check(lines.join("\n"))).toEqual({ kind: "wrong", detail: "2" });
});
