/** The audit. */
export const AUDIT_EN = {
  title: "Audit",
  who: "Who",
  act: "What",
  day: "Day",
  all: "All",
  at: "When",
  subject: "About",
  amount: "Amount",
  approver: "Approved by",
  empty: "Nothing matches.",
  again: "Refresh",
} as const;
