import { describe, expect, test } from "vitest";
import { createApi } from "../../src-renderer/api/create-api.ts";
import { runCommand } from "../../src-renderer/api/run-command.ts";
import type { LineEvents } from "../../src-renderer/api/transport.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import type { PageMessage } from "../../src-shared/contract/wire.ts";
import { pageMessage } from "../../src-shared/contract/wire.ts";

type Call = Extract<PageMessage, { kind: "call" }>;

/** The api over a line that the test holds in its hands. */
function held() {
  const sent: PageMessage[] = [];
  const later: (() => void)[] = [];
  let line: LineEvents | undefined;
  const api = createApi(
    {
      open: (events) => {
        line = events;
      },
      send: (message) => void sent.push(pageMessage.parse(JSON.parse(JSON.stringify(message)))),
      close: () => undefined,
    },
    { build: "b1", view: "counter", after: (work) => void later.push(work) },
  );
  const hear = (message: unknown): void => line?.message(JSON.parse(JSON.stringify(message)));
  const calls = (): Call[] => sent.filter((message): message is Call => message.kind === "call");
  return {
    api,
    sent,
    calls,
    hear,
    up: () => line?.up(),
    down: () => line?.down(),
    welcome: () => hear({ kind: "welcome", contract: 1, build: "b1", play: false }),
    answer: (id: number, answer: unknown) => hear({ kind: "answer", id, answer }),
    runLater: () => later.splice(0).forEach((work) => work()),
  };
}

const REVISION = { ok: true, value: { revision: 3 } };

describe("the line", () => {
  test("says hello first, and sends what was asked before it was welcome", async () => {
    const { api, up, welcome, sent, calls, answer } = held();
    const asked = api.command("bill.amount", { amountMinor: 5000 });
    up();
    expect(sent.map(({ kind }) => kind)).toEqual(["hello"]);
    welcome();
    expect(calls().map(({ name, input }) => [name, input])).toEqual([["bill.amount", { amountMinor: 5000 }]]);
    answer(1, REVISION);
    expect(await asked).toEqual(REVISION);
  });

  test("a command whose line broke is asked again under the same id, and answered once", async () => {
    const { api, up, down, welcome, calls, answer } = held();
    up();
    welcome();
    const asked = api.command("bill.amount", { amountMinor: 5000 });
    down();
    expect(api.connection()).toBe("reconnecting");
    up();
    welcome();
    expect(calls()).toHaveLength(2);
    expect(new Set(calls().map(({ command, id }) => `${command} ${id}`)).size).toBe(1);
    expect(calls()[0]?.command).toMatch(/^[0-9a-f-]{36}$/);
    answer(1, REVISION);
    answer(1, { ok: true, value: { revision: 9 } });
    expect(await asked).toEqual(REVISION);
    down();
    up();
    welcome();
    expect(calls()).toHaveLength(2);
  });

  test("a core that went away is asked again after a while, under the same id", async () => {
    const { api, up, welcome, hear, calls, answer, runLater } = held();
    up();
    welcome();
    const asked = api.command("bill.amount", { amountMinor: 5000 });
    hear({ kind: "fault", id: 1, fault: "away", refusal: null });
    expect(calls()).toHaveLength(1);
    runLater();
    expect(calls()[1]).toEqual(calls()[0]);
    answer(1, REVISION);
    expect(await asked).toEqual(REVISION);
  });

  test("a lost seat and a stale page refuse what waits and what comes", async () => {
    for (const [kind, refusal] of [
      ["seat-lost", "seat-taken"],
      ["stale", "page-stale"],
    ] as const) {
      const { api, up, welcome, hear, calls } = held();
      up();
      welcome();
      const waiting = api.query("session.people", {});
      hear(kind === "stale" ? { kind, build: "b2" } : { kind });
      expect(await waiting).toEqual({ ok: false, error: { refusal }, isInDoubt: true });
      expect(await api.query("session.people", {})).toEqual({ ok: false, error: { refusal }, isInDoubt: true });
      expect(calls()).toHaveLength(1);
      expect(api.connection()).toBe(kind);
    }
  });

  test("what is not in the contract goes neither out nor in", async () => {
    const { api, up, welcome, calls, answer } = held();
    up();
    welcome();
    const wrongInput = await api.command("bill.amount", { amountMinor: -1 });
    expect(wrongInput).toMatchObject({ ok: false, error: { refusal: "request-unknown" } });
    expect(calls()).toHaveLength(0);
    const asked = api.command("bill.amount", { amountMinor: 1 });
    answer(1, { ok: true, value: { revision: "three" } });
    expect(await asked).toMatchObject({ ok: false, error: { refusal: "request-unknown" } });
  });
});

describe("a command that needs a second person", () => {
  const APPROVAL = { staff: "1.2", pin: "4711" };

  test("is sent again with the approval and the same id", async () => {
    const { api, up, welcome, calls, answer } = held();
    up();
    welcome();
    const asked: Refusal[] = [];
    const ask = (refusal: Refusal): Promise<typeof APPROVAL> => {
      asked.push(refusal);
      return Promise.resolve(APPROVAL);
    };
    const done = runCommand({ api, ask, id: "command-1" }, "bill.amount", { amountMinor: 5000 });
    answer(1, { ok: false, error: { refusal: "needs-approval", roles: ["owner"] } });
    await expect.poll(() => calls().length).toBe(2);
    expect(calls()[1]).toMatchObject({ command: "command-1", approval: APPROVAL });
    answer(2, REVISION);
    expect(await done).toEqual(REVISION);
    expect(asked).toEqual([{ refusal: "needs-approval", roles: ["owner"] }]);
  });

  test("comes back refused when nobody approves", async () => {
    const { api, up, welcome, calls, answer } = held();
    up();
    welcome();
    const setting = { api, ask: () => Promise.resolve(null), id: "command-2" };
    const done = runCommand(setting, "bill.amount", { amountMinor: 5000 });
    answer(1, { ok: false, error: { refusal: "needs-approval" } });
    expect(await done).toEqual({ ok: false, error: { refusal: "needs-approval" } });
    expect(calls()).toHaveLength(1);
  });
});
