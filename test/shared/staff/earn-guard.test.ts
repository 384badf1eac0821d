import fc from "fast-check";
import { expect, test } from "vitest";
import { earnGuard } from "../../../src-shared/staff/earn-guard.ts";
import { STAFF_ROLES } from "../../../src-shared/staff/rights.ts";

const members = fc.constantFrom("1.1", "1.2", "1.3");
const till = fc.array(fc.record({ staff: fc.constantFrom("2.1", "2.2"), member: fc.option(members) }), {
  maxLength: 2,
});

test("law: no word of anybody lets a person earn on their own bill, and no cashier passes the limit alone", () => {
  fc.assert(
    fc.property(
      members,
      till,
      fc.constantFrom(...STAFF_ROLES),
      fc.option(fc.constant("2.9"), { nil: undefined }),
      fc.nat(9),
      fc.integer({ min: 1, max: 9 }),
      (member, atTill, role, approver, earned, max) => {
        const guard = earnGuard({ member, atTill, role, approver, earned, max });
        const own = atTill.some((each) => each.member === member);
        if (own) expect(guard.kind).toBe("withheld");
        else if (earned < max) expect(guard.kind).toBe("earns");
        else if (role === "cashier" && approver === undefined) expect(guard.kind).toBe("approval");
        else expect(guard.kind).toBe("earns");
      },
    ),
  );
});
