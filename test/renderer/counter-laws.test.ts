import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openApiOver, theApi } from "../../src-renderer/api/the-api.ts";
import type { LineEvents } from "../../src-renderer/api/transport.ts";
import { gateNow, useGate } from "../../src-renderer/counter/gate-store.ts";
import { isAsking } from "../../src-renderer/counter/own-commands.ts";
import { followCore, readyForOthers, strike } from "../../src-renderer/counter/strikes.ts";
import { useTill } from "../../src-renderer/counter/till-store.ts";
import { seenNow } from "../../src-renderer/counter/typing.ts";
import { useCounter, useSession } from "../../src-renderer/stores/event-stores.ts";
import type { PageMessage } from "../../src-shared/contract/wire.ts";
import { ModelCore } from "./fixtures/model-core.ts";

/** The counter page's own keys, stores and line, without its components; the fake core stands at the line's far end. */
let core = new ModelCore();
let page: LineEvents | undefined;
/** The ids under which the page sent payments. */
let payments: (string | undefined)[] = [];
/** What stood on the screen at each Enter that began to finish a bill. */
let seen: (number | "own commands under way")[] = [];

beforeAll(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  const open = (events: LineEvents): void => {
    page = events;
    core.line.open(events);
  };
  const send = (message: PageMessage): void => {
    if (message.kind === "call" && message.name === "bill.pay") payments.push(message.command);
    core.line.send(message);
  };
  openApiOver({ open, send, close: () => undefined }, "counter", "b1");
  followCore();
  useGate.subscribe((now, before) => {
    if (now.phase !== "finishing" || before.phase === "finishing") return;
    const { typedMinor, totalMinor } = seenNow();
    seen.push(typedMinor ?? (isAsking() ? "own commands under way" : totalMinor));
  });
});

afterAll(() => {
  theApi().close();
  vi.useRealTimers();
});

/** Promises that are settled have been heard of. */
async function flush(): Promise<void> {
  for (let turn = 0; turn < 25; turn++) await Promise.resolve();
}

/** Everything under way comes to its end. */
async function drain(): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    const moved = [core.hear(), core.tell(), core.settle("done")].includes(true);
    if (!moved) vi.advanceTimersByTime(45);
    await flush();
    quiet = moved || gateNow().phase !== "open" ? 0 : quiet + 1;
  }
}

async function begin(): Promise<void> {
  core = new ModelCore();
  if (page !== undefined) core.line.open(page);
  useTill.setState(useTill.getInitialState(), true);
  useGate.setState(useGate.getInitialState(), true);
  useCounter.setState({ state: null });
  core.breakLine();
  await drain();
  seen = [];
  payments = [];
}

type Step =
  | { readonly kind: "digit"; readonly digit: string }
  | { readonly kind: "settle"; readonly how: "done" | "unsaid" | "refused" | "card-left" }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "quantity"; readonly act: "more" | "less" }
  /** The line carries so many messages each way. */
  | { readonly kind: "carry"; readonly times: number }
  | {
      readonly kind:
        | "back"
        | "enter"
        | "finish"
        | "next"
        | "scan"
        | "tap"
        | "hear"
        | "tell"
        | "break"
        | "seat"
        | "otherwise"
        | "other";
    };

async function take(step: Step): Promise<void> {
  switch (step.kind) {
    case "digit":
      strike({ kind: "digits", digits: step.digit });
      break;
    case "back":
    case "enter":
    case "finish":
    case "next":
      strike({ kind: step.kind });
      break;
    case "scan":
      strike({ kind: "scan", text: "6260152400012" });
      break;
    case "quantity":
      strike({ kind: "act", act: step.act });
      break;
    case "otherwise":
      strike({ kind: "act", act: "pays-otherwise" });
      break;
    case "other":
      core.interfere();
      break;
    case "carry":
      for (let turn = 0; turn < step.times; turn++) {
        core.hear();
        await flush();
        core.tell();
        await flush();
      }
      break;
    case "tap":
      core.tap();
      break;
    case "hear":
      core.hear();
      break;
    case "tell":
      core.tell();
      break;
    case "settle":
      core.settle(step.how);
      break;
    case "wait":
      vi.advanceTimersByTime(step.ms);
      break;
    case "break":
      core.breakLine();
      break;
    case "seat":
      core.loseSeat();
      for (let turn = 0; turn < 200 && theApi().connection() !== "seat-lost"; turn++) core.tell();
      theApi().take();
      break;
  }
  await flush();
}

const kind = <K extends Exclude<Step["kind"], "digit" | "settle" | "wait" | "carry" | "quantity">>(one: K) =>
  fc.constant({ kind: one });
