import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { drawerCommand } from "../../../src-main/core/print/escpos-commands.ts";
import type { DrawerPulse } from "../../../src-main/core/ports/printer.ts";
import { printerProfile } from "../../../src-shared/printer/profile.ts";
import type { VirtualPrinter } from "../../virtual/printer/virtual-printer.ts";
import { bytesOf, hasTaken, PrinterRig, reaches, shortJob } from "./printer-rig.ts";

const KINDS = ["real-time", "ordinary"] as const;
type Kind = (typeof KINDS)[number];
/** Past one question of a short job, before its last. */
const MIDDLE = 1_600;
const CONFIRM_BY = { confirmBy: "process-id" } as const;
/** Longer than a printer of the tests takes to do what stands in its buffer, once it can. */
const SETTLED_MS = 400;

let rig: PrinterRig;
beforeEach(() => {
  rig = new PrinterRig(115_200);
});
afterEach(() => rig.end());

/** A pulse of a kind, and whether it began. */
function pulseOf(kind: Kind, clearBytes = 0): { readonly pulse: DrawerPulse; hasBegun(): boolean } {
  const profile = printerProfile({ family: "unknown-clone", overrides: { pulse: kind } });
  let begun = false;
  const onStart = (): void => void (begun = true);
  return {
    pulse: { command: drawerCommand(profile), isRealTime: kind === "real-time", clearBytes, onStart },
    hasBegun: () => begun,
  };
}

/** Pulses of both kinds, at the latest when whatever was sent has been done. */
async function pulses(virtual: VirtualPrinter): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const { drawerPulses, realTimePulses } = await virtual.counts();
  return drawerPulses.length + realTimePulses.length;
}

describe.each(KINDS)("a pulse that is %s", (kind) => {
  test("opens the drawer once, and is believed when the printer answers behind it", async () => {
    const virtual = await rig.plugIn();
    const port = await rig.open();
    const { pulse, hasBegun } = pulseOf(kind);
    expect(await port.openDrawer(pulse)).toEqual({ kind: "opened" });
    expect(hasBegun()).toBe(true);
    const counts = await virtual.counts();
    const expected = kind === "real-time" ? [[], [0]] : [[0], []];
    expect([counts.drawerPulses, counts.realTimePulses]).toEqual(expected);
    expect([counts.unknown, counts.realTimeInData, counts.cuts]).toEqual([[], 0, 0]);
  });

  test("in the middle of a receipt it comes between two commands, long before the end, and the receipt is whole", async () => {
    const virtual = await rig.plugIn();
    const port = await rig.open(CONFIRM_BY);
    const { job } = shortJob(12);
    const printing = port.print(job);
    await hasTaken(virtual, MIDDLE);
    expect(await port.openDrawer(pulseOf(kind).pulse)).toEqual({ kind: "opened" });
    // The receipt's own bytes are counted without the drawer's.
    expect(await printing).toEqual({ kind: "printed", bytes: bytesOf(job) + 11 });
    const counts = await virtual.counts();
    expect(counts.pulsedAtByte[0]).toBeLessThan(bytesOf(job));
    expect([counts.unknown, counts.realTimeInData, counts.cuts]).toEqual([[], 0, 1]);
  });

  test("a printer that is switched off gets no byte of it, and its drawer stays shut when it is on again", async () => {
    const virtual = await rig.plugIn();
    const port = await rig.open();
    await virtual.set({ power: false });
    const { pulse, hasBegun } = pulseOf(kind);
    expect(await port.openDrawer(pulse)).toEqual({ kind: "not-started", reason: "no-answer" });
    await virtual.set({ power: true });
    await reaches(port, "ready");
    expect([hasBegun(), await pulses(virtual)]).toEqual([false, 0]);
  });

  test("a cable that is out: not begun, and nothing of it when it is back", async () => {
    const virtual = await rig.plugIn();
    const port = await rig.open();
    await virtual.unplug();
    await reaches(port, "vanished");
    expect(await port.openDrawer(pulseOf(kind).pulse)).toEqual({ kind: "not-started", reason: "vanished" });
    await virtual.plug();
    await reaches(port, "ready");
    expect(await pulses(virtual)).toBe(0);
  });

  test("a cutter that is stuck: not begun, for a printer in an error ignores it", async () => {
    const virtual = await rig.plugIn({ switches: { cutterStuck: true } });
    const port = await rig.open({}, {}, "cutter-stuck");
    expect(await port.openDrawer(pulseOf(kind).pulse)).toEqual({ kind: "not-started", reason: "cutter-stuck" });
    await virtual.set({ cutterStuck: false });
    port.recover();
    await reaches(port, "ready");
    expect(await pulses(virtual)).toBe(0);
  });

  test("a job before left half a band: it opens all the same", async () => {
    const virtual = await rig.plugIn();
    const first = await rig.open();
    const { job } = shortJob(6);
    const [reset = new Uint8Array(), band = new Uint8Array()] = job.commands;
    const half = { ...job, commands: [reset, band.slice(0, 100)] };
    await first.print(half);
    expect(await first.openDrawer(pulseOf(kind, job.bandBytesMax).pulse)).toEqual({ kind: "opened" });
    expect(await pulses(virtual)).toBe(1);
  });

  test("a clone that never answers gets it blind, and nobody says that it opened", async () => {
    const virtual = await rig.plugIn({ switches: { answers: false } });
    const port = await rig.open({ status: "learn" }, { answerMs: 100 });
    expect(await port.openDrawer(pulseOf(kind).pulse)).toEqual({ kind: "sent" });
    expect(await pulses(virtual)).toBe(1);
  });
});

describe.each([
  { what: "no paper", bad: { paper: false }, good: { paper: true }, state: "paper-out" },
  { what: "an open cover", bad: { coverOpen: true }, good: { coverOpen: false }, state: "cover-open" },
] as const)("with $what", ({ bad, good, state }) => {
  test("a real-time pulse opens the drawer now, and not a second time when the printer is ready", async () => {
    const virtual = await rig.plugIn({ switches: bad });
    const port = await rig.open({}, {}, state);
    expect(await port.openDrawer(pulseOf("real-time").pulse)).toEqual({ kind: "opened" });
    expect(await pulses(virtual)).toBe(1);
    await virtual.set(good);
    await reaches(port, "ready");
    expect(await pulses(virtual)).toBe(1);
  });

  test("an ordinary one is not begun: in the buffer it would wait and open the drawer later", async () => {
    const virtual = await rig.plugIn({ switches: bad });
    const port = await rig.open({}, {}, state);
    expect(await port.openDrawer(pulseOf("ordinary").pulse)).toEqual({ kind: "not-started", reason: state });
    await virtual.set(good);
    await reaches(port, "ready");
    expect(await pulses(virtual)).toBe(0);
  });

  test("a real-time pulse opens the drawer while a receipt is held in its middle", async () => {
    const virtual = await rig.plugIn();
    const port = await rig.open(CONFIRM_BY);
    const { job, held } = shortJob(10);
    const printing = port.print(job);
    await hasTaken(virtual, MIDDLE);
    await virtual.set(bad);
    await held;
    expect(await port.openDrawer(pulseOf("real-time").pulse)).toEqual({ kind: "opened" });
    await virtual.set(good);
    expect(await printing).toMatchObject({ kind: "printed" });
    const counts = await virtual.counts();
    expect([counts.realTimePulses, counts.unknown, counts.realTimeInData, counts.cuts]).toEqual([[0], [], 0, 1]);
  });
});
