import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { must } from "../../src-shared/base/assert.ts";
import type { ChainState } from "../../src-main/core/verify/check-chain-client.ts";
import { CoreClient } from "../../src-main/shell/core-client.ts";
import { nodeSpawn } from "../../src-main/shell/node-spawn.ts";
import { startVirtualPcsc, type VirtualPcsc } from "../virtual/pcscd/virtual-pcsc.ts";
import { percentile, type Bench } from "./bench.ts";
import { seededRandom } from "./member-generator.ts";
import { LARGE_SHOP, shopDatabase } from "./shop-database.ts";
import { dropFromCache, firstScreens } from "./first-screen.ts";
import { nameTheOwner } from "./seated-till.ts";
import { openShopTerminal } from "./shop-terminal.ts";
import { buildAll, builtEntries, type ShopFolder, withKeys } from "./shell-run.ts";
import { workFolder } from "./work-folder.ts";

/** Starts that are measured, each with the database's file out of the system's cache, as after switching on. */
const STARTS = 5;
/** Sales after which the memory is looked at, and the pause between two: a queue at ten tills, not at one. */
const SALES = 200;
const PAUSE_MS = 50;

/**
 * The product's core process on the large shop, started as a shell starts it. `start-ready`: from spawning the process
 * to "ready", the tail of the chain checked. Then the whole chain is checked by the worker while sales go on. Last the
 * whole kiosk shell, up to its first screen: see `firstScreens`.
 */
export const bench: Bench = {
  name: "start",
  async *run(say) {
    buildAll();
    const path = await shopDatabase(LARGE_SHOP, say);
    const work = workFolder();
    const pcsc = await startVirtualPcsc();
    try {
      const database = work.copy(path, "data");
      await giveOwnerPin(database);
      const till = await withKeys(database, work.path);
      const readies: number[] = [];
      for (let n = 0; n < STARTS; n++) {
        const { core, readyMs } = await start(till, pcsc);
        readies.push(readyMs);
        core.stop();
        await delay(500);
      }
      yield { name: "start-ready", value: percentile(readies, 50), unit: "ms" };
      yield { name: "start-ready-max", value: Math.max(...readies), unit: "ms" };
      const whole = await startAndSell(till, pcsc);
      yield { name: "start-verify-rate", value: whole.eventsPerSecond, unit: "events/s" };
      yield { name: "start-verify-events", value: whole.events, unit: "events" };
      yield { name: "start-verify-sales", value: whole.salesDuring, unit: "sales" };
      yield { name: "start-sale-p99", value: percentile(whole.saleMs, 99), unit: "ms" };
      yield { name: "start-core-rss", value: Math.max(...whole.rssMb), unit: "MB" };
      yield { name: "start-core-rss-ready", value: must(whole.rssMb[0], "measured at ready"), unit: "MB" };
      yield { name: "start-core-rss-peak", value: whole.peakMb, unit: "MB" };
      yield* firstScreens(till, pcsc.env);
    } finally {
      await pcsc.stop();
      work.remove();
    }
  },
};

/** Without one nobody could sign in on the first screen. */
async function giveOwnerPin(database: string): Promise<void> {
  const shop = openShopTerminal(database);
  await nameTheOwner(shop.terminal);
  shop.close();
}

async function start(
  till: ShopFolder,
  pcsc: VirtualPcsc,
): Promise<{ readonly core: CoreClient; readonly readyMs: number }> {
  dropFromCache(till.database);
  const begun = performance.now();
  const spawn = nodeSpawn({ entries: builtEntries(), env: pcsc.env });
  const core = new CoreClient({ dataFolder: till.dataFolder, keyFile: till.keyFile, spawn });
  const health = await core.health();
  const readyMs = performance.now() - begun;
  if (health.kind !== "ready") throw new Error(`${health.words.en} (${health.detail})`);
  return { core, readyMs };
}

/** Sells from the first moment until the chain is checked and the sales are made. Memory in MB (10^6 bytes). */
async function startAndSell(
  till: ShopFolder,
  pcsc: VirtualPcsc,
): Promise<{
  readonly events: number;
  readonly eventsPerSecond: number;
  readonly salesDuring: number;
  readonly saleMs: readonly number[];
  readonly rssMb: readonly number[];
  readonly peakMb: number;
}> {
  const { core } = await start(till, pcsc);
  let chain: ChainState = { kind: "checking", checked: 0, total: 0 };
  core.onChain((state) => (chain = state));
  const pid = must(core.pid(), "the core runs");
  const rssMb = [memoryMb(pid, "VmRSS")];
  const random = seededRandom(9);
  const saleMs: number[] = [];
  let salesDuring = 0;
  while (saleMs.length < SALES || chainOf().kind === "checking") {
    const begun = performance.now();
    const input = {
      amountMinor: 250_000,
      member: `1.${1 + Math.floor(random() * LARGE_SHOP.members)}`,
      withCard: false,
    };
    const sold = await core.command("sell", { command: `start.${saleMs.length}`, actor: "1.1" }, input);
    saleMs.push(performance.now() - begun);
    if (!isOk(sold)) throw new Error(`not sold: ${JSON.stringify(sold)}`);
    if (chainOf().kind === "checking") salesDuring++;
    await delay(PAUSE_MS);
  }
  const done = chainOf();
  if (done.kind !== "intact") throw new Error(`the chain: ${JSON.stringify(done)}`);
  rssMb.push(memoryMb(pid, "VmRSS"));
  const peakMb = memoryMb(pid, "VmHWM");
  core.stop();
  const eventsPerSecond = (done.checked / done.tookMs) * 1000;
  return { events: done.checked, eventsPerSecond, salesDuring, saleMs, rssMb, peakMb };

  function chainOf(): ChainState {
    return chain;
  }
}

function isOk(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && "ok" in answer && answer.ok === true;
}

function memoryMb(pid: number, field: "VmRSS" | "VmHWM"): number {
  const kib = new RegExp(`${field}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return (Number(must(kib, "Linux tells a process's memory")) * 1024) / 1e6;
}
