import { afterEach, beforeEach, expect, test } from "vitest";
import { handleCall, type CallRequest } from "../../../src-main/core/desk/handle-call.ts";
import type { CallTable } from "../../../src-main/core/desk/handlers.ts";
import { SETTINGS_HANDLERS } from "../../../src-main/core/desk/settings-table.ts";
import { SET_UP_HANDLERS } from "../../../src-main/core/desk/setup-handlers.ts";
import { CONTRACT } from "../../../src-shared/contract/contract.ts";
import { ok } from "../../../src-shared/base/result.ts";
import { PINS, type DeskRig } from "../../support/desk-rig.ts";
import { tillRig, type TillRig } from "../../support/till-rig.ts";

let till: TillRig;
let rig: DeskRig;
let table: CallTable;
const logged: string[] = [];
const log = { log: (_level: string, event: string) => void logged.push(event) };

beforeEach(async () => {
  till = await tillRig();
  rig = till.desk;
  table = till.table;
  logged.length = 0;
});
afterEach(() => till.close());

function call(request: CallRequest, handlers: CallTable = table) {
  return handleCall({ table: handlers, log, queryId: () => "query.1" }, request);
}

test("a call is answered through its handler", async () => {
  const input = { staff: rig.staff.cashier, pin: PINS.cashier };
  const reply = await call({ name: "session.sign-in", input, command: "page-0001" });
  expect(reply).toMatchObject({ kind: "answer", answer: { ok: true, value: { name: "سارا", role: "cashier" } } });
});

test("an expected refusal is an answer, not a fault", async () => {
  const reply = await call({ name: "shift.open", input: { floatMinor: 0 }, command: "page-0001" });
  expect(reply).toEqual({ kind: "answer", answer: { ok: false, error: { refusal: "shift-open" } } });
});

test.each([
  ["a name that is not in the contract", { name: "shop.give-all", input: {}, command: "page-0001" }],
  ["a name of every object's", { name: "constructor", input: {}, command: "page-0001" }],
  ["an input of another shape", { name: "shift.open", input: { floatMinor: "1000" }, command: "page-0001" }],
  [
    "an input with something more",
    { name: "shift.open", input: { floatMinor: 1, actor: "1.1" }, command: "page-0001" },
  ],
  ["a negative amount", { name: "shift.open", input: { floatMinor: -1 }, command: "page-0001" }],
  ["a command without an id", { name: "shift.open", input: { floatMinor: 0 } }],
])("%s is refused before anything runs", async (_what, request) => {
  const before = rig.shop.terminal.store.read.journals();
  const reply = await call(request);
  expect(reply).toEqual({ kind: "fault", fault: "bad-request", refusal: { refusal: "request-unknown" } });
  expect(rig.shop.terminal.store.read.journals()).toEqual(before);
});

test("an answer of another shape is a defect that is told, and nothing of it leaves", async () => {
  // A handler of a wrong type is what this is about.
  const broken = { "shift.open": async () => ok({ shift: "x", pin: "1357" }) } as CallTable;
  const reply = await call({ name: "shift.open", input: { floatMinor: 0 }, command: "page-0001" }, broken);
  expect(reply).toEqual({ kind: "fault", fault: "failed", refusal: { refusal: "defect" } });
  expect(logged).toEqual(["answer-misshapen"]);
});

test("every entry of the contract has a handler", () => {
  const names = [table, SETTINGS_HANDLERS, SET_UP_HANDLERS].flatMap((handlers) => Object.keys(handlers));
  expect(Object.keys(CONTRACT).filter((name) => !names.includes(name))).toEqual([]);
});
