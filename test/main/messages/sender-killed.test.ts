import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { phoneTexts } from "../../../src-main/adapters/messages/fake-phone.ts";
import { foundTill, type KilledTill } from "../../system/core/fixtures/till-lives.ts";
import type { SenderLife } from "./fixtures/sender-process.ts";

const PROCESS = fileURLToPath(new URL("fixtures/sender-process.ts", import.meta.url));
const tills: KilledTill[] = [];
afterEach(() => {
  for (const till of tills.splice(0)) till.remove();
});

/** A life in a process of its own, and what ended it. */
function live(till: KilledTill, of: Pick<SenderLife, "first" | "killAt">): NodeJS.Signals | number | null {
  const { dataFolder, keyFile, folder } = till;
  const life: SenderLife = { dataFolder, keyFile, phone: join(folder, "phone"), ...of };
  const { signal, status } = spawnSync(process.execPath, [PROCESS, JSON.stringify(life)], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(folder, "cache") },
  });
  return signal ?? status;
}

test("SIGKILL between disk and gateway loses nothing; after the gateway has it, each kill costs one more copy", async () => {
  const till = await foundTill();
  tills.push(till);
  const texts = () => phoneTexts(join(till.folder, "phone"), 100);
  expect(live(till, { first: true, killAt: "asked" })).toBe("SIGKILL");
  expect(live(till, { first: false, killAt: "asked" })).toBe("SIGKILL");
  expect(texts()).toEqual([]);
  expect(live(till, { first: false, killAt: "arrived" })).toBe("SIGKILL");
  expect(live(till, { first: false, killAt: "arrived" })).toBe("SIGKILL");
  expect(texts()).toHaveLength(2);
  expect(live(till, { first: false, killAt: "never" })).toBe(0);
  expect(live(till, { first: false, killAt: "never" })).toBe(0);
  expect(texts()).toHaveLength(3);
  expect(new Set(texts().map(({ id, text }) => `${id} ${text}`)).size).toBe(1);
  expect(texts()[0]?.text).toBe("Vafa\nYou earned 2,000 toman.\nBalance: 2,000 toman");
});
