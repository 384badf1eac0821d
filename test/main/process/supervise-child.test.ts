import { expect, test } from "vitest";
import {
  superviseChild,
  type ChildState,
  type SuperviseLimits,
} from "../../../src-main/core/process/supervise-child.ts";
import { isPingFrame } from "../../../src-main/core/process/ping.ts";
import { FakeChildren, FakeTimers } from "./fake-children.ts";

const LIMITS: SuperviseLimits = {
  pingEveryMs: 500,
  silentPings: 4,
  startPings: 10,
  baseDelayMs: 200,
  maxDelayMs: 1_000,
  stableMs: 20_000,
};

test("a child that never answers is killed after the start limit, one that ran after the shorter limit", () => {
  const world = supervise();
  const child = world.children.last();
  world.timers.advance(4_999);
  expect(child.killed).toBe(false);
  world.timers.advance(1);
  expect(child.killed).toBe(true);
  expect(world.states.at(-1)).toMatchObject({ kind: "waiting", cause: "slow-start", failures: 1 });

  world.timers.advance(200);
  const second = world.children.last();
  expect(second).not.toBe(child);
  second.pong();
  expect(world.states.at(-1)).toEqual({ kind: "running", pid: 2 });
  world.timers.advance(1_500);
  expect(second.killed).toBe(false);
  world.timers.advance(1_000);
  expect(second.killed).toBe(true);
  expect(world.states.at(-1)).toMatchObject({ kind: "waiting", cause: "hung", failures: 2 });
});

test("the delay doubles up to its maximum, carries jitter, and begins anew after a stable run", () => {
  for (const byte of [0, 128, 255]) {
    const world = supervise(byte);
    const delays = Array.from({ length: 5 }, () => {
      world.children.last().end({ code: 1, signal: null });
      const state = world.states.at(-1);
      const delayMs = state?.kind === "waiting" ? state.delayMs : Number.NaN;
      world.timers.advance(delayMs);
      return delayMs;
    });
    const share = 0.5 + byte / 510;
    expect(delays).toEqual([200, 400, 800, 1_000, 1_000].map((whole) => Math.round(whole * share)));
    for (let i = 0; i <= 40; i++) {
      world.children.last().pong();
      world.timers.advance(500);
    }
    world.children.last().end({ code: 1, signal: null });
    expect(world.states.at(-1)).toMatchObject({ kind: "waiting", failures: 1, delayMs: Math.round(200 * share) });
  }
});

test("messages of a child that was given up are not heard, and a stopped one is not started again", () => {
  const world = supervise();
  const first = world.children.last();
  first.pong();
  first.say({ a: 1 });
  first.end({ code: 0, signal: null });
  first.say({ late: true });
  expect(world.heard).toEqual([{ a: 1 }]);
  expect(world.supervised.send({ b: 1 })).toBe(false);
  world.supervised.stop();
  world.timers.advance(60_000);
  expect(world.children.count()).toBe(1);
  expect(world.supervised.state()).toEqual({ kind: "stopped" });
});

test("what is said to a child that still starts reaches it once it answers, and never the next one", () => {
  const world = supervise();
  const first = world.children.last();
  expect(world.supervised.send({ lost: 1 })).toBe(true);
  expect(first.sent.filter((message) => !isPingFrame(message))).toEqual([]);
  first.end({ code: 1, signal: null });
  world.timers.advance(200);
  const second = world.children.last();
  expect(world.supervised.send({ early: 1 })).toBe(true);
  second.pong();
  expect(world.supervised.send({ later: 2 })).toBe(true);
  expect(second.sent.filter((message) => !isPingFrame(message))).toEqual([{ early: 1 }, { later: 2 }]);
});

test("a spawn that throws counts as an end and is tried again", () => {
  const world = supervise();
  world.children.refuse = true;
  world.children.last().end({ code: 1, signal: null });
  world.timers.advance(200);
  expect(world.states.at(-1)).toMatchObject({ kind: "waiting", cause: "spawn-failed", failures: 2 });
  world.children.refuse = false;
  world.timers.advance(400);
  world.children.last().pong();
  expect(world.supervised.state().kind).toBe("running");
});

/** One supervision with a clock of its own and children made of nothing but their messages. */
function supervise(byte = 255) {
  const [timers, children] = [new FakeTimers(), new FakeChildren()];
  const [states, heard]: [ChildState[], unknown[]] = [[], []];
  const supervised = superviseChild({
    role: "reader",
    argument: {},
    spawn: children,
    timers,
    random: { bytes: (count) => new Uint8Array(count).fill(byte) },
    log: { log: () => {} },
    limits: LIMITS,
    onMessage: (message) => heard.push(message),
    onState: (state) => states.push(state),
  });
  return { timers, children, states, heard, supervised };
}
