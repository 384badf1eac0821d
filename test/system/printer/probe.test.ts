import { closeSync, constants, openSync, readSync } from "node:fs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { probePort } from "../../../src-main/adapters/printer/probe-port.ts";
import { startTcpPrinter } from "../../virtual/printer/tcp-printer.ts";
import { hasTaken, PrinterRig } from "./printer-rig.ts";

const LOG = { log: () => {} };
let rig: PrinterRig;

beforeEach(() => {
  rig = new PrinterRig(115_200);
});
afterEach(() => rig.end());

const serial = (path: string) => ({ transport: "serial", path, identity: "" }) as const;

test("a printer is found with its speed and what it is able to say, and nothing of that is on paper", async () => {
  const virtual = await rig.plugIn({ onlyAtBaud: 19_200 });
  const speeds: number[] = [];
  const found = await probePort(serial(virtual.path), LOG, (baud) => speeds.push(baud));
  expect(speeds).toEqual([115_200, 38_400, 19_200]);
  expect(found).toEqual({
    transport: "serial",
    path: virtual.path,
    identity: "",
    baudRate: 19_200,
    model: "TM-T20 virtual",
    profile: { family: "epson-t20", overrides: { status: "required", done: "process-id" } },
  });
  expect(await virtual.counts()).toMatchObject({ cuts: 0, unknown: [], texts: [] });
});

test("one that answers for its state alone is one that can't confirm", async () => {
  const virtual = await rig.plugIn({ switches: { confirms: false } });
  const found = await probePort(serial(virtual.path), LOG, () => {});
  expect(found).toMatchObject({ baudRate: 115_200, model: "", profile: { overrides: { done: "none" } } });
});

test("what doesn't answer as a printer gets nothing but DLE EOT 1, at each speed", async () => {
  const virtual = await rig.plugIn({ switches: { reading: false } });
  const heard = openSync(`${rig.folder}/far-end`, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  try {
    expect(await probePort(serial(virtual.path), LOG, () => {})).toBe("silent");
    const bytes = new Uint8Array(100);
    const length = readSync(heard, bytes, 0, bytes.length, null);
    expect([...bytes.subarray(0, length)]).toEqual([1, 2, 3, 4].flatMap(() => [0x10, 0x04, 1]));
  } finally {
    closeSync(heard);
  }
});

test("a port that another process has isn't asked", async () => {
  const virtual = await rig.plugIn();
  await rig.open({}, { idleMs: 60_000 });
  // The port is "ready" at its first answer: its second question, 3 bytes more, may still be on its way.
  await hasTaken(virtual, 6);
  const before = (await virtual.counts()).bytes;
  expect(await probePort(serial(virtual.path), LOG, () => {})).toBe("busy");
  expect((await virtual.counts()).bytes).toBe(before);
  expect(await probePort(serial(`${rig.folder}/nothing`), LOG, () => {})).toBe("absent");
});

test("a network printer is found at its address", async () => {
  const network = await startTcpPrinter();
  try {
    const port = { transport: "tcp", path: `127.0.0.1:${network.port}`, identity: "" } as const;
    expect(await probePort(port, LOG, () => {})).toMatchObject({ transport: "tcp", model: "TM-T20 virtual" });
  } finally {
    await network.stop();
  }
});
