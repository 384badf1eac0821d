import { must } from "../../../src-shared/base/assert.ts";
import type { ChildExit, ChildLink, SpawnPort } from "../../../src-main/core/ports/spawn.ts";
import type { TimerPort } from "../../../src-main/core/process/timers.ts";

/** Timers whose time passes only when it is told to. */
export class FakeTimers implements TimerPort {
  nowMs = 0;
  #timers: { atMs: number; run: () => void }[] = [];

  after(delayMs: number, run: () => void): () => void {
    const timer = { atMs: this.nowMs + delayMs, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  advance(ms: number): void {
    const untilMs = this.nowMs + ms;
    for (;;) {
      const due = this.#timers.toSorted((a, b) => a.atMs - b.atMs).find(({ atMs }) => atMs <= untilMs);
      if (due === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.nowMs = due.atMs;
      due.run();
    }
    this.nowMs = untilMs;
  }
}

/** A SpawnPort whose children are made of nothing but their messages. */
export class FakeChildren implements SpawnPort {
  refuse = false;
  readonly #children: FakeChild[] = [];

  spawn(): ChildLink {
    if (this.refuse) throw new Error("no process");
    const child = new FakeChild(this.#children.length + 1);
    this.#children.push(child);
    return child;
  }

  last(): FakeChild {
    return must(this.#children.at(-1), "no child yet");
  }

  count(): number {
    return this.#children.length;
  }
}

/** One child: the test speaks for it. */
export class FakeChild implements ChildLink {
  readonly pid: number;
  readonly sent: unknown[] = [];
  killed = false;
  readonly #messages: ((message: unknown) => void)[] = [];
  readonly #exits: ((exit: ChildExit) => void)[] = [];

  constructor(pid: number) {
    this.pid = pid;
  }

  send(message: unknown): void {
    this.sent.push(message);
  }

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
