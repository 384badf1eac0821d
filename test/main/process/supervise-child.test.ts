import { expect, test } from "vitest";
import type { ChildExit, ChildLink, SpawnPort } from "../../../src-main/core/ports/spawn.ts";
import {
  superviseChild,
  type ChildState,
  type SuperviseLimits,
} from "../../../src-main/core/process/supervise-child.ts";
import type { TimerPort } from "../../../src-main/core/process/timers.ts";

const LIMITS: SuperviseLimits = {
  pingEveryMs: 500,
  silentPings: 4,
  startPings: 10,
  baseDelayMs: 200,
  maxDelayMs: 1_000,
  stableMs: 20_000,
};

test("a child that never answers is killed after the start limit, one that ran after the shorter limit", () => {
  const world = new World();
  const child = world.last();
  world.advance(4_999);
  expect(child.killed).toBe(false);
  world.advance(1);
  expect(child.killed).toBe(true);
  expect(world.states.at(-1)).toMatchObject({ kind: "waiting", cause: "slow-start", failures: 1 });

  world.advance(200);
  const second = world.last();
  expect(second).not.toBe(child);
  second.pong();
  expect(world.states.at(-1)).toEqual({ kind: "running", pid: 2 });
  world.advance(1_500);
  expect(second.killed).toBe(false);
  world.advance(1_000);
  expect(second.killed).toBe(true);
  expect(world.states.at(-1)).toMatchObject({ kind: "waiting", cause: "hung", failures: 2 });
});

test("the delay doubles up to its maximum, carries jitter, and begins anew after a stable run", () => {
  for (const byte of [0, 128, 255]) {
    const world = new World(byte);
    const delays = Array.from({ length: 5 }, () => {
      world.last().end({ code: 1, signal: null });
      const state = world.states.at(-1);
      const delayMs = state?.kind === "waiting" ? state.delayMs : Number.NaN;
      world.advance(delayMs);
      return delayMs;
    });
    const share = 0.5 + byte / 510;
    expect(delays).toEqual([200, 400, 800, 1_000, 1_000].map((whole) => Math.round(whole * share)));
    for (let i = 0; i <= 40; i++) {
      world.last().pong();
      world.advance(500);
    }
    world.last().end({ code: 1, signal: null });
    expect(world.states.at(-1)).toMatchObject({ kind: "waiting", failures: 1, delayMs: Math.round(200 * share) });
  }
});

test("messages of a child that was given up are not heard, and a stopped one is not started again", () => {
  const world = new World();
  const first = world.last();
  first.pong();
  first.say({ a: 1 });
  first.end({ code: 0, signal: null });
  first.say({ late: true });
  expect(world.heard).toEqual([{ a: 1 }]);
  expect(world.supervised.send({ b: 1 })).toBe(false);
  world.supervised.stop();
  world.advance(60_000);
  expect(world.children.length).toBe(1);
  expect(world.supervised.state()).toEqual({ kind: "stopped" });
});

test("a spawn that throws counts as an end and is tried again", () => {
  const world = new World();
  world.refuse = true;
  world.last().end({ code: 1, signal: null });
  world.advance(200);
  expect(world.states.at(-1)).toMatchObject({ kind: "waiting", cause: "spawn-failed", failures: 2 });
  world.refuse = false;
  world.advance(400);
  world.last().pong();
  expect(world.supervised.state().kind).toBe("running");
});

/** One supervision with a clock of its own and children made of nothing but their messages. */
class World implements TimerPort, SpawnPort {
  readonly children: Child[] = [];
  readonly states: ChildState[] = [];
  readonly heard: unknown[] = [];
  refuse = false;
  readonly supervised;
  #nowMs = 0;
  #timers: { atMs: number; run: () => void }[] = [];

  constructor(byte = 255) {
    this.supervised = superviseChild({
      role: "reader",
      argument: {},
      spawn: this,
      timers: this,
      random: { bytes: (count) => new Uint8Array(count).fill(byte) },
      log: { log: () => {} },
      limits: LIMITS,
      onMessage: (message) => this.heard.push(message),
      onState: (state) => this.states.push(state),
    });
  }

  spawn(): ChildLink {
    if (this.refuse) throw new Error("no process");
    const child = new Child(this.children.length + 1);
    this.children.push(child);
    return child;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.#nowMs + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const due = this.#timers.toSorted((a, b) => a.atMs - b.atMs).find(({ atMs }) => atMs <= untilMs);
      if (due === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#nowMs = due.atMs;
      due.run();
    }
    this.#nowMs = untilMs;
  }

  last(): Child {
    const child = this.children.at(-1);
    if (child === undefined) throw new Error("no child");
    return child;
  }
}

class Child implements ChildLink {
  readonly pid: number;
  killed = false;
  #messages: ((message: unknown) => void)[] = [];
  #exits: ((exit: ChildExit) => void)[] = [];

  constructor(pid: number) {
    this.pid = pid;
  }

  send(): void {}

  onMessage(listener: (message: unknown) => void): void {
    this.#messages.push(listener);
  }

  onExit(listener: (exit: ChildExit) => void): void {
    this.#exits.push(listener);
  }

  kill(): void {
    this.killed = true;
    this.end({ code: null, signal: "SIGKILL" });
  }

  pong(): void {
    this.say({ vafa: "pong", n: 1 });
  }

  say(message: unknown): void {
    for (const listener of this.#messages) listener(message);
  }

  end(exit: ChildExit): void {
    for (const listener of this.#exits) listener(exit);
  }
}
