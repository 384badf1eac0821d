import { expect, test } from "vitest";
import { keyCosts } from "./key-trace.ts";

const PAGE = { pid: 7, tid: 7, args: {} };

function task(ts: number, cpu: number, more: object = {}): object {
  return { ...PAGE, name: "RunTask", ph: "X", ts, dur: cpu * 2, tdur: cpu, ...more };
}

const work = (name: string, ts: number, cpu: number): object => task(ts, cpu, { name });

/** A key handled in a task around `ts`, and its timing: drawn after `paintMs`, or nothing was drawn for it. */
function key(ts: number, paintMs: number | undefined): object[] {
  const shown = paintMs === undefined ? { duration: 4 } : { duration: paintMs, commitFinishTime: 1 };
  const timing = { ...PAGE, name: "EventTiming", id: "0x1" };
  return [
    task(ts - 10, 1000),
    { ...PAGE, name: "EventDispatch", ph: "X", ts, dur: 900, tdur: 400, args: { data: { type: "keydown" } } },
    { ...timing, ph: "b", ts: ts - 300, args: { data: { type: "keydown", ...shown } } },
    { ...timing, ph: "e", ts: ts + 900 },
    { ...timing, ph: "b", ts: ts - 290, args: { data: { type: "keyup", duration: 1, commitFinishTime: 1 } } },
  ];
}

const costs = (...records: object[]) => keyCosts(JSON.stringify({ traceEvents: records }));

test("a key's tasks are its own one and all until the next key's, in processor time", () => {
  const measured = costs(
    ...key(200_000, undefined),
    task(150_000, 4000),
    ...key(100_000, 20.3),
    task(90_000, 50_000, { dur: 5 }),
    task(240_000, 2500),
  );
  expect(measured).toEqual([
    { workMs: 0.4, tasksMs: 5, paintMs: 20.3 },
    { workMs: 0.4, tasksMs: 3.5, paintMs: undefined },
  ]);
});

test("a key's work is script, style, layout and paint in those tasks, each once; the browser's own is not", () => {
  const measured = costs(
    ...key(100_000, 9),
    task(120_000, 3000),
    work("FunctionCall", 120_100, 800),
    work("Layout", 120_300, 200),
    work("LatencyInfo.Flow", 122_000, 500),
    work("Paint", 122_100, 300),
    work("V8.GC_SCAVENGER", 123_000, 100),
    work("PageTimingMetricsSender::SendNow", 124_000, 100),
  );
  expect(measured.map(({ workMs, tasksMs }) => [workMs, tasksMs])).toEqual([[1.6, 4]]);
});

test("other threads and processes are not the page's, and a task within a task is counted once", () => {
  const measured = costs(
    ...key(100_000, 9),
    task(120_000, 3000),
    task(121_000, 1000),
    task(130_000, 9000, { tid: 8 }),
    task(140_000, 9000, { pid: 8 }),
  );
  expect(measured.map(({ tasksMs }) => tasksMs)).toEqual([4]);
});

test("a key whose timing is not in the trace has no paint, and takes none of another key", () => {
  const lost = key(400_000, 30).filter((record) => Reflect.get(record, "name") !== "EventTiming");
  expect(costs(...key(100_000, 20), ...lost).map(({ paintMs }) => paintMs)).toEqual([20, undefined]);
});

test("keys of two pages in one trace are a mistake of the bench", () => {
  const elsewhere = key(200_000, undefined).map((record) => ({ ...record, pid: 9 }));
  expect(() => costs(...key(100_000, undefined), ...elsewhere)).toThrow("one page");
});

test("the browser leaves out the processor time of what took none, but a trace without any is no measurement", () => {
  const none = task(120_000, 3000, { tdur: undefined });
  expect(costs(...key(100_000, 9), none, work("Paint", 121_000, 300)).map(({ workMs }) => workMs)).toEqual([0.7]);
  const timeless = key(100_000, 9).map((record) => ({ ...record, tdur: undefined }));
  expect(() => costs(...timeless)).toThrow("measured the thread's processor time");
});
