import { expect, test } from "vitest";
import { openPrinterLine, type LineState, type PrinterLine } from "../../../src-main/adapters/printer/printer-line.ts";

/** A line on a wire whose writes end when the test says so. */
function fakeLine() {
  const states: LineState[] = [];
  const writes: ((error: Error | undefined) => void)[] = [];
  const opened = Promise.withResolvers<void>();
  const line: PrinterLine = openPrinterLine({
    open: () => Promise.resolve({ write: (_bytes, done) => void writes.push(done), close: () => Promise.resolve() }),
    log: { log: () => {} },
    onState: (state) => {
      states.push(state);
      opened.resolve();
    },
    onBytes: () => {},
  });
  return { line, states, writes, opened: opened.promise };
}

test("a write that fails is a line that went away, also before its port says that it closed", async () => {
  const { line, states, writes, opened } = fakeLine();
  await opened;
  const job = line.write(Uint8Array.of(1), 60_000);
  const question = line.write(Uint8Array.of(2), 60_000);
  const then = job.then((outcome) => [outcome, line.state()]);
  writes[0]?.(new Error("EIO"));
  expect(await then).toEqual(["gone", "vanished"]);
  expect(await question).toBe("gone");
  expect(await line.write(Uint8Array.of(3), 60_000)).toBe("gone");
  writes[1]?.(new Error("EIO"));
  expect(states).toEqual(["open", "vanished"]);
  await line.close();
});

test("an error of a connection before does not end the one that is open now", async () => {
  const { line, states, writes, opened } = fakeLine();
  await opened;
  const before = line.write(Uint8Array.of(1), 60_000);
  line.reopen();
  expect(await before).toBe("gone");
  while (line.state() !== "open") await new Promise((resolve) => setTimeout(resolve, 10));
  writes[0]?.(new Error("EIO"));
  expect(line.state()).toBe("open");
  expect(states).toEqual(["open", "vanished", "open"]);
  await line.close();
});
