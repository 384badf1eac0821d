import { assert, must } from "../../src-shared/base/assert.ts";

/** What one key press cost a page, from a trace of its browser. */
export interface KeyCost {
  /** The page's own work on the main thread from this key until the next one: script, style, layout, paint. */
  readonly workMs: number;
  /** With it, all else that ran on that thread: the browser's own tasks, which a page without anything has too. */
  readonly tasksMs: number;
  /** From the key's own time to the frame on screen that shows its effect; undefined when nothing was drawn for it. */
  readonly paintMs: number | undefined;
}

/** Categories of the browser's trace that `keyCosts` reads. */
export const KEY_TRACE = ["devtools.timeline", "disabled-by-default-devtools.timeline", "loading", "latencyInfo"];

/** What a browser's developer tools sum as scripting, rendering and painting. */
const PAGE_WORK: ReadonlySet<string> = new Set([
  "EventDispatch",
  "FunctionCall",
  "TimerFire",
  "FireAnimationFrame",
  "FireIdleCallback",
  "RunMicrotasks",
  "EvaluateScript",
  "MinorGC",
  "MajorGC",
  "UpdateLayoutTree",
  "Layout",
  "HitTest",
  "ParseHTML",
  "PrePaint",
  "Paint",
  "Layerize",
  "UpdateLayer",
  "Commit",
]);
const COLLECTING = "V8.GC_";

/** A key that waits longer for the page is no measurement: keys are pressed further apart. */
const WAITS_MAX_US = 250_000;

/** One record of the trace; times in microseconds of the system's monotonic clock. */
interface TraceRecord {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** The thread's processor time in it, without what other programs took of the machine; left out when it is 0. */
  readonly tdur?: number;
  readonly args: {
    readonly data?: { readonly type?: string; readonly duration?: number; readonly commitFinishTime?: number };
  };
}

/**
 * The cost of each key press in a trace, in its order. A key's are all tasks of the thread that handled it, from the
 * one with the `keydown` until the next key's, the core's answers over the line too. Give each key time to come to
 * rest. Its paint is the browser's own event timing, from the
 * event's time stamp to the presentation of the frame that was committed for it.
 */
export function keyCosts(trace: string): KeyCost[] {
  // The browser's own format; every field that is read is there in the records that are looked at.
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceRecord[] };
  const keys = traceEvents.filter(({ name, args }) => name === "EventDispatch" && args.data?.type === "keydown");
  keys.sort(byTime);
  const first = keys[0];
  if (first === undefined) return [];
  assert(
    keys.every(({ pid, tid }) => pid === first.pid && tid === first.tid),
    "all keys went to one page",
  );
  // What has a begin and no end yet ("B") was cut off by the end of the trace: the bench's own stopping.
  const own = traceEvents.filter(({ ph, pid, tid }) => ph === "X" && pid === first.pid && tid === first.tid);
  const tasks = own.filter(({ name }) => name === "RunTask");
  const work = own.filter(({ name }) => PAGE_WORK.has(name) || name.startsWith(COLLECTING));
  assert(
    own.some(({ tdur }) => tdur !== undefined),
    "the browser measured the thread's processor time",
  );
  const starts = keys.map((key) => startOf(tasks, key));
  const timings = traceEvents.filter(({ name, ph, args }) => {
    return name === "EventTiming" && ph === "b" && args.data?.type === "keydown";
  });
  return keys.map((key, at) => {
    const [from, to] = [must(starts[at], "one for each key"), starts[at + 1] ?? Number.POSITIVE_INFINITY];
    const spent = (records: readonly TraceRecord[]): number => {
      const outer = outermost(records.filter(({ ts }) => ts >= from && ts < to));
      return outer.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
    };
    return { workMs: spent(work), tasksMs: spent(tasks), paintMs: paintOf(timings, key) };
  });
}

/** The start of the task in which a key was handled. */
function startOf(tasks: readonly TraceRecord[], key: TraceRecord): number {
  const around = tasks.find(({ ts, dur = 0 }) => ts <= key.ts && key.ts <= ts + dur);
  return must(around, "a key is handled in a task").ts;
}

/** What ran within another one is in that one's time. */
function outermost(records: readonly TraceRecord[]): TraceRecord[] {
  let endsAt = Number.NEGATIVE_INFINITY;
  return records.toSorted(byTime).filter(({ ts, dur = 0 }) => {
    if (ts < endsAt) return false;
    endsAt = ts + dur;
    return true;
  });
}

/** The newest timing that begins before the key is handled: the browser writes all of it there. */
function paintOf(timings: readonly TraceRecord[], key: TraceRecord): number | undefined {
  const [own] = timings.filter(({ ts }) => ts <= key.ts && key.ts - ts < WAITS_MAX_US).toSorted((a, b) => b.ts - a.ts);
  return own?.args.data?.commitFinishTime === undefined ? undefined : own.args.data.duration;
}

function byTime(one: TraceRecord, other: TraceRecord): number {
  return one.ts - other.ts;
}
