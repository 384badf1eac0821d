import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { foundData } from "../../../src-main/shell/found-data.ts";
import { PLAIN_PROGRAMME } from "../../support/test-shop.ts";

test("founding a shop where there is one changes nothing: above all not the keys of its database and its cards", async () => {
  const folder = mkdtempSync(join(tmpdir(), "vafa-found-"));
  try {
    const keyFile = join(folder, "keys", "keys.json");
    const settings = { name: "Vafa", locale: "fa" as const, staffNames: {} };
    const shop = { dataFolder: join(folder, "data"), keyFile, programme: PLAIN_PROGRAMME, settings };
    expect((await foundData(shop)).ok).toBe(true);
    const keys = readFileSync(keyFile, "utf8");
    await expect(foundData(shop)).rejects.toThrow("a shop already");
    expect(readFileSync(keyFile, "utf8")).toBe(keys);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
