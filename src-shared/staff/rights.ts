/** What a member of the staff may be. */
export type StaffRole = "owner" | "manager" | "cashier";
export const STAFF_ROLES = ["owner", "manager", "cashier"] as const satisfies readonly StaffRole[];

/** "above": alone up to the shop's amount, with a second person's PIN above it. */
type Rule = "alone" | "above" | "approval" | "no";

/**
 * Who may do what: one row per act, columns cashier, manager, owner. What is "approval" or "above" for one role may be
 * approved by those whose own column says more. Selling, looking and printing a first receipt are nobody's privilege.
 */
export const RIGHTS = {
  sell: ["alone", "alone", "alone"],
  "earn-over-limit": ["approval", "alone", "alone"],
  void: ["above", "alone", "alone"],
  refund: ["above", "alone", "alone"],
  reprint: ["alone", "alone", "alone"],
  enrol: ["alone", "alone", "alone"],
  "change-member": ["alone", "alone", "alone"],
  "verify-mobile": ["alone", "alone", "alone"],
  "import-members": ["no", "alone", "alone"],
  goodwill: ["approval", "above", "alone"],
  correction: ["approval", "above", "alone"],
  "issue-card": ["alone", "alone", "alone"],
  "block-card": ["alone", "alone", "alone"],
  "open-shift": ["alone", "alone", "alone"],
  "paid-in": ["alone", "alone", "alone"],
  "paid-out": ["above", "alone", "alone"],
  "open-drawer": ["approval", "alone", "alone"],
  "see-expected": ["no", "alone", "alone"],
  "close-shift": ["alone", "alone", "alone"],
  "close-others-shift": ["approval", "alone", "alone"],
  "hand-over": ["alone", "alone", "alone"],
  products: ["approval", "alone", "alone"],
  staff: ["no", "no", "alone"],
  "unlock-staff": ["no", "approval", "alone"],
  audit: ["no", "alone", "alone"],
  settings: ["no", "approval", "alone"],
  "unlock-reader": ["no", "approval", "alone"],
  backup: ["no", "alone", "alone"],
  "owner-keys": ["no", "no", "alone"],
  training: ["alone", "alone", "alone"],
} as const satisfies Readonly<Record<string, readonly [cashier: Rule, manager: Rule, owner: Rule]>>;

export type Act = keyof typeof RIGHTS;
/** The acts, in the table's order. */
// The keys of an object literal are exactly those of its type.
export const ACTS = Object.keys(RIGHTS) as Act[];

/** What the table says of one act of one person: `roles` may approve it, the least first. */
export type Right =
  | { readonly kind: "alone" }
  | { readonly kind: "approval"; readonly roles: StaffRole[] }
  | { readonly kind: "no" };

/**
 * Judges an act. `amountMinor` is its size (its sign is no matter); `aboveMinor` the shop's amount above which a second
 * person is asked. An amount of exactly that is still allowed alone.
 */
export function judgeRight(of: {
  readonly act: Act;
  readonly role: StaffRole;
  readonly amountMinor?: number;
  readonly aboveMinor: number;
}): Right {
  if (mayApprove(of)) return { kind: "alone" };
  if (ruleOf(of.act, of.role) === "no") return { kind: "no" };
  const rising: readonly StaffRole[] = ["cashier", "manager", "owner"];
  return { kind: "approval", roles: rising.filter((role) => mayApprove({ ...of, role })) };
}

/** Whether `role` may approve the act of another person: whoever could do it alone. */
export function mayApprove(of: Parameters<typeof judgeRight>[0]): boolean {
  const rule = ruleOf(of.act, of.role);
  return rule === "alone" || (rule === "above" && Math.abs(of.amountMinor ?? 0) <= of.aboveMinor);
}

function ruleOf(act: Act, role: StaffRole): Rule {
  const [cashier, manager, owner] = RIGHTS[act];
  return role === "cashier" ? cashier : role === "manager" ? manager : owner;
}
