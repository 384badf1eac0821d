import { checkpointNow } from "../../src-main/adapters/sqlite/short-log.ts";
import { askContact } from "../../src-main/core/terminal/ask-head-office.ts";
import { percentile, type Bench } from "./bench.ts";
import { seededRandom } from "./member-generator.ts";
import { LARGE_SHOP, randomCard, sellOnce, shopDatabase, SMALL_SHOP, type ShopSize } from "./shop-database.ts";
import { openShopTerminal, type ShopTerminal } from "./shop-terminal.ts";
import { workFolder } from "./work-folder.ts";

/** Sales of one round in each shop, and rounds. */
const SALES = 2_000;
const ROUNDS = 3;
/** Sales before the first round: compiled code and warm caches, as after the first minutes of a day. */
const WARM_UP = 200;

/**
 * One sale with a card of a random member: both commits (the intent and its confirmation) on disk and all code around
 * them, less the time inside `transmit`. In a large and a small shop by turns, so that both see the same machine.
 */
export const bench: Bench = {
  name: "sale",
  async *run(say) {
    const paths = { large: await shopDatabase(LARGE_SHOP, say), small: await shopDatabase(SMALL_SHOP, say) };
    const work = workFolder();
    try {
      const large = await open(work.copy(paths.large, "large"), LARGE_SHOP);
      const small = await open(work.copy(paths.small, "small"), SMALL_SHOP);
      await round([large, small], WARM_UP);
      const rounds: (readonly [readonly number[], readonly number[]])[] = [];
      for (let n = 0; n < ROUNDS; n++) {
        const [ofLarge = [], ofSmall = []] = await round([large, small], SALES);
        rounds.push([ofLarge, ofSmall]);
        say(
          `round ${n + 1}: ${percentile(ofLarge, 50).toFixed(2)} ms large, ${percentile(ofSmall, 50).toFixed(2)} ms small`,
        );
      }
      for (const { shop } of [large, small]) shop.close();
      const all = rounds.flatMap(([ofLarge]) => ofLarge);
      yield { name: "sale-p50", value: percentile(all, 50), unit: "ms" };
      yield { name: "sale-p99", value: percentile(all, 99), unit: "ms" };
      yield { name: "sale-max", value: percentile(all, 100), unit: "ms" };
      yield {
        name: "sale-small-p50",
        value: percentile(
          rounds.flatMap(([, ofSmall]) => ofSmall),
          50,
        ),
        unit: "ms",
      };
      const ratios = rounds.map(([ofLarge, ofSmall]) => percentile(ofLarge, 50) / percentile(ofSmall, 50));
      const best = Math.min(...ratios);
      yield { name: "sale-growth", value: best, unit: "ratio", ratio: best };
    } finally {
      work.remove();
    }
  },
};

interface Till {
  readonly shop: ShopTerminal;
  readonly size: ShopSize;
  readonly random: () => number;
}

let commands = 0;

async function open(path: string, size: ShopSize): Promise<Till> {
  const shop = openShopTerminal(path);
  // As a core does when it starts.
  await askContact(shop.terminal);
  return { shop, size, random: seededRandom(size.members) };
}

/** `count` sales in each shop, by turns; milliseconds per sale, card I/O apart. */
async function round(tills: readonly Till[], count: number): Promise<number[][]> {
  const times = tills.map((): number[] => []);
  for (let n = 0; n < count; n++) {
    for (const [i, { shop, size, random }] of tills.entries()) {
      const command = `bench.${++commands}`;
      const { wholeMs, ioMs } = await sellOnce(shop, { command, card: randomCard(random, size), random });
      times[i]?.push(wholeMs - ioMs);
      // The core does this every second, and one till's sales are further apart than that.
      checkpointNow(shop.open.database.sqlite);
    }
  }
  return times;
}
