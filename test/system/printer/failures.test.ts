import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { statusIntervalBytes } from "../../../src-main/core/print/status-plan.ts";
import { bytesOf, hasTaken, PrinterRig, reaches, shortJob } from "./printer-rig.ts";

/** A third of a receipt's way: past one question, before the last. */
const MIDDLE = 1_600;
const CONFIRM_BY = { confirmBy: "process-id" } as const;

/** Every row of the table of failures that belongs to one printer and one job, on a line as slow as it says. */
for (const baudRate of [9_600, 115_200]) {
  describe(`at ${baudRate} baud`, () => {
    let rig: PrinterRig;
    beforeEach(() => {
      rig = new PrinterRig(baudRate);
    });
    afterEach(() => rig.end());

    test("no paper before the job: not begun, and printed when there is some", async () => {
      const virtual = await rig.plugIn({ switches: { paper: false } });
      const port = await rig.open(CONFIRM_BY, {}, "paper-out");
      expect(await port.print(shortJob().job)).toEqual({ kind: "not-started", reason: "paper-out" });
      await virtual.setPaper(true);
      await reaches(port, "ready");
      expect(await port.print(shortJob().job)).toMatchObject({ kind: "printed" });
    });

    test("paper ends in the middle: noticed within two intervals, held, and the same receipt goes on", async () => {
      const virtual = await rig.plugIn({ paperEndsAtByte: MIDDLE });
      const port = await rig.open(CONFIRM_BY);
      const { job, holds, held } = shortJob(10);
      const printing = port.print(job);
      await held;
      const { bytes, statusRequests } = await virtual.counts();
      const interval = statusIntervalBytes(baudRate / 10, job.bandBytesMax);
      expect(bytes - statusRequests * 3).toBeLessThanOrEqual(MIDDLE + 2 * interval);
      await virtual.setPaper(true);
      expect(await printing).toMatchObject({ kind: "printed" });
      expect(holds).toEqual(["paper-out", null]);
      expect(await virtual.waitForReceipts(1)).toHaveLength(1);
    });

    test("the cover opened in the middle: held until it is shut, nothing of the receipt twice", async () => {
      const virtual = await rig.plugIn();
      const port = await rig.open(CONFIRM_BY);
      const { job, holds, held } = shortJob();
      const printing = port.print(job);
      await hasTaken(virtual, MIDDLE);
      await virtual.set({ coverOpen: true });
      await held;
      expect(virtual.receipts()).toHaveLength(0);
      await virtual.set({ coverOpen: false });
      expect(await printing).toMatchObject({ kind: "printed", bytes: bytesOf(job) + 11 });
      expect(holds).toEqual(["cover-open", null]);
      expect(await virtual.waitForReceipts(1)).toHaveLength(1);
    });

    test("near the end of the roll is only a warning", async () => {
      const virtual = await rig.plugIn({ switches: { paperLow: true } });
      const port = await rig.open(CONFIRM_BY);
      expect(await port.print(shortJob(3).job)).toMatchObject({ kind: "printed" });
      expect(port.status()).toMatchObject({ state: "ready", paperLow: true });
      expect(await virtual.waitForReceipts(1)).toHaveLength(1);
    });

    test("the cutter stuck: held until a person has cleared it and says go on; by itself nothing moves", async () => {
      const virtual = await rig.plugIn();
      const port = await rig.open(CONFIRM_BY);
      const { job, holds, held } = shortJob();
      const printing = port.print(job);
      await hasTaken(virtual, MIDDLE);
      await virtual.set({ cutterStuck: true });
      await held;
      await virtual.set({ cutterStuck: false });
      await new Promise((resolve) => setTimeout(resolve, 300));
      expect(port.status().state).toBe("cutter-stuck");
      expect((await virtual.counts()).recoveries).toBe(0);
      port.recover();
      expect(await printing).toMatchObject({ kind: "printed" });
      expect(holds).toEqual(["cutter-stuck", null]);
    });

    test("the head too hot: waited for, and the receipt goes on", async () => {
      const virtual = await rig.plugIn();
      const port = await rig.open(CONFIRM_BY);
      const { job, holds, held } = shortJob();
      const printing = port.print(job);
      await hasTaken(virtual, MIDDLE);
      await virtual.set({ headHot: true });
      await held;
      expect(port.status().state).toBe("head-hot");
      await virtual.set({ headHot: false });
      expect(await printing).toMatchObject({ kind: "printed" });
      expect(holds).toEqual(["head-hot", null]);
    });

    test("an error that only off and on ends: the job is unknown at once", async () => {
      const virtual = await rig.plugIn();
      const port = await rig.open(CONFIRM_BY);
      const printing = port.print(shortJob().job);
      await hasTaken(virtual, MIDDLE);
      await virtual.set({ error: true });
      expect(await printing).toMatchObject({ kind: "unknown", reason: "printer-error" });
      expect(await port.print(shortJob().job)).toEqual({ kind: "not-started", reason: "printer-error" });
    });
  });

  describe(`gone or mute at ${baudRate} baud`, () => {
    let rig: PrinterRig;
    beforeEach(() => {
      rig = new PrinterRig(baudRate);
    });
    afterEach(() => rig.end());

    test("switched off in the middle while its port lives: unknown", async () => {
      const virtual = await rig.plugIn();
      const port = await rig.open(CONFIRM_BY);
      const printing = port.print(shortJob().job);
      await hasTaken(virtual, MIDDLE);
      await virtual.set({ power: false });
      expect(await printing).toMatchObject({ kind: "unknown", reason: "no-answer" });
      expect(port.status().state).toBe("no-answer");
    });

    test("the port vanishes in the middle: unknown, found again, and the next receipt is printed", async () => {
      const virtual = await rig.plugIn();
      const port = await rig.open(CONFIRM_BY);
      const printing = port.print(shortJob().job);
      await hasTaken(virtual, MIDDLE);
      await virtual.unplug();
      expect(await printing).toMatchObject({ kind: "unknown", reason: "vanished" });
      await virtual.plug();
      await reaches(port, "ready");
      expect(await port.print({ ...shortJob(3).job, clearFirst: true })).toMatchObject({ kind: "printed" });
    });

    test("a clone that never answers prints blind and ends at sent", async () => {
      const virtual = await rig.plugIn({ switches: { answers: false, confirms: false } });
      const port = await rig.open({ status: "learn", confirmBy: "none" }, { answerMs: 100 });
      expect(await port.print(shortJob(3).job)).toMatchObject({ kind: "sent" });
      expect(await virtual.waitForReceipts(1)).toHaveLength(1);
    });
  });
}
