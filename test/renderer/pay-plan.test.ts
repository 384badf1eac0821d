import { describe, expect, test } from "vitest";
import { likelyCash, payInput, payPlan, PLAIN_CASH, type PayChoice } from "../../src-renderer/counter/pay-plan.ts";

const OFFER = { allCreditMinor: 1_500_000, roundCreditMinor: 500_000 };
const choice = (other: Partial<PayChoice>): PayChoice => ({ ...PLAIN_CASH, ...other });

describe("how a bill is paid", () => {
  test("nothing chosen is cash, exact, without a word about what was handed over", () => {
    const plan = payPlan(480_000, PLAIN_CASH, OFFER);
    expect(plan).toMatchObject({ cashMinor: 480_000, bankMinor: 0, creditMinor: 0, changeMinor: 0 });
    expect(payInput(7, plan, null)).toEqual({ revision: 7, tenders: [{ kind: "cash", amountMinor: 480_000 }] });
  });

  test("cash handed over gives the change, or says what is missing", () => {
    expect(payPlan(480_000, choice({ givenMinor: 500_000 }), null)).toMatchObject({ changeMinor: 20_000 });
    expect(payPlan(480_000, choice({ givenMinor: 400_000 }), null)).toMatchObject({ missingMinor: 80_000 });
  });

  test("all credit pays what it can; the rest stays with the chosen tender", () => {
    const plan = payPlan(2_000_000, choice({ credit: "all", tender: "bank-card" }), OFFER);
    expect(payInput(1, plan, null)).toEqual({
      revision: 1,
      creditMinor: 1_500_000,
      tenders: [{ kind: "bank-card", amountMinor: 500_000 }],
    });
    const whole = payPlan(1_500_000, choice({ credit: "all" }), OFFER);
    expect(payInput(1, whole, null)).toEqual({ revision: 1, creditMinor: 1_500_000 });
  });

  test("a mix of three adds up to the bill, whatever was typed", () => {
    let seed = 20_261_126;
    const random = (below: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % below;
    };
    for (let round = 0; round < 500; round += 1) {
      const total = random(20_000_000);
      const plan = payPlan(
        total,
        {
          tender: random(2) === 0 ? "cash" : "bank-card",
          credit: (["none", "all", "round", "typed"] as const)[random(4)] ?? "none",
          creditMinor: random(2) === 0 ? null : random(30_000_000),
          bankMinor: random(2) === 0 ? null : random(30_000_000),
          givenMinor: random(2) === 0 ? null : random(30_000_000),
        },
        random(4) === 0 ? null : OFFER,
      );
      const { creditMinor, bankMinor, cashMinor, changeMinor, missingMinor } = plan;
      expect(creditMinor + bankMinor + cashMinor, `round ${round}`).toBe(total);
      expect(Math.min(creditMinor, bankMinor, cashMinor, changeMinor, missingMinor)).toBeGreaterThanOrEqual(0);
    }
  });

  test("likely sums are the next round ones, each once, smallest first", () => {
    expect(likelyCash(480_000)).toEqual([500_000, 1_000_000, 2_000_000]);
    expect(likelyCash(12_500_000)).toEqual([12_600_000, 13_000_000, 14_000_000]);
    expect(likelyCash(0)).toEqual([]);
  });
});
