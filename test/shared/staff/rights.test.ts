import fc from "fast-check";
import { expect, test } from "vitest";
import { ACTS, judgeRight, mayApprove, RIGHTS, STAFF_ROLES, type Act } from "../../../src-shared/staff/rights.ts";

const acts = fc.constantFrom(...ACTS);
const roles = fc.constantFrom(...STAFF_ROLES);
const amounts = fc.integer({ min: -20_000_000, max: 20_000_000 });
const aboves = fc.integer({ min: 0, max: 10_000_000 });

test.each<[Act, string, number, string]>([
  ["paid-out", "cashier", 5_000_000, "alone"],
  ["paid-out", "cashier", 5_000_001, "approval of manager, owner"],
  ["void", "cashier", -5_000_001, "approval of manager, owner"],
  ["goodwill", "cashier", 1, "approval of manager, owner"],
  ["goodwill", "cashier", 5_000_001, "approval of owner"],
  ["goodwill", "manager", 5_000_001, "approval of owner"],
  ["correction", "manager", 5_000_000, "alone"],
  ["open-drawer", "cashier", 0, "approval of manager, owner"],
  ["see-expected", "cashier", 0, "no"],
  ["staff", "manager", 0, "no"],
  ["owner-keys", "owner", 0, "alone"],
  ["earn-over-limit", "manager", 0, "alone"],
])("%s by a %s of %d: %s", (act, role, amountMinor, expected) => {
  const right = judgeRight({ act, role: role as "cashier", amountMinor, aboveMinor: 5_000_000 });
  expect(right.kind === "approval" ? `approval of ${right.roles.join(", ")}` : right.kind).toBe(expected);
});

test("law: the owner does everything alone, and whatever needs approval has somebody who may give it", () => {
  fc.assert(
    fc.property(acts, roles, amounts, aboves, (act, role, amountMinor, aboveMinor) => {
      expect(judgeRight({ act, role: "owner", amountMinor, aboveMinor }).kind).toBe("alone");
      const right = judgeRight({ act, role, amountMinor, aboveMinor });
      if (right.kind !== "approval") return;
      expect(right.roles).toContain("owner");
      expect(right.roles).not.toContain(role);
      for (const each of right.roles) expect(mayApprove({ act, role: each, amountMinor, aboveMinor })).toBe(true);
    }),
  );
});

test("law: a higher role never may less, and a smaller amount never asks for more", () => {
  const rank = { alone: 2, approval: 1, no: 0 };
  fc.assert(
    fc.property(acts, amounts, aboves, (act, amountMinor, aboveMinor) => {
      const [owner, manager, cashier] = STAFF_ROLES.map((role) => judgeRight({ act, role, amountMinor, aboveMinor }));
      expect(rank[owner?.kind ?? "no"]).toBeGreaterThanOrEqual(rank[manager?.kind ?? "no"]);
      expect(rank[manager?.kind ?? "no"]).toBeGreaterThanOrEqual(rank[cashier?.kind ?? "no"]);
      for (const role of STAFF_ROLES) {
        const less = judgeRight({ act, role, amountMinor: Math.trunc(amountMinor / 2), aboveMinor });
        const more = judgeRight({ act, role, amountMinor, aboveMinor });
        expect(rank[less.kind]).toBeGreaterThanOrEqual(rank[more.kind]);
      }
    }),
  );
});

test("golden: the table, as the owner's manual prints it", () => {
  const lines = Object.entries(RIGHTS).map(
    ([act, [cashier, manager, owner]]) => `${act}: ${cashier}, ${manager}, ${owner}`,
  );
  expect(lines).toMatchInlineSnapshot(`
    [
      "sell: alone, alone, alone",
      "earn-over-limit: approval, alone, alone",
      "void: above, alone, alone",
      "refund: above, alone, alone",
      "reprint: alone, alone, alone",
      "enrol: alone, alone, alone",
      "change-member: alone, alone, alone",
      "verify-mobile: alone, alone, alone",
      "import-members: no, alone, alone",
      "goodwill: approval, above, alone",
      "correction: approval, above, alone",
      "issue-card: alone, alone, alone",
      "block-card: alone, alone, alone",
      "open-shift: alone, alone, alone",
      "paid-in: alone, alone, alone",
      "paid-out: above, alone, alone",
      "open-drawer: approval, alone, alone",
      "see-expected: no, alone, alone",
      "close-shift: alone, alone, alone",
      "close-others-shift: approval, alone, alone",
      "hand-over: alone, alone, alone",
      "products: approval, alone, alone",
      "staff: no, no, alone",
      "unlock-staff: no, approval, alone",
      "audit: no, alone, alone",
      "settings: no, approval, alone",
      "unlock-reader: no, approval, alone",
      "backup: no, alone, alone",
      "owner-keys: no, no, alone",
      "training: alone, alone, alone",
    ]
  `);
});
