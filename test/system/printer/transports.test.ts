import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockPath } from "../../../src-main/adapters/printer/path-lock.ts";
import { concatBytes } from "../../../src-shared/base/bytes.ts";
import { startTcpPrinter, type TcpPrinter } from "../../virtual/printer/tcp-printer.ts";
import { bytesOf, hasTaken, PrinterRig, reaches, shortJob } from "./printer-rig.ts";

let rig: PrinterRig;
let network: TcpPrinter | undefined;
let child: ChildProcess | undefined;

beforeEach(() => {
  rig = new PrinterRig(115_200);
});
afterEach(async () => {
  await rig.end();
  await network?.stop();
  child?.kill("SIGKILL");
  [network, child] = [undefined, undefined];
});

const tcp = (port: number) => ({ transport: "tcp", host: "127.0.0.1", port }) as const;

test("over the network: printed on its own word, paper out held, and gone is noticed and mended", async () => {
  network = await startTcpPrinter();
  const port = await rig.open({ target: tcp(network.port), confirmBy: "process-id" });
  expect(await port.print(shortJob().job)).toMatchObject({ kind: "printed" });
  expect(network.sheets).toHaveLength(1);
  const { job, holds, held } = shortJob(30);
  network.printer.paperEndsAtByte = bytesOf(shortJob().job) + 4_000;
  const printing = port.print(job);
  await held;
  network.printer.paper = true;
  network.printer.run();
  expect(await printing).toMatchObject({ kind: "printed" });
  expect(holds).toEqual(["paper-out", null]);
  network.hangUp();
  await reaches(port, "vanished");
  await reaches(port, "ready");
  expect(await port.print(shortJob().job)).toMatchObject({ kind: "printed" });
  expect(network.connections()).toBe(2);
});

test("the network's connection breaks in the middle: unknown", async () => {
  network = await startTcpPrinter();
  const at = network;
  const port = await rig.open({ target: tcp(network.port), confirmBy: "process-id" });
  const printing = port.print(shortJob(200).job);
  while (at.printer.counts().bytes < 5_000) await new Promise((resolve) => setTimeout(resolve, 2));
  at.hangUp();
  expect(await printing).toMatchObject({ kind: "unknown", reason: "vanished" });
});

test("an address where nobody takes the connection is said to refuse it, and is tried again", async () => {
  network = await startTcpPrinter();
  const { port: number } = network;
  await network.stop();
  const port = await rig.open({ target: tcp(number) }, {}, "refused");
  expect(await port.print(shortJob().job)).toEqual({ kind: "not-started", reason: "refused" });
  network = await startTcpPrinter(number);
  await reaches(port, "ready");
});

test("a second port on the same address or file is told that it is taken, without a connection", async () => {
  network = await startTcpPrinter();
  await rig.open({ target: tcp(network.port) });
  await rig.open({ target: tcp(network.port) }, {}, "busy");
  expect(network.connections()).toBe(1);
  const path = join(rig.folder, "paper.bin");
  writeFileSync(path, "");
  const device = { transport: "device", path, identity: "" } as const;
  await rig.open({ target: device, status: "none" });
  const second = await rig.open({ target: device, status: "none" }, {}, "busy");
  expect(await second.print(shortJob().job)).toEqual({ kind: "not-started", reason: "busy" });
  expect(readFileSync(path)).toHaveLength(0);
});

test("a file grows by what was sent, which is all that is known; a file that isn't there is never made", async () => {
  const path = join(rig.folder, "paper.bin");
  const target = { transport: "device", path, identity: "" } as const;
  const port = await rig.open({ target, status: "none" }, {}, "absent");
  expect(await port.print(shortJob().job)).toEqual({ kind: "not-started", reason: "absent" });
  expect(existsSync(path)).toBe(false);
  writeFileSync(path, "old");
  await reaches(port, "ready");
  const { job } = shortJob();
  expect(await port.print(job)).toEqual({ kind: "sent", bytes: bytesOf(job) });
  expect(readFileSync(path).subarray(3)).toEqual(Buffer.from(concatBytes(...job.commands)));
});

test("a device that answers is asked like a serial line", async () => {
  const virtual = await rig.plugIn({ bytesPerSecond: 0 });
  const target = { transport: "device", path: virtual.path, identity: "" } as const;
  const port = await rig.open({ target, confirmBy: "process-id" }, { writeSlackMs: 300 });
  expect(await port.print(shortJob().job)).toMatchObject({ kind: "printed" });
  await virtual.set({ coverOpen: true });
  await reaches(port, "cover-open");
  await virtual.set({ coverOpen: false });
  await reaches(port, "ready");
});

test("a device that takes nothing: the job ends as unknown within its limit, and it is opened anew", async () => {
  const virtual = await rig.plugIn({ bytesPerSecond: 0, switches: { reading: false } });
  const target = { transport: "device", path: virtual.path, identity: "" } as const;
  const port = await rig.open({ target, status: "none" }, { writeSlackMs: 300 });
  const commands = Array.from({ length: 400 }, () => new Uint8Array(1_000));
  const outcome = await port.print({ ...shortJob().job, commands });
  expect(outcome).toMatchObject({ kind: "unknown", reason: "stalled" });
  await reaches(port, "ready");
});

test("XOFF of the printer stops the line, XON lets it go on, and the receipt is printed", async () => {
  const virtual = await rig.plugIn();
  const target = {
    transport: "serial",
    path: virtual.path,
    identity: "",
    baudRate: 115_200,
    flow: "xon-xoff",
  } as const;
  const port = await rig.open({ target, confirmBy: "process-id" }, { answerMs: 5_000 });
  const printing = port.print(shortJob(40).job);
  await hasTaken(virtual, 3_000);
  await virtual.set({ stopsLine: true });
  const before = await settled(async () => (await virtual.counts()).bytes);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect((await virtual.counts()).bytes).toBe(before);
  await virtual.set({ stopsLine: false });
  expect(await printing).toMatchObject({ kind: "printed" });
  expect((await virtual.counts()).unknown).toEqual([]);
});

test("RTS/CTS is only set: a line that has no such wires still opens", async () => {
  const virtual = await rig.plugIn();
  const target = { transport: "serial", path: virtual.path, identity: "", baudRate: 115_200, flow: "rts-cts" } as const;
  const port = await rig.open({ target, confirmBy: "process-id" });
  expect(await port.print(shortJob(3).job)).toMatchObject({ kind: "printed" });
});

test("a lock ends with the process that holds it, however that ends", async () => {
  const name = join(rig.folder, "any");
  child = fork(new URL("./fixtures/lock-holder.ts", import.meta.url), [name], { execArgv: [] });
  await once(child, "message");
  expect(await lockPath(name)).toBeUndefined();
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  const lock = await lockPath(name);
  expect(lock).toBeDefined();
  await lock?.release();
});

/** The value once it has stopped changing. */
async function settled(read: () => Promise<number>): Promise<number> {
  for (let last = -1; ;) {
    const now = await read();
    if (now === last) return now;
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
