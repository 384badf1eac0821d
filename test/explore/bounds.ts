import type { WriteOutcome } from "./world.ts";

/** What a customer and a cashier do with the card. */
export type TapAction = "earn" | "spend" | "earn+spend" | "put back";

/** The limits within which every history is made. */
export interface Bounds {
  readonly name: string;
  readonly kind: "honest" | "weak" | "adversarial" | "beyond";
  readonly taps: number;
  readonly tills: number;
  readonly actions: readonly TapAction[];
  readonly outcomes: readonly WriteOutcome[];
  /** Terminals that know the one operation, as bits; null when there is none. */
  readonly knowers: number | null;
}

const TORN: readonly WriteOutcome[] = ["done", "nothing", "garbage", "lost"];
const WEAK: readonly WriteOutcome[] = [...TORN, "weak"];
const ALL: readonly TapAction[] = ["earn", "spend", "earn+spend", "put back"];
const MAIN: readonly TapAction[] = ["earn", "spend", "put back"];

/** Which terminals know the operation: they are numbered in the order in which they first meet the card. */
const KNOWERS = [
  ["nobody", 0],
  ["the first", 1],
  ["the second", 2],
  ["all", 7],
] as const;

/** The bounds of a run. `ci` is the same code with shorter histories; `full` has the product's four taps. */
export function boundsOf(budget: "ci" | "full"): readonly Bounds[] {
  const taps = budget === "full" ? 4 : 3;
  const tills = 3;
  const operation = KNOWERS.map(([who, knowers]): Bounds => ({
    name: `honest, operation known to ${who}`,
    kind: "honest",
    taps,
    tills,
    actions: budget === "full" ? MAIN : ALL,
    outcomes: TORN,
    knowers,
  }));
  return [
    { name: "honest, torn writes", kind: "honest", taps, tills, actions: ALL, outcomes: TORN, knowers: null },
    ...operation,
    { name: "honest, weak writes", kind: "weak", taps, tills, actions: MAIN, outcomes: WEAK, knowers: null },
    { name: "honest, weak writes, operation", kind: "weak", taps: 3, tills, actions: MAIN, outcomes: WEAK, knowers: 5 },
    {
      name: "rollbacks and clones",
      kind: "adversarial",
      taps: 4,
      tills,
      actions: ["earn", "spend"],
      outcomes: budget === "full" ? TORN.filter((outcome) => outcome !== "garbage") : ["done", "lost"],
      knowers: null,
    },
    {
      name: "rollbacks and clones, operation",
      kind: "adversarial",
      taps: 3,
      tills,
      actions: MAIN,
      outcomes: ["done", "lost"],
      knowers: 7,
    },
  ];
}

/** Two tears in a row, the first fading to the whole old record under the second: no rule can help, see the decision. */
export const BEYOND: Bounds = {
  name: "beyond the promise: two tears in a row, the first fading whole",
  kind: "beyond",
  taps: 3,
  tills: 3,
  actions: ["earn"],
  outcomes: WEAK,
  knowers: null,
};
