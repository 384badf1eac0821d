import fc from "fast-check";
import { expect, test } from "vitest";
import { readProgramme, tierIndexOf, type Programme } from "../../../src-shared/programme/document.ts";
import { PROGRAMME } from "./sample-programme.ts";

const faults = (value: unknown): string[] => {
  const read = readProgramme(value);
  return read.ok ? [] : read.error.map((fault) => `${fault.path} ${fault.reason}`);
};
const [base, silver, gold] = PROGRAMME.tiers;

test("a whole document is read as it is", () => {
  expect(readProgramme(PROGRAMME)).toEqual({ ok: true, value: PROGRAMME });
  expect(readProgramme(JSON.parse(JSON.stringify(PROGRAMME)))).toEqual({ ok: true, value: PROGRAMME });
});

test.each<[string, Record<string, unknown>, string[]]>([
  ["the first tier begins at nothing", { tiers: [silver, gold] }, ["/tiers/0 first-tier-not-zero"]],
  ["tiers rise", { tiers: [base, gold, silver] }, ["/tiers/2 tiers-not-rising"]],
  ["two tiers never begin at one amount", { tiers: [base, { ...silver, from: 0 }] }, ["/tiers/1 tiers-not-rising"]],
  ["a tier's name is its own", { tiers: [base, { ...silver, id: "base" }] }, ["/tiers/1 tier-twice"]],
  ["there is a tier", { tiers: [] }, ["/tiers shape"]],
  ["no tier gives more than the bill", { tiers: [{ ...base, earnBp: 10_001 }] }, ["/tiers/0/earnBp shape"]],
  ["a percentage is whole basis points", { tiers: [{ ...base, earnBp: 0.5 }] }, ["/tiers/0/earnBp shape"]],
  ["a step is at least one", { rounding: { mode: "down", step: 0 } }, ["/rounding/step shape"]],
  ["rounding has one of three modes", { rounding: { mode: "nearest", step: 1 } }, ["/rounding/mode shape"]],
  ["the purse's ceiling fits four bytes less a sign", { purseCeiling: 2 ** 31 }, ["/purseCeiling shape"]],
  ["an asset is in the registry", { asset: 9 }, ["/asset asset-unknown"]],
  ["points are never on a card", { asset: 1 }, ["/purseCeiling asset-not-on-card"]],
  ["points in the pool alone are fine", { asset: 1, purseCeiling: 0 }, []],
  ["an unknown field is refused: a newer format has a newer number", { surprise: 1 }, ["/ shape"]],
  ["a welcome gift is locked", { welcome: { amount: 5 } }, ["/welcome/lock shape"]],
  [
    "caps fall as the last contact grows older",
    {
      limits: {
        ...PROGRAMME.limits,
        age: [
          { afterMin: 60, shareBp: 10 },
          { afterMin: 60, shareBp: 20 },
        ],
      },
    },
    ["/limits/age/1 ages-not-rising", "/limits/age/1 shares-not-falling"],
  ],
])("%s", (_rule, change, wanted) => {
  expect(faults({ ...PROGRAMME, ...change })).toEqual(wanted);
});

test.each([null, undefined, 1, "x", [], {}])("%j is no programme, and is told so", (value) => {
  expect(readProgramme(value).ok).toBe(false);
});

test("law: the tier is the highest that the spending reaches, and never falls as spending grows", () => {
  fc.assert(
    fc.property(fc.nat(40_000_000), fc.nat(40_000_000), (one, other) => {
      const [less, more] = [Math.min(one, other), Math.max(one, other)];
      const at = tierIndexOf(PROGRAMME, less);
      expect(PROGRAMME.tiers[at]?.from).toBeLessThanOrEqual(less);
      expect((PROGRAMME.tiers[at + 1]?.from ?? Infinity) > less).toBe(true);
      expect(tierIndexOf(PROGRAMME, more)).toBeGreaterThanOrEqual(at);
    }),
  );
});

test("law: nothing that anybody sends makes reading throw", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...Object.keys(PROGRAMME)), (value, key) => {
      const read = readProgramme({ ...PROGRAMME, [key]: value });
      if (read.ok) expect(read.value).toEqual({ ...PROGRAMME, [key]: value } as Programme);
      else expect(read.error.length).toBeGreaterThan(0);
    }),
  );
});
