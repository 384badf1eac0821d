import { must } from "../../src-shared/base/assert.ts";
import { startVirtualPcsc } from "../virtual/pcscd/virtual-pcsc.ts";
import { percentile, type Bench, type Figure } from "./bench.ts";
import { seededRandom } from "./member-generator.ts";
import { plasticOf } from "./shop-cards.ts";
import { LARGE_SHOP, randomCard, sellOnce, shopDatabase } from "./shop-database.ts";
import { openShopTerminal, type ShopTerminal } from "./shop-terminal.ts";
import { tapRig, type TapTimes } from "./tap-rig.ts";
import { workFolder } from "./work-folder.ts";

/** Taps through the daemon: so many, or as many as fit into the time; the daemon polls its reader twice a second. */
const TAPS = 200;
const TAPS_LIMIT_MS = 90_000;
const TAPS_IN_PROCESS = 500;
const SPEND_MINOR = 5_000;

/**
 * Taps of random cards in the large shop, each followed by a bill paid partly with credit. Through the real pcscd and
 * the product's reader process: APDUs and `tap-software-p95`, which is all the time from the reader's event to the
 * member on the counter and all of the debit, both commits included. Nothing is taken off it: the virtual card answers
 * at once, so that what a real card and reader would add is the time of their APDUs alone.
 */
export const bench: Bench = {
  name: "tap",
  async *run(say) {
    const path = await shopDatabase(LARGE_SHOP, say);
    const work = workFolder();
    const shop = openShopTerminal(work.copy(path, "tap"));
    try {
      yield* throughDaemon(await tapThroughDaemon(shop));
      yield* await inProcess(shop);
    } finally {
      shop.close();
      work.remove();
    }
  },
};

async function tapThroughDaemon(shop: ShopTerminal): Promise<readonly TapTimes[]> {
  const pcsc = await startVirtualPcsc();
  const rig = await tapRig(shop, pcsc);
  const random = seededRandom(7);
  const taps: TapTimes[] = [];
  try {
    const begun = performance.now();
    while (taps.length < TAPS && performance.now() - begun < TAPS_LIMIT_MS) {
      const row = must(shop.terminal.store.read.get("card", [randomCard(random, LARGE_SHOP)]), "every card has a row");
      taps.push(await rig.tapAndPay(plasticOf(shop.terminal, row), SPEND_MINOR));
    }
  } finally {
    rig.close();
    await pcsc.stop();
  }
  return taps;
}

function* throughDaemon(taps: readonly TapTimes[]): Generator<Figure> {
  const most = (of: (tap: TapTimes) => number): number => Math.max(...taps.map(of));
  yield { name: "tap-read-apdus", value: most((tap) => tap.readApdus), unit: "apdus" };
  yield { name: "tap-debit-apdus", value: most((tap) => tap.debitApdus), unit: "apdus" };
  yield { name: "tap-count", value: taps.length, unit: "taps" };
  const whole = taps.map((tap) => tap.tapMs + tap.debitMs);
  yield { name: "tap-software-p50", value: percentile(whole, 50), unit: "ms" };
  yield { name: "tap-software-p95", value: percentile(whole, 95), unit: "ms" };
  yield {
    name: "tap-to-member-p95",
    value: percentile(
      taps.map((tap) => tap.tapMs),
      95,
    ),
    unit: "ms",
  };
  yield {
    name: "tap-debit-p95",
    value: percentile(
      taps.map((tap) => tap.debitMs),
      95,
    ),
    unit: "ms",
  };
  // What of it was the way to the reader process, the daemon and the virtual card, and connecting.
  const io = taps.map((tap) => tap.arrivalMs + tap.tapIoMs + tap.debitIoMs);
  yield { name: "tap-virtual-io-p50", value: percentile(io, 50), unit: "ms" };
}

/** The same without daemon and reader process, the time inside `transmit` taken off: what the core itself needs. */
async function inProcess(shop: ShopTerminal): Promise<Figure[]> {
  const random = seededRandom(8);
  const times: number[] = [];
  for (let n = 0; n < TAPS_IN_PROCESS; n++) {
    const card = randomCard(random, LARGE_SHOP);
    const { readMs, wholeMs, ioMs } = await sellOnce(shop, {
      command: `core.${n}`,
      card,
      random,
      creditMinor: SPEND_MINOR,
    });
    times.push(readMs + wholeMs - ioMs);
  }
  return [{ name: "tap-core-p95", value: percentile(times, 95), unit: "ms" }];
}
