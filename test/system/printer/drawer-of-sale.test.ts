import { afterEach, beforeEach, expect, test } from "vitest";
import { createDrawerStore } from "../../../src-main/adapters/sqlite/drawer-store.ts";
import { createSpoolStore } from "../../../src-main/adapters/sqlite/spool-store.ts";
import { sell } from "../../../src-main/core/terminal/sell.ts";
import { nodeSpawn } from "../../../src-main/shell/node-spawn.ts";
import { PrinterDesk } from "../../../src-main/shell/printer-desk.ts";
import { NO_PRINTER_SETTINGS } from "../../../src-shared/printer/printer-settings.ts";
import type { PrinterFamily } from "../../../src-shared/printer/profile.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import { type TestShop, testShop } from "../../support/test-shop.ts";
import { startTcpPrinter, type TcpPrinter } from "../../virtual/printer/tcp-printer.ts";

/** Sales of a real shop, its printer's desk with the real render worker, and a printer on the network. */
const RENDER = new URL("../../../src-main/shell/render-process.ts", import.meta.url);
const SOON = { timeout: 20_000 };
/** More than the questions before a pulse, less than a receipt's first band. */
const HEAD_BYTES = 60;
let shop: TestShop;
let tcp: TcpPrinter;
let desk: PrinterDesk;

beforeEach(async () => {
  shop = await testShop();
  tcp = await startTcpPrinter();
  desk = new PrinterDesk({
    store: createSpoolStore(shop.database.sqlite),
    drawerStore: createDrawerStore(shop.database.sqlite),
    spawn: nodeSpawn({ entries: { render: RENDER } }),
    log: { log: () => {} },
    find: () => undefined,
  });
});
afterEach(async () => {
  await desk.use(NO_PRINTER_SETTINGS);
  await tcp.stop();
  shop.close();
});

async function use(family: PrinterFamily, state: string): Promise<void> {
  const path = `127.0.0.1:${tcp.port}`;
  await desk.use({ ...NO_PRINTER_SETTINGS, transport: "tcp", path, profile: { family, overrides: {} } });
  await expect.poll(() => desk.overview().printer.state, SOON).toBe(state);
}

/** A sale with these tenders; its subject in the spool. */
async function sold(kind: "cash" | "bank-card"): Promise<string> {
  shop.clock.nowMs = Date.now();
  const bill = { amountMinor: 50_000, tenders: [{ kind, amountMinor: 50_000 }] };
  const done = await sell(shop.terminal, shop.act(), bill, undefined);
  if (!done.ok || done.value.kind !== "done") throw new Error("the sale was not made");
  desk.wake();
  return `${done.value.sale.journal}/${done.value.sale.seq}`;
}

const pulses = (): number => tcp.printer.counts().pulsedAtByte.length;
const cuts = (): number => tcp.printer.counts().cuts;

test("change is given without paper: opened at once, not again with the paper nor with a copy", async () => {
  tcp.printer.paper = false;
  await use("epson-t20", "paper-out");
  const sale = await sold("cash");
  await expect.poll(pulses, SOON).toBe(1);
  expect([cuts(), desk.overview().drawer]).toEqual([0, undefined]);
  tcp.printer.paper = true;
  tcp.printer.run();
  await expect.poll(cuts, SOON).toBe(1);
  // The paper is cut a moment before the printer's word of it is heard: until then a copy waits.
  await expect.poll(() => desk.reprint(sale, defaultDisplay("fa")), SOON).toEqual({ ok: true, value: 1 });
  await expect.poll(cuts, SOON).toBe(2);
  expect(pulses()).toBe(1);
});

test("it is the first on the wire, before the receipt is drawn; a sale by bank card opens nothing", async () => {
  await use("unknown-clone", "ready");
  const before = tcp.printer.counts().bytes;
  await sold("cash");
  await expect.poll(cuts, SOON).toBe(1);
  expect(tcp.printer.counts().pulsedAtByte[0]).toBeLessThan(before + HEAD_BYTES);
  await sold("bank-card");
  await expect.poll(cuts, SOON).toBe(2);
  expect(pulses()).toBe(1);
});

test("a clone without paper keeps it shut: said at once, and its receipt comes later without it", async () => {
  tcp.printer.paper = false;
  await use("unknown-clone", "paper-out");
  await sold("cash");
  await expect.poll(() => desk.overview().drawer?.word, SOON).toBe("drawer-held");
  const drawers = createDrawerStore(shop.database.sqlite);
  await expect.poll(() => drawers.newest("main")?.state, SOON).toBe("expired");
  tcp.printer.paper = true;
  tcp.printer.run();
  await expect.poll(cuts, SOON).toBe(1);
  expect([pulses(), desk.overview().drawer?.word]).toEqual([0, "drawer-held"]);
});
