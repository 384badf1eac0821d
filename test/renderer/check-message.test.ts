import { expect, test } from "vitest";
import { ToldCounter } from "../../src-main/shell/told-counter.ts";
import { createMessageCheck, type HeardMessage } from "../../src-renderer/api/check-message.ts";
import { BILL_LINES_MAX, type BillState, type CounterState } from "../../src-shared/contract/counter-state.ts";
import { seededRandom } from "../bench/member-generator.ts";
import { basketOf } from "./fixtures/counter-fixtures.ts";

type Line = BillState["lines"][number];

function counterWith(lines: readonly Line[], revision: number): CounterState {
  const state = basketOf(0);
  return { ...state, bill: { ...state.bill, revision, totalMinor: lines.length, lines: [...lines] } };
}

/** As it comes over the line: nothing of it is an object that was there before. */
const sent = (message: unknown): unknown => JSON.parse(JSON.stringify(message));
const told = (lines: ToldCounter, state: CounterState): unknown =>
  sent(lines.partOf(state) ?? { kind: "event", event: { kind: "counter", state } });

function stateOf(message: HeardMessage | "counter-unknown" | undefined): CounterState | undefined {
  if (message === undefined || message === "counter-unknown") return undefined;
  return message.kind === "event" && message.event.kind === "counter" ? message.event.state : undefined;
}

const JOURNAL = "AAECAwQFBgcICQoLDA0ODw";
const WAITING = { id: "b1", number: "77", program: "shop", totalMinor: 5000 };
/** What changes beside the bill: a part that comes, one that goes, and one that is another. */
const OTHERS: readonly ((state: CounterState, n: number) => Partial<CounterState>)[] = [
  () => ({}),
  () => ({}),
  (_state, n) => ({ undone: { sale: { journal: JOURNAL, seq: n + 1 }, totalMinor: n, atMs: n } }),
  () => ({ undone: null, waiting: [] }),
  (state, n) => ({ waiting: [...state.waiting, { ...WAITING, id: `b${n}` }].slice(-3) }),
];

let lastId = 100;
const CHANGES: readonly ((lines: readonly Line[], random: () => number) => readonly Line[])[] = [
  (lines) => lines,
  (lines, random) => lines.toSpliced(Math.floor(random() * lines.length), 1),
  (lines, random) => lines.toSpliced(Math.floor(random() * lines.length), 0, newLine()),
  (lines) => [...lines, newLine()],
  (lines) => lines.toReversed(),
  (lines, random) => lines.map((line) => (random() < 0.2 ? { ...line, qtyMilli: line.qtyMilli + 1000 } : line)),
  () => [],
];

function newLine(): Line {
  const [line] = basketOf(1).bill.lines;
  if (line === undefined) throw new Error("a basket of one has a line");
  lastId = (lastId % 4000) + 1;
  return { ...line, id: 1000 + lastId };
}

test.each([1, 2, 3, 4, 5])("seed %i: a page that is told in parts has what it would have whole", (seed) => {
  const random = seededRandom(seed);
  const [check, shell] = [createMessageCheck(), new ToldCounter()];
  let lines: readonly Line[] = basketOf(8).bill.lines;
  let others: Partial<CounterState> = {};
  for (let n = 0; n < 300; n++) {
    lines = CHANGES[Math.floor(random() * CHANGES.length)]?.(lines, random) ?? lines;
    const before = { ...counterWith(lines, n), ...others };
    others = { ...others, ...OTHERS[Math.floor(random() * OTHERS.length)]?.(before, n) };
    const state = { ...before, ...others };
    expect(stateOf(check(told(shell, state))), `seed ${seed}, message ${n}`).toEqual(state);
    // A page that took the till again knows its lines still, and is told all.
    if (random() < 0.05) shell.forget();
  }
});

test("of a long bill only the line that changed is sent, and all others stay the very objects that were checked", () => {
  const [check, shell] = [createMessageCheck(), new ToldCounter()];
  const { lines } = basketOf(200).bill;
  const before = stateOf(check(told(shell, counterWith(lines, 1))))?.bill.lines;
  const next = lines.map((line, at) => (at === 120 ? { ...line, qtyMilli: 9000 } : line));
  const message = told(shell, counterWith(next, 2));
  expect(JSON.stringify(message).length).toBeLessThan(500);
  const after = stateOf(check(message))?.bill.lines;
  expect(after).toEqual(next);
  expect(lines.map((_line, at) => at).filter((at) => before?.[at] !== after?.[at])).toEqual([120]);
});

test("what did not change beside the bill is not sent again, and stays the very object that was checked", () => {
  const [check, shell] = [createMessageCheck(), new ToldCounter()];
  const first = { ...counterWith(basketOf(2).bill.lines, 1), waiting: [WAITING] };
  const before = stateOf(check(told(shell, first)));
  const message = told(shell, { ...first, undone: { sale: { journal: JOURNAL, seq: 1 }, totalMinor: 5, atMs: 7 } });
  expect(message).toMatchObject({ kind: "counter-part", on: 0, order: null, changed: [] });
  expect(Object.keys(Object(message).state).toSorted()).toEqual(["bill", "undone"]);
  const after = stateOf(check(message));
  expect(after?.undone?.totalMinor).toBe(5);
  expect(after?.waiting).toBe(before?.waiting);
});

test("two changes of one bill's revision are not taken for each other", () => {
  const [check, shell] = [createMessageCheck(), new ToldCounter()];
  const state = counterWith(basketOf(2).bill.lines, 1);
  check(told(shell, state));
  told(shell, { ...state, waiting: [WAITING] });
  expect(check(told(shell, { ...state, waiting: [WAITING] }))).toBe("counter-unknown");
});

test("a page that missed a message does not make a bill up: it asks to be told all", () => {
  const [check, shell] = [createMessageCheck(), new ToldCounter()];
  const { lines } = basketOf(3).bill;
  expect(check(sent(new ToldCounter().partOf(counterWith(lines, 1)) ?? null))).toBeUndefined();
  check(told(shell, counterWith(lines, 1)));
  told(shell, counterWith([...lines, newLine()], 2));
  const third = counterWith(lines.slice(1), 3);
  expect(check(told(shell, third))).toBe("counter-unknown");
  shell.forget();
  expect(stateOf(check(told(shell, third)))).toEqual(third);
});

test("what breaks a line's rules, and more lines than a bill may have, is not understood", () => {
  const [check, shell] = [createMessageCheck(), new ToldCounter()];
  const [line] = basketOf(1).bill.lines;
  if (line === undefined) throw new Error("a basket of one has a line");
  check(told(shell, counterWith([line], 1)));
  for (const bad of [{ name: 7 }, { qtyMilli: -1 }, { more: 1 }, { netMinor: undefined }, { id: 0 }])
    expect(check(told(new ToldCounter(), counterWith([Object.assign({}, line, bad)], 2))), JSON.stringify(bad)).toBe(
      undefined,
    );
  const many = Array.from({ length: BILL_LINES_MAX + 1 }, () => line);
  expect(check(told(new ToldCounter(), counterWith(many, 2)))).toBeUndefined();
  const part = { ...Object(sent(shell.partOf(counterWith([line], 2)))), order: many.map(({ id }) => id) };
  expect(check(part)).toBeUndefined();
  expect(check(sent({ kind: "event", event: { kind: "counter" } }))).toBeUndefined();
  expect(check(sent({ kind: "pong" }))).toEqual({ kind: "pong" });
});
