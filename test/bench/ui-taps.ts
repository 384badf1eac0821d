import { must } from "../../src-shared/base/assert.ts";
import { COUNTER_FA } from "../../src-renderer/words/fa/counter.ts";
import { memberName } from "../../src-main/core/staff/member-name.ts";
import { VirtualCard, type CardAnswer } from "../virtual/card/virtual-card.ts";
import type { VirtualPcsc } from "../virtual/pcscd/virtual-pcsc.ts";
import { monotonicMs, percentile, type Figure } from "./bench.ts";
import { plasticOf } from "./shop-cards.ts";
import { randomCard, type ShopSize } from "./shop-database.ts";
import type { ShopTerminal } from "./shop-terminal.ts";
import { paintedMs, type TillWindow } from "./till-browser.ts";

/** A card of the shop, and the name that the counter shows for it. */
export interface NamedCard {
  readonly card: ClockedCard;
  readonly name: string;
}

/** A card that remembers when it answered: the last answer is where the software's own time begins. */
class ClockedCard extends VirtualCard {
  readonly answeredMs: number[] = [];

  override command(apdu: Uint8Array): CardAnswer {
    const answer = super.command(apdu);
    this.answeredMs.push(monotonicMs());
    return answer;
  }
}

/** `count` cards of the shop, the names of any two in a row different. */
export function namedCards(shop: ShopTerminal, size: ShopSize, of: { count: number; random: () => number }) {
  const cards: NamedCard[] = [];
  while (cards.length < of.count) {
    const row = must(shop.terminal.store.read.get("card", [randomCard(of.random, size)]), "every card has a row");
    const name = memberName(shop.terminal, must(row.member, "every card is a member's"));
    if (name === cards.at(-1)?.name) continue;
    const { chip, atr } = plasticOf(shop.terminal, row);
    cards.push({ name, card: new ClockedCard({ image: chip.image(), atr }) });
  }
  return cards;
}

/** Lays each card down and takes it away: from the last APDU's answer to the paint of its member's name. */
export async function tapFigures(till: TillWindow, pcsc: VirtualPcsc, cards: readonly NamedCard[]): Promise<Figure[]> {
  const waited: number[] = [];
  for (const one of cards) {
    waited.push(await tapped(till, pcsc, one));
    await pcsc.remove();
    await till.page
      .getByText(COUNTER_FA["card-left"])
      .or(till.page.getByText(COUNTER_FA["card-waiting"]))
      .first()
      .waitFor();
  }
  return [
    { name: "tap-paint-p95", value: percentile(waited, 95), unit: "ms" },
    { name: "tap-paint-p50", value: percentile(waited, 50), unit: "ms" },
    { name: "tap-paint-taps", value: waited.length, unit: "taps" },
  ];
}

/** Performs whole sales: the amount's digits, the tap, and what else has to be pressed. The most keys of a sale. */
export async function saleFigure(till: TillWindow, pcsc: VirtualPcsc, cards: readonly NamedCard[]): Promise<Figure> {
  let most = 0;
  for (const [n, one] of cards.entries()) {
    let keys = 0;
    for (const digit of String(48_000 + n)) await till.page.keyboard.press(digit);
    await tapped(till, pcsc, one);
    const shown = till.page.getByTestId("flash").waitFor();
    keys++;
    await till.page.keyboard.press("Enter");
    await shown;
    if (!one.card.seen.some((apdu) => apdu.startsWith("ffd6"))) throw new Error("the card was not written");
    await pcsc.remove();
    await till.page.getByTestId("flash").waitFor({ state: "detached" });
    most = Math.max(most, keys);
  }
  return { name: "sale-keys", value: most, unit: "keys" };
}

async function tapped(till: TillWindow, pcsc: VirtualPcsc, { card, name }: NamedCard): Promise<number> {
  const painted = paintedMs(
    till,
    `[...document.querySelectorAll("h2")].some((h) => h.textContent === ${JSON.stringify(name)})`,
  );
  await pcsc.insert(card);
  const atMs = await painted;
  const last = card.answeredMs.findLast((answeredMs) => answeredMs <= atMs);
  return atMs - must(last, "the card was read before its member was shown");
}
