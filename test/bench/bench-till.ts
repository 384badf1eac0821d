import { percentile, type Bench } from "./bench.ts";
import { fillBasket, LINES, seatedTill } from "./seated-till.ts";
import { MANY_MEMBERS_SHOP, shopDatabase } from "./shop-database.ts";
import { openShopTerminal } from "./shop-terminal.ts";
import { workFolder } from "./work-folder.ts";

const KEYS = 2_000;
const WARM_UP = 200;

/**
 * One key press at the counter inside the core: from the call's arrival to the counter's whole new state on its way to
 * the pages, durable before it is answered. A basket of 200 lines with a member, in a shop of 1,000,000 members.
 */
export const bench: Bench = {
  name: "till",
  async *run(say) {
    const work = workFolder();
    const shop = openShopTerminal(work.copy(await shopDatabase(MANY_MEMBERS_SHOP, say), "till"));
    try {
      const till = await seatedTill(shop.terminal);
      await fillBasket(till, shop.terminal);
      const spent: number[] = [];
      for (let n = 0; n < WARM_UP + KEYS; n++) {
        const begun = performance.now();
        const told = till.nextState();
        await till.ask("bill.line", { id: 1 + (n % LINES), qtyMilli: 1000 * (1 + (n % 9)) + (n % 2) });
        const state = await told;
        if (n >= WARM_UP) spent.push(performance.now() - begun);
        if (state.bill.lines.length !== LINES || state.offer === null) throw new Error("the bill is not whole");
      }
      for (const p of [50, 95, 100]) {
        yield { name: `till-key-p${p === 100 ? "max" : p}`, value: percentile(spent, p), unit: "ms" };
      }
    } finally {
      shop.close();
      work.remove();
    }
  },
};
