import fc from "fast-check";
import { expect, test } from "vitest";
import { accrue } from "../../../src-shared/programme/accrue.ts";
import type { Programme } from "../../../src-shared/programme/document.ts";
import { redeem } from "../../../src-shared/programme/redeem.ts";
import { PROGRAMME } from "./sample-programme.ts";

const bill = (nets: readonly number[], creditMinor = 0) => ({
  lines: nets.map((net, index) => ({ id: index + 1, net })),
  creditMinor,
});
const sum = (of: readonly { readonly amount: number }[]): number => of.reduce((all, each) => all + each.amount, 0);

test.each<[string, Partial<Programme>, number, number[], number, number, string]>([
  ["3 % of one amount", {}, 0, [200_000], 0, 6000, "percent"],
  ["5.5 %, down to 10 rial", {}, 1, [12_345], 0, 670, "percent"],
  ["half up", { rounding: { mode: "half-up", step: 10 } }, 1, [12_345], 0, 680, "percent"],
  ["up", { rounding: { mode: "up", step: 100 } }, 1, [12_345], 0, 700, "percent"],
  ["what credit pays earns nothing", {}, 2, [100_000], 40_000, 6000, "percent"],
  ["unless the base is the whole net", { base: "net" }, 2, [100_000], 40_000, 10_000, "percent"],
  ["all paid with credit", {}, 2, [100_000], 100_000, 0, "all-paid-with-credit"],
  ["less than a step", {}, 0, [300], 0, 0, "too-small"],
  ["rounded once per sale, not per line", {}, 2, [55, 55], 0, 10, "percent"],
  [
    "the largest bill is exact",
    { rounding: { mode: "down", step: 1 } },
    1,
    [99_999_999_999],
    0,
    5_499_999_999,
    "percent",
  ],
])("accrue: %s", (_rule, change, tier, nets, credit, total, kind) => {
  const accrual = accrue({ ...PROGRAMME, ...change }, tier, bill(nets, credit));
  expect([accrual.totalMinor, accrual.reason.kind]).toEqual([total, kind]);
  expect(sum(accrual.movements)).toBe(total);
});

test("accrue: a tier that gives nothing says so; a tier that is not there is a defect", () => {
  const tiers = PROGRAMME.tiers.map((tier) => ({ ...tier, earnBp: 0 }));
  expect(accrue({ ...PROGRAMME, tiers }, 0, bill([1000])).reason.kind).toBe("tier-earns-nothing");
  expect(() => accrue(PROGRAMME, 3, bill([1000]))).toThrow();
  expect(() => accrue(PROGRAMME, 0, bill([1000], 1001))).toThrow();
});

const nets = fc.array(fc.nat(10_000_000), { minLength: 1, maxLength: 12 });
const programmes: fc.Arbitrary<Programme> = fc
  .record({
    mode: fc.constantFrom("down" as const, "half-up" as const, "up" as const),
    step: fc.constantFrom(1, 10, 1000),
    base: fc.constantFrom("net" as const, "net-less-credit" as const),
    earnBp: fc.integer({ min: 0, max: 10_000 }),
  })
  .map(({ mode, step, base, earnBp }) => ({
    ...PROGRAMME,
    rounding: { mode, step },
    base,
    tiers: [{ id: "only", name: { fa: "یک", en: "Only" }, from: 0, earnBp }],
  }));

test("law: an earning is its movements, whole steps, within a step of the exact share, none on a line of nothing", () => {
  fc.assert(
    fc.property(programmes, nets, fc.nat(10_000), (programme, amounts, share) => {
      const total = amounts.reduce((all, net) => all + net, 0);
      const credit = Math.floor((total * share) / 10_000);
      const accrual = accrue(programme, 0, bill(amounts, credit));
      const { step } = programme.rounding;
      const base = programme.base === "net" ? total : total - credit;
      const exact = (base * (programme.tiers[0]?.earnBp ?? 0)) / 10_000;
      expect(sum(accrual.movements)).toBe(accrual.totalMinor);
      expect(accrual.totalMinor % step).toBe(0);
      expect(Math.abs(accrual.totalMinor - exact)).toBeLessThan(
        programme.rounding.mode === "half-up" ? step / 2 + 1e-6 : step,
      );
      for (const move of accrual.movements) {
        expect(move.kind).toBe("earn");
        expect(move.amount).toBeGreaterThan(0);
        expect(amounts[move.line - 1]).toBeGreaterThan(0);
      }
    }),
  );
});

test("law: more spending never earns less", () => {
  fc.assert(
    fc.property(programmes, fc.nat(1_000_000), fc.nat(1_000_000), (programme, net, more) => {
      const [one, other] = [accrue(programme, 0, bill([net])), accrue(programme, 0, bill([net + more]))];
      expect(other.totalMinor).toBeGreaterThanOrEqual(one.totalMinor);
    }),
  );
});

test.each<[string, number, number, number, unknown]>([
  ["within everything", 100_000, 60_000, 90_000, { ok: true }],
  ["nothing asked", 100_000, 0, 90_000, { kind: "not-positive", possibleMinor: 90_000 }],
  ["a fraction asked", 100_000, 0.5, 90_000, { kind: "not-positive", possibleMinor: 90_000 }],
  ["more than the bill", 100_000, 101_000, 900_000, { kind: "above-bill", possibleMinor: 100_000 }],
  ["more than may be spent", 100_000, 95_000, 90_000, { kind: "above-spendable", possibleMinor: 90_000 }],
  [
    "the minimum is measured on what may be spent",
    100_000,
    1000,
    49_999,
    { kind: "below-minimum", minimumMinor: 50_000, possibleMinor: 0 },
  ],
  ["a small part of enough", 100_000, 1000, 50_000, { ok: true }],
  ["not in steps", 100_000, 1500, 90_500, { kind: "not-in-steps", stepMinor: 1000, possibleMinor: 90_000 }],
])("redeem: %s", (_rule, total, requestedMinor, spendableMinor, wanted) => {
  const answer = redeem(PROGRAMME, { bill: bill([total - 1, 1]), requestedMinor, spendableMinor });
  expect(answer.ok ? { ok: true } : answer.error).toEqual(wanted);
  if (answer.ok) expect(sum(answer.value.movements)).toBe(requestedMinor);
});

test("law: what a refusal calls possible is accepted, and nothing larger is", () => {
  fc.assert(
    fc.property(nets, fc.integer(), fc.nat(20_000_000), (amounts, requestedMinor, spendableMinor) => {
      const of = { bill: bill(amounts), spendableMinor };
      const answer = redeem(PROGRAMME, { ...of, requestedMinor });
      if (answer.ok) return;
      const { possibleMinor } = answer.error;
      if (possibleMinor > 0) expect(redeem(PROGRAMME, { ...of, requestedMinor: possibleMinor }).ok).toBe(true);
      const larger = possibleMinor + PROGRAMME.redeem.step;
      expect(redeem(PROGRAMME, { ...of, requestedMinor: larger }).ok).toBe(false);
    }),
  );
});
