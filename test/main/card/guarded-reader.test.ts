import { expect, test } from "vitest";
import { Counter, type Presence } from "../../../src-main/core/counter/counter.ts";
import { GuardedReader } from "../../../src-main/core/card/guarded-reader.ts";
import { isClockSetBack } from "../../../src-main/core/terminal/clock-notice.ts";
import { InProcessReader } from "../../support/in-process-reader.ts";
import { testShop } from "../../support/test-shop.ts";
import type { VirtualCard } from "../../virtual/card/virtual-card.ts";

/** What a counter shows of a card at a reader that bars `barred`, and what reached the card besides its number's. */
async function shown(barred: string): Promise<{ presence: Presence; touched: number; card: VirtualCard }> {
  const shop = await testShop();
  const { card } = await shop.memberWithCard("0a0b0c0d");
  const seen = card.seen.length;
  const inner = new InProcessReader();
  const reader = new GuardedReader(inner, { isBarred: (uid) => uid === barred, as: "real-card" });
  const counter = new Counter(shop.terminal, reader, () => shop.act());
  const presence = await new Promise<Presence>((resolve) => {
    counter.onEvent((event) => {
      if (event.kind === "presence" && event.presence.kind !== "reading") resolve(event.presence);
    });
    inner.put(card);
  });
  const issued = await counter.issue(shop.act(), { member: "2.1", overwrite: true });
  expect(issued.ok).toBe(false);
  const touched = card.seen.slice(seen).filter((apdu) => !apdu.startsWith("ffca")).length;
  shop.close();
  return { presence, touched, card };
}

test("a barred card is recognised and no command reaches it, not even an authentication; another card is read", async () => {
  const barred = await shown("0a0b0c0d");
  expect(barred.presence).toEqual({ kind: "refused", refusal: "real-card" });
  expect(barred.touched).toBe(0);
  const free = await shown("ffffffff");
  expect(free.presence.kind).toBe("member");
  expect(free.touched).toBeGreaterThan(0);
});

test("a clock more than ten minutes behind the journal's last entry is said; a smaller step is not", async () => {
  const shop = await testShop();
  const { nowMs } = shop.clock;
  expect(isClockSetBack(shop.terminal)).toBe(false);
  shop.clock.nowMs = nowMs - 9 * 60_000;
  expect(isClockSetBack(shop.terminal)).toBe(false);
  shop.clock.nowMs = nowMs - 24 * 3_600_000;
  expect(isClockSetBack(shop.terminal)).toBe(true);
  shop.close();
});
