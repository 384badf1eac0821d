import { expect, test } from "vitest";
import { keepContact } from "../../../src-main/core/counter/keep-contact.ts";

test("a contact at once and every minute after, also after one that failed, until it is ended", async () => {
  const waits: { readonly delayMs: number; readonly run: () => void }[] = [];
  const ended: number[] = [];
  const timers = {
    after: (delayMs: number, run: () => void) => {
      const at = waits.push({ delayMs, run });
      return () => void ended.push(at);
    },
  };
  let asked = 0;
  const contact = async (): Promise<boolean> => {
    asked++;
    if (asked === 2) throw new Error("the disk is full");
    return true;
  };
  const warned: string[] = [];
  const log = { log: (_level: string, event: string) => void warned.push(event) };
  const stop = keepContact({ counter: { contact }, timers, log });
  expect([asked, waits.map((wait) => wait.delayMs)]).toEqual([1, [60_000]]);
  waits[0]?.run();
  waits[1]?.run();
  await Promise.resolve();
  expect([asked, warned]).toEqual([3, ["contact-failed"]]);
  stop();
  expect(ended).toEqual([3]);
});
