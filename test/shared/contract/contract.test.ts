import { expect, test } from "vitest";
import { postedBill } from "../../../src-shared/contract/bill-api.ts";
import { answerSchema, isEntryName } from "../../../src-shared/contract/contract.ts";
import { REFUSAL_WORDS } from "../../../src-shared/contract/refusal-codes.ts";
import { pageMessage } from "../../../src-shared/contract/wire.ts";
import { CARD_WORDS } from "../../../src-shared/words/card-words.ts";
import { CORE_WORDS } from "../../../src-shared/words/core-words.ts";
import { COUNTER_WORDS } from "../../../src-shared/words/counter-words.ts";

test("only names of the table are entries, whatever a page sends", () => {
  expect(isEntryName("bill.pay")).toBe(true);
  expect(["toString", "__proto__", "", "bill.pay "].map(isEntryName)).toEqual([false, false, false, false]);
});

test("an answer is a value of its entry's shape or a known refusal, nothing else", () => {
  const schema = answerSchema("members.enrol");
  expect(schema.safeParse({ ok: true, value: { member: "2.1" } }).success).toBe(true);
  expect(schema.safeParse({ ok: false, error: { refusal: "mobile-taken", member: "2.1" } }).success).toBe(true);
  expect(schema.safeParse({ ok: true, value: { member: "2.1", pin: "1234" } }).success).toBe(false);
  expect(schema.safeParse({ ok: false, error: { refusal: "no-such-refusal" } }).success).toBe(false);
});

test("every refusal has a text in both languages, and no technician's code stands for two of them", () => {
  const codes = Object.entries(REFUSAL_WORDS).map(([name, words]) => {
    expect(words.fa.length, name).toBeGreaterThan(10);
    expect(words.en.length, name).toBeGreaterThan(10);
    return words.code;
  });
  const twice = codes.filter((code, at) => codes.indexOf(code) !== at);
  expect(twice).toEqual([]);
  const [core, card, counter] = [CORE_WORDS, CARD_WORDS, COUNTER_WORDS].map((words) => Object.keys(words).length);
  expect(codes.length).toBeGreaterThan((core ?? 0) + (card ?? 0) + (counter ?? 0));
});

test("a posted bill names no member and no tender", () => {
  const bill = { id: "t-1", number: "12", amount: 200_000 };
  expect(postedBill.safeParse(bill).success).toBe(true);
  expect(postedBill.safeParse({ ...bill, member: "2.1" }).success).toBe(false);
  expect(postedBill.safeParse({ ...bill, tenders: [] }).success).toBe(false);
});

test("a call needs a name and a number, and its command id has a bounded form", () => {
  const call = { kind: "call", id: 1, name: "bill.clear", input: {} };
  expect(pageMessage.safeParse({ ...call, command: "c0ffee00-1" }).success).toBe(true);
  expect(pageMessage.safeParse({ ...call, command: "no spaces here" }).success).toBe(false);
  expect(pageMessage.safeParse({ ...call, id: 0 }).success).toBe(false);
});
