/** How one write of 16 bytes ends. */
export type WriteOutcome =
  /** Written, answered, read back. */
  | "done"
  /** Torn before the write began. */
  | "nothing"
  /** Torn within: random bytes. */
  | "garbage"
  /** Written, but the answer or the read-back was lost. */
  | "lost"
  /** Torn at the end: reads new now, may fade later. */
  | "weak";

/** What a customer and a cashier do with the card. */
export type TapAction = "earn" | "spend" | "earn+spend" | "put back" | "undo";

/** One operation, and the terminals (bits) that know it. One that takes names the card's first record as its basis. */
export interface Operation {
  readonly knowers: number;
  readonly takes: boolean;
}

/** The limits within which every history is made. */
export interface Bounds {
  readonly name: string;
  readonly kind: "honest" | "weak" | "adversarial" | "beyond";
  readonly taps: number;
  readonly tills: number;
  readonly actions: readonly TapAction[];
  readonly outcomes: readonly WriteOutcome[];
  /** The one operation; null when there is none. */
  readonly operation: Operation | null;
  /** Between taps a till may hear from the head office, which joined all journals, what the last REAL record is. */
  readonly news: boolean;
}

const TORN: readonly WriteOutcome[] = ["done", "nothing", "garbage", "lost"];
const WEAK: readonly WriteOutcome[] = [...TORN, "weak"];
const ALL: readonly TapAction[] = ["earn", "spend", "earn+spend", "put back"];
const MAIN: readonly TapAction[] = ["earn", "spend", "put back"];

/** Terminals are numbered in the order in which they first meet the card. */
const OPERATIONS: readonly (readonly [string, Operation])[] = [
  ["a gift known to nobody", { knowers: 0, takes: false }],
  ["a gift known to the first", { knowers: 1, takes: false }],
  ["a gift known to the second", { knowers: 2, takes: false }],
  ["a gift known to all", { knowers: 7, takes: false }],
  ["an expiry known to all", { knowers: 7, takes: true }],
];

/** The bounds of a run. `ci` is the same code with shorter histories; `full` has the product's four taps. */
export function boundsOf(budget: "ci" | "full"): readonly Bounds[] {
  const full = budget === "full";
  const taps = full ? 4 : 3;
  const base = { taps, tills: 3, outcomes: TORN, operation: null, news: false };
  const operations = OPERATIONS.map(([name, operation]): Bounds => {
    return { ...base, name: `honest, ${name}`, kind: "honest", actions: full ? MAIN : ALL, operation };
  });
  const gift = { knowers: 5, takes: false };
  return [
    { ...base, name: "honest, torn writes", kind: "honest", actions: ALL },
    ...operations,
    { ...base, name: "honest, news between taps", kind: "honest", taps: 3, actions: ALL, operation: gift, news: true },
    { ...base, name: "honest, sales undone", kind: "honest", actions: ["earn+spend", "earn", "spend", "undo"] },
    {
      ...base,
      name: "honest, sales undone, weak writes, a gift",
      kind: "weak",
      taps: 3,
      actions: ["earn", "spend", "undo"],
      outcomes: WEAK,
      operation: gift,
    },
    { ...base, name: "honest, weak writes", kind: "weak", actions: MAIN, outcomes: WEAK },
    {
      ...base,
      name: "honest, weak writes, a gift",
      kind: "weak",
      taps: 3,
      actions: full ? ALL : MAIN,
      outcomes: WEAK,
      operation: gift,
    },
    { ...base, name: "honest, weak writes, news", kind: "weak", taps: 3, actions: MAIN, outcomes: WEAK, news: true },
    {
      ...base,
      name: "rollbacks and clones",
      kind: "adversarial",
      taps: 4,
      actions: ["earn", "spend"],
      outcomes: full ? ["done", "nothing", "lost"] : ["done", "lost"],
    },
    {
      ...base,
      name: "rollbacks and clones, a gift",
      kind: "adversarial",
      taps: 3,
      actions: ALL,
      outcomes: TORN,
      operation: { knowers: 7, takes: false },
    },
  ];
}

/**
 * Two tears in a row, the first fading to the whole old record under the second: no rule can help, see the decision.
 */
export const BEYOND: Bounds = {
  name: "beyond the promise: two tears in a row, the first fading whole",
  kind: "beyond",
  taps: 3,
  tills: 3,
  actions: ["earn"],
  outcomes: WEAK,
  operation: null,
  news: false,
};
