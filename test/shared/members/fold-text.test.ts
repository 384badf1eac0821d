import { expect, test } from "vitest";
import { foldedWords, foldMobile, foldText, typedWords } from "../../../src-shared/members/fold-text.ts";
import {
  joinedReadings,
  nameKeys,
  nameMatches,
  nameStarts,
  parseMemberQuery,
  wordsMatch,
} from "../../../src-shared/members/name-keys.ts";

test("fold: the letters that keyboards and people mix up become one", () => {
  const same: readonly (readonly string[])[] = [
    ["علی", "علي", "على", "عَلِیّ", "عـلـی", "ﻋﻠﯽ"],
    ["کاظم", "كاظم", "ڪاظم".replace("ڪ", "ك")],
    ["فاطمه", "فاطمة", "فاطمۀ"],
    ["موسوی", "مؤسوی"],
    ["اسدی", "أسدی", "إسدی", "آسدی"],
    ["رضایی", "رضائی", "رضايي"],
    ["جز", "جزء"],
    ["jose", "José", "JOSE", "ＪＯＳＥ"],
    ["1234", "۱۲۳۴", "١٢٣٤"],
  ];
  for (const [first = "", ...others] of same)
    for (const one of others) expect([one, foldText(one)]).toEqual([one, foldText(first)]);
  expect(foldText("رضا")).not.toBe(foldText("رصا"));
});

test("fold: a half-space parts a kept name and joins a typed word", () => {
  expect(foldedWords("علی‌پور اصل")).toEqual(["علی", "پور", "اصل"]);
  expect(foldedWords("Al-Hashemi (Jr.)")).toEqual(["al", "hashemi", "jr"]);
  expect(typedWords("علی‌پور  Al-Hashemi")).toEqual(["علیپور", "alhashemi"]);
  expect(foldedWords(" … ")).toEqual([]);
});

test("fold: every usual writing of a mobile is one number, and nothing else is one", () => {
  const good = [
    "09121234567",
    "9121234567",
    "+989121234567",
    "00989121234567",
    "989121234567",
    "۰۹۱۲ ۱۲۳ ۴۵۶۷",
    "0912-123-4567",
    "(0912) 1234567",
  ];
  for (const one of good) expect([one, foldMobile(one)]).toEqual([one, "989121234567"]);
  for (const one of ["", "0912123456", "091212345678", "02112345678", "+19121234567", "0912123456a"]) {
    expect([one, foldMobile(one)]).toEqual([one, undefined]);
  }
});

test("query: words and digits are told apart, and too few digits wait", () => {
  expect(parseMemberQuery("  رضا ۴۵۶۷ ")).toEqual({ words: ["رضا"], digits: { kind: "suffix", text: "4567" } });
  expect(parseMemberQuery("0912 123 4567")).toEqual({ words: [], digits: { kind: "whole", text: "989121234567" } });
  expect(parseMemberQuery("رضا 456")).toEqual({ words: ["رضا"] });
  expect(parseMemberQuery("a b c d e f g h i").words).toHaveLength(8);
});

test("keys: a name of five words has twenty rows, a name of one word one, no name none", () => {
  expect(nameKeys("محمد رضا", "علی پور اصل")).toHaveLength(20);
  expect(nameKeys(undefined, "کیا")).toEqual([{ key: "کیا", other: "" }]);
  expect(nameKeys(undefined, "!")).toEqual([]);
  expect(nameKeys("علی", "علی")).toEqual([{ key: "علی", other: "علی" }]);
});

test("keys: a later word of a long name has no row of its own, so that rows once stored stay as they are", () => {
  const [given, second, family] = ["سیدمحمدجواد", "محمدجواد", "حسینی"];
  expect(nameKeys("سید محمد جواد", "حسینی")).toEqual([
    { key: given, other: second },
    { key: given, other: family },
    { key: second, other: given },
    { key: second, other: family },
    { key: family, other: given },
    { key: family, other: second },
  ]);
});

test("match: a name of three words is found as it is spoken", () => {
  const starts = nameStarts("سید محمد جواد", "حسینی پور");
  const matches = (typed: string): boolean => nameMatches(starts, typed.split(" "));
  for (const typed of ["محمد جواد", "سید محمد ج", "سید محمد جواد حسینی پور", "حسینی پور محمد جواد"]) {
    expect([typed, matches(typed)]).toEqual([typed, true]);
  }
  for (const typed of ["سید جواد", "جواد حسینی", "سید جواد جواد"]) {
    expect([typed, matches(typed)]).toEqual([typed, false]);
  }
});

test("match: what was typed is read as one word and as every two, and two words as one", () => {
  expect(joinedReadings(["a"])).toEqual([]);
  expect(joinedReadings(["a", "b"])).toEqual([["ab"]]);
  expect(joinedReadings(["a", "b", "c"])).toEqual([["abc"], ["a", "bc"], ["ab", "c"]]);
});

test("match: every typed word needs a word of its own", () => {
  expect(wordsMatch(["ab", "ac"], ["a", "ac"])).toBe(true);
  expect(wordsMatch(["ab", "cd"], ["a", "a"])).toBe(false);
  expect(wordsMatch(["abc", "bc"], ["abc", "b"])).toBe(true);
});