const digit = fc.constantFrom("1", "2", "5", "9").map((one): Step => ({ kind: "digit", digit: one }));
const wait = fc.constantFrom(5, 45, 400).map((ms): Step => ({ kind: "wait", ms }));
const settle = (...hows: readonly ("done" | "unsaid" | "refused" | "card-left")[]) =>
  fc.constantFrom(...hows).map((how): Step => ({ kind: "settle", how }));
const core1 = fc.oneof(
  { weight: 4, arbitrary: kind("hear") },
  { weight: 4, arbitrary: kind("tell") },
  { weight: 2, arbitrary: settle("done") },
  { weight: 2, arbitrary: wait },
  { weight: 1, arbitrary: kind("break") },
);

describe("laws of the counter's keys, whatever the core and the line do", () => {
  test("every bill that was typed and entered is paid once, with just its digits, in its order", async () => {
    const meanwhile = fc.array(core1, { maxLength: 6 });
    const bill = fc.record({
      digits: fc.array(digit, { minLength: 1, maxLength: 4 }),
      enters: fc.integer({ min: 1, max: 3 }),
      between: fc.array(meanwhile, { minLength: 7, maxLength: 7 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(bill, { maxLength: 4 }), async (bills) => {
        await begin();
        for (const { digits, enters, between } of bills) {
          const keys = [...digits, ...Array.from({ length: enters }, () => ({ kind: "enter" }) as const)];
          for (const [at, key] of keys.entries()) {
            await take(key);
            for (const step of between[at] ?? []) await take(step);
          }
        }
        await drain();
        const typed = bills.map(({ digits }) =>
          Number(digits.map((one) => (one.kind === "digit" ? one.digit : "")).join("")),
        );
        expect(core.sales.map(({ totalMinor }) => totalMinor)).toEqual(typed.map((toman) => toman * 10));
      }),
      { numRuns: 150 },
    );
  });

  test("a mobile number stays as it is typed, its zero too", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(core1, { maxLength: 6 }), { minLength: 11, maxLength: 11 }),
        async (between) => {
          await begin();
          for (const [at, one] of Array.from("09123456789").entries()) {
            await take({ kind: "digit", digit: one });
            for (const step of between[at] ?? []) await take(step);
          }
          await drain();
          expect([useTill.getState().entry.digits, core.state().bill.totalMinor]).toEqual(["09123456789", 0]);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("a revision is paid at most once, only as it was seen, and a payment in doubt keeps its id", async () => {
    const any = fc.oneof(
      { weight: 6, arbitrary: digit },
      { weight: 5, arbitrary: kind("enter") },
      { weight: 9, arbitrary: fc.constantFrom(1, 2, 4).map((times): Step => ({ kind: "carry", times })) },
      { weight: 9, arbitrary: core1 },
      { weight: 2, arbitrary: settle("done", "unsaid", "refused", "card-left") },
      ...(["back", "finish", "next", "scan", "tap", "seat", "otherwise", "other"] as const).map((one) => ({
        weight: 1,
        arbitrary: kind(one),
      })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(any, { maxLength: 60 }), async (steps) => {
        await begin();
        for (const step of steps) {
          const before = core.sales.length;
          await take(step);
          if (core.sales.length > before)
            expect([core.sales.at(-1)?.totalMinor, "own commands under way"]).toContain(seen.at(-1));
        }
        await drain();
        const revisions = core.sales.map(({ revision }) => revision);
        expect(revisions).toEqual([...new Set(revisions)]);
        // Of a bill that is paid, no other payment was ever asked for than the one that paid it.
        for (const sale of core.sales) {
          const after = core.asked.slice(core.asked.findIndex(({ command }) => command === sale.command));
          const others = after.filter(
            ({ command, revision }) => revision === sale.revision && command !== sale.command,
          );
          expect(others).toEqual([]);
        }
        expect(gateNow().held).toEqual([]);
        // What is on the screen is what the core has.
        const { typedMinor, totalMinor } = seenNow();
        const { bill, result } = core.state();
        const isClosed = core.state().payment.kind !== "open";
        if (!isClosed) expect(typedMinor ?? totalMinor).toBe(result === null ? bill.totalMinor : 0);
      }),
      { numRuns: 400 },
    );
  });
});

async function typed(digits: string): Promise<void> {
  for (const one of digits) await take({ kind: "digit", digit: one });
}

describe("Enter, where it is easily lost or doubled", () => {
  const until = async (is: () => boolean, step: Step["kind"] & ("hear" | "tell")): Promise<void> => {
    for (let turn = 0; turn < 50 && !is(); turn++) await take({ kind: step });
    expect(is()).toBe(true);
  };
  const refusal = (): string | undefined => useTill.getState().refusal?.refusal;

  test("a payment whose answer was lost is asked for again under its own id, and is one sale", async () => {
    await begin();
    await typed("125");
    await take({ kind: "enter" });
    await until(() => core.state().bill.totalMinor === 1250, "hear");
    await until(() => useCounter.getState().state?.bill.totalMinor === 1250, "tell");
    await take({ kind: "tell" });
    core.loseSeat();
    await until(() => refusal() === "seat-taken", "tell");
    // The payment is lost on its way; the till comes back to this window.
    core.breakLine();
    await drain();
    await take({ kind: "enter" });
    await drain();
    expect(payments).toEqual([payments[0], payments[0]]);
    expect(core.sales.map(({ totalMinor }) => totalMinor)).toEqual([1250]);
  });

  test("a bill that somebody else changed after Enter is shown, not paid", async () => {
    await begin();
    await typed("125");
    await take({ kind: "enter" });
    await until(() => core.state().bill.totalMinor === 1250, "hear");
    core.interfere();
    await drain();
    expect([core.sales, refusal()]).toEqual([[], "draft-changed"]);
    await take({ kind: "enter" });
    await drain();
    expect(core.sales.map(({ totalMinor }) => totalMinor)).toEqual([1257]);
  });

  test("a tap between Enter and the payment is the member of this bill", async () => {
    await begin();
    await typed("125");
    await take({ kind: "enter" });
    await until(() => core.state().bill.totalMinor === 1250, "hear");
    core.tap();
    await drain();
    expect(core.sales.map(({ totalMinor }) => totalMinor)).toEqual([1250]);
  });

  test("credit that was chosen for one member is not taken from another", async () => {
    await begin();
    core.tap();
    await drain();
    await typed("125");
    await take({ kind: "wait", ms: 45 });
    await drain();
    useTill.setState({ choice: { ...useTill.getState().choice, credit: "all" } });
    strike({ kind: "finish" });
    core.tap("1.8");
    await drain();
    expect([core.sales, refusal()]).toEqual([[], "draft-changed"]);
  });

  test("an empty bill is refused here: what follows Enter at once is not lost with a question to the core", async () => {
    await begin();
    await take({ kind: "enter" });
    expect(refusal()).toBe("amount-not-positive");
    await typed("7");
    await take({ kind: "enter" });
    await drain();
    expect([core.sales.length, core.asked.length]).toEqual([1, 1]);
  });

  test("an amount that was typed before a scan is at the core before it", async () => {
    await begin();
    await typed("5");
    await take({ kind: "scan" });
    await drain();
    expect([core.state().bill.totalMinor, refusal()]).toEqual([770_050, undefined]);
  });

  test("each press of + and − counts, however many come before the core has answered the first", async () => {
    const press = fc.constantFrom("more", "more", "less").map((act): Step => ({ kind: "quantity", act }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(press, { maxLength: 8 }),
        fc.array(fc.array(core1, { maxLength: 4 }), { minLength: 9, maxLength: 9 }),
        async (presses, between) => {
          await begin();
          await take({ kind: "scan" });
          for (const [at, one] of presses.entries()) {
            for (const step of between[at] ?? []) await take(step);
            await take(one);
          }
          await drain();
          let wanted = 1;
          // None takes the line off, and there is nothing left to count.
          for (const one of presses) if (wanted > 0 && one.kind === "quantity") wanted += one.act === "more" ? 1 : -1;
          expect(core.state().bill.lines.map(({ qtyMilli }) => qtyMilli)).toEqual(wanted === 0 ? [] : [wanted * 1000]);
        },
      ),
      { numRuns: 150 },
    );
  });

  test("digits while a payment waits for its card are refused, and stand nowhere afterwards", async () => {
    await begin();
    await typed("125");
    await take({ kind: "enter" });
    for (let turn = 0; turn < 4; turn++) await take({ kind: "carry", times: 1 });
    expect(core.settle("card-left")).toBe(true);
    await drain();
    await typed("7");
    expect([refusal(), seenNow()]).toMatchObject(["payment-under-way", { typedMinor: null, totalMinor: 1250 }]);
  });
});

describe("when the till is locked", () => {
  test("locking in the middle of an entry: the amount is at the core first, and nobody else finds the rest", async () => {
    const signIn = (staff: string): void =>
      useSession.setState({ known: true, signedIn: { staff, name: "", role: "cashier" } });
    await begin();
    signIn("1.2");
    await typed("125");
    readyForOthers();
    // No time has passed: it went out before the lock does.
    await take({ kind: "hear" });
    expect(core.state().bill.totalMinor).toBe(1250);
    await drain();
    strike({ kind: "act", act: "mobile" });
    await typed("0912");
    signIn("1.2");
    expect(useTill.getState().entry).toEqual({ target: "mobile", digits: "0912" });
    signIn("1.3");
    expect(useTill.getState().entry).toEqual({ target: "bill", digits: null });
  });
});
