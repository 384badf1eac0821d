import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { fromHex, toHex } from "../../../src-shared/base/bytes.ts";
import { SUPERVISE_LIMITS } from "../../../src-main/core/process/supervise-child.ts";
import { deliveredCard } from "../../virtual/card/virtual-card.ts";
import { startVirtualPcsc } from "../../virtual/pcscd/virtual-pcsc.ts";
import { arrival, readerRig, waitFor } from "./reader-rig.ts";

const preload = (name: string) => ["--import", new URL(`fixtures/${name}`, import.meta.url).href];
const toEnd: (() => void | Promise<void>)[] = [];

afterEach(async () => {
  for (const end of toEnd.splice(0).toReversed()) await end();
});

test("when nfc-pcsc's addon does not load, pcsc-mini takes its place", async () => {
  const pcsc = await startVirtualPcsc();
  toEnd.push(() => pcsc.stop());
  const rig = readerRig({ env: pcsc.env, driver: "auto", execArgv: preload("break-nfc-addon.mjs") });
  toEnd.push(() => rig.close());
  expect((await rig.next("service-up")).driver).toBe("pcsc-mini");
  await pcsc.insert(deliveredCard("04a1b2c3"));
  const { uid, session } = await arrival(rig);
  expect(toHex(uid)).toBe("04a1b2c3");
  expect((await rig.port.transmit(session, fromHex("ffca000000"))).ok).toBe(true);
});

test("when no addon loads, it says so and does not start again and again", async () => {
  const pcsc = await startVirtualPcsc({ daemon: "off" });
  toEnd.push(() => pcsc.stop());
  const rig = readerRig({ env: pcsc.env, execArgv: preload("break-both-addons.mjs") });
  toEnd.push(() => rig.close());
  await rig.state("no-driver");
  expect((await rig.next("service-down")).cause).toBe("no-driver");
  await new Promise((resolve) => {
    setTimeout(resolve, 2_500);
  });
  expect(rig.ends).toEqual([]);
});

test("nfc-pcsc's endless loop without a service is killed, and the next process waits for the service", async () => {
  const folder = mkdtempSync(join(tmpdir(), "vafa-loop-"));
  toEnd.push(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "pcscd.comm");
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => {
    server.listen(path, resolve);
  });
  toEnd.push(() => void server.close());
  const limits = { ...SUPERVISE_LIMITS, baseDelayMs: 50 };
  const execArgv = preload("service-ends-after-look.mjs");
  const rig = readerRig({ env: { PCSCLITE_CSOCK_NAME: path }, driver: "nfc-pcsc", limits, execArgv });
  toEnd.push(() => rig.close());
  await waitFor(
    () => rig.ends[0],
    () => "the end of the looping process",
  );
  expect(rig.ends).toEqual(["hung"]);
  await rig.state("service-down");
  expect(rig.events.some((event) => event.kind === "service-up")).toBe(false);
});

test("a reader that the rules leave out is listed and never used", async () => {
  const pcsc = await startVirtualPcsc();
  toEnd.push(() => pcsc.stop());
  const rig = readerRig({ env: pcsc.env, rules: { allow: [], deny: ["SAM", "00 00"] } });
  toEnd.push(() => rig.close());
  await waitFor(
    () => rig.port.status().readers.length === 2 || undefined,
    () => "two readers",
  );
  expect(rig.port.status().readers.map(({ used }) => used)).toEqual([false, true]);
  await pcsc.insert(deliveredCard("04000001"), 0);
  await pcsc.insert(deliveredCard("04000002"), 1);
  expect(toHex((await arrival(rig, "01")).uid)).toBe("04000002");
  expect(rig.events.filter((event) => event.kind === "card-arrived").length).toBe(1);
});
