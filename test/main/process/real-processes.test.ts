import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import type { ChildLink } from "../../../src-main/core/ports/spawn.ts";
import { relayingSpawn } from "../../../src-main/core/process/spawn-relay.ts";
import { superviseChild, SUPERVISE_LIMITS, type ChildState } from "../../../src-main/core/process/supervise-child.ts";
import { nodeSpawn } from "../../../src-main/shell/node-spawn.ts";
import { nodeTimers } from "../../../src-main/shell/spawn-timers.ts";

const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url);
const spawnPort = nodeSpawn({ entries: { render: fixture("echo-child.ts"), core: fixture("relay-middle.ts") } });
const toEnd: (() => void)[] = [];

afterEach(() => {
  for (const end of toEnd.splice(0)) end();
});

test("a child gets its argument, and messages keep bytes and order both ways", async () => {
  const child = spawnPort.spawn("render", { a: "یک", b: "two" });
  toEnd.push(() => child.kill());
  const messages = collect(child);
  child.send({ vafa: "ping", n: 7 });
  for (let i = 0; i < 50; i++) child.send({ i, bytes: Uint8Array.of(i, 255) });
  await until(() => messages.length >= 52);
  expect(messages[0]).toEqual({ vafa: "pong", n: 7 });
  expect(messages[1]).toMatchObject({ hello: { a: "یک", b: "two" } });
  expect(messages.slice(2)).toEqual(
    Array.from({ length: 50 }, (_, i) => ({ echo: { i, bytes: Uint8Array.of(i, 255) } })),
  );
});

test("a child that spins without end is killed by the watchdog and started again", async () => {
  const states: ChildState[] = [];
  const pids: unknown[] = [];
  const supervised = superviseChild({
    role: "render",
    argument: {},
    spawn: spawnPort,
    timers: nodeTimers,
    random: { bytes: (count) => new Uint8Array(randomBytes(count)) },
    log: { log: () => {} },
    limits: { ...SUPERVISE_LIMITS, baseDelayMs: 20 },
    onMessage: (message) => {
      if (JSON.stringify(message).includes("hello")) pids.push(message);
    },
    onState: (state) => states.push(state),
  });
  toEnd.push(() => supervised.stop());
  await until(() => supervised.state().kind === "running");
  const first = pidOf(supervised.state());
  supervised.send({ do: "spin" });
  await until(() => states.some(({ kind }) => kind === "waiting"));
  expect(states.find(({ kind }) => kind === "waiting")).toMatchObject({ cause: "hung", exit: { signal: "SIGKILL" } });
  expect(isAlive(first)).toBe(false);
  await until(() => supervised.state().kind === "running" && pids.length === 2);
  expect(pidOf(supervised.state())).not.toBe(first);
});

for (const what of ["wait", "spin"]) {
  test(`a child told to ${what} ends when its parent is killed`, async () => {
    const parent = spawn(process.execPath, [fileURLToPath(fixture("parent-of-spinner.ts")), what], {
      stdio: ["ignore", "pipe", "ignore"],
    });
    const line = await new Promise<string>((resolve) => {
      parent.stdout.once("data", (data: Buffer) => resolve(data.toString()));
    });
    const pid = Number(line);
    expect(isAlive(pid)).toBe(true);
    // Long enough for a spinning child to be in its loop.
    await delay(100);
    parent.kill("SIGKILL");
    await until(() => !isAlive(pid));
  });
}

test("through the relay: a child's child gets its messages, its kill is told, another core is refused", async () => {
  const core = relayingSpawn(spawnPort).spawn("core", {});
  toEnd.push(() => core.kill());
  const messages = collect(core);
  await until(() => find(messages, "hello") !== undefined);
  core.send({ to: "grandchild", bytes: Uint8Array.of(1, 2, 3) });
  await until(() => find(messages, "echo") !== undefined);
  expect(find(messages, "echo")).toMatchObject({
    child: { echo: { to: "grandchild", bytes: Uint8Array.of(1, 2, 3) } },
  });
  await until(() => find(messages, "coreRefused") !== undefined);
  expect(find(messages, "coreRefused")).toEqual({ coreRefused: { code: null, signal: null } });
  core.send({ do: "kill" });
  await until(() => find(messages, "childEnded") !== undefined);
  expect(find(messages, "childEnded")).toEqual({ childEnded: { code: null, signal: "SIGKILL" } });
  // The relay's own frames never show.
  expect(messages.some((message) => JSON.stringify(message).includes('"relay"'))).toBe(false);
});

test("the children that a process asked for end with it", async () => {
  const core = relayingSpawn(spawnPort).spawn("core", {});
  const messages = collect(core);
  await until(() => find(messages, "hello") !== undefined);
  const hello = find(messages, "hello");
  const pid = Number(/"pid":(\d+)}/.exec(JSON.stringify(hello))?.[1]);
  expect(isAlive(pid)).toBe(true);
  core.kill();
  await until(() => !isAlive(pid));
});

function collect(child: ChildLink): unknown[] {
  const messages: unknown[] = [];
  child.onMessage((message) => messages.push(message));
  return messages;
}

function find(messages: readonly unknown[], text: string): unknown {
  return messages.find((message) => JSON.stringify(message).includes(`"${text}"`));
}

function pidOf(state: ChildState): number {
  return state.kind === "running" ? (state.pid ?? 0) : 0;
}

/** A zombie counts as dead: who collects it is not ours to say. */
function isAlive(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 3000; i++) {
    if (condition()) return;
    await delay(10);
  }
  throw new Error("did not happen within 30 s");
}
