import { expect, test } from "vitest";
import { accrue, earnedOn, earnTerms } from "../../../src-shared/programme/accrue.ts";
import { earnWith, type OfferedEarning } from "../../../src-shared/programme/earn-with.ts";
import { PROGRAMME } from "./sample-programme.ts";

const GOLD = 2;
const terms = earnTerms(PROGRAMME, GOLD);
const { totalMinor: earnMinor, reason } = earnedOn(terms, { totalMinor: 100_000, creditMinor: 0 });
const OFFER: OfferedEarning = { earnMinor, reason, earnWhyNot: null, terms };
const said = (offer: OfferedEarning, creditMinor: number) => earnWith(offer, { totalMinor: 100_000, creditMinor });

test.each([0, 1000, 33_000, 100_000])("with %i of credit a bill is said to earn what it will earn", (creditMinor) => {
  const decided = accrue(PROGRAMME, GOLD, { lines: [{ id: 1, net: 100_000 }], creditMinor });
  expect(said(OFFER, creditMinor)).toEqual({
    earnMinor: decided.totalMinor,
    reason: decided.reason,
    earnWhyNot: null,
  });
});

test("whoever may not earn is told so with credit too, unless the bill would earn nothing anyway", () => {
  const own: OfferedEarning = { ...OFFER, earnMinor: 0, reason: { kind: "staff-own-card" } };
  const asked: OfferedEarning = { ...OFFER, earnMinor: 0, reason: null, earnWhyNot: "needs-approval" };
  for (const offer of [own, asked]) {
    const { terms: _terms, ...as } = offer;
    expect(said(offer, 40_000)).toEqual(as);
    const nothing = { earnMinor: 0, reason: { kind: "all-paid-with-credit" }, earnWhyNot: null };
    expect(said(offer, 100_000)).toEqual(nothing);
  }
});

test("without a bill nothing is earned and nothing said", () => {
  const none = { earnMinor: 0, reason: null, earnWhyNot: null };
  expect(earnWith({ ...none, terms: null }, { totalMinor: 0, creditMinor: 0 })).toEqual(none);
});
