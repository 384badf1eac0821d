import { RIGHT_RULES, type TapRules } from "../../src-shared/card/tap-rules.ts";
import { boundsOf, type Bounds } from "./bounds.ts";
import { explore, type Finding } from "./explorer.ts";

/** A wrong rule by its name, and the switch that plants it in the real code. */
export interface Mutant {
  readonly name: string;
  readonly rule: keyof TapRules;
}

/** What src-shared/card/tap-rules.ts says of each: why somebody would believe it, and whom it hurts. */
export const MUTANTS: readonly Mutant[] = [
  { name: "two successors are a fork", rule: "twoSuccessorsAreFork" },
  { name: "apply any known operation", rule: "applyAnyKnownOperation" },
  { name: "last-seen rises on read", rule: "lastSeenRisesOnRead" },
  { name: "write the current slot", rule: "writeCurrentSlot" },
  { name: "retry rewrites on any card state", rule: "rewriteOnAnyState" },
  { name: "treat n+2 as void", rule: "aheadByTwoIsVoid" },
  { name: "doubt released by time", rule: "doubtReleasedByTime" },
  { name: "in-place refresh before the next write", rule: "refreshInPlace" },
  { name: "skip the read-back", rule: "skipReadBack" },
  { name: "void on mismatch without a real successor", rule: "voidOnMismatch" },
  { name: "alarm below an own unconfirmed before-record", rule: "alarmBelowOwnBefore" },
  { name: "same bytes are real twice", rule: "sameBytesBothReal" },
];

export interface Hunted {
  readonly mutant: string;
  /** Null when the explorer is blind to it. */
  readonly found: (Finding & { readonly within: string; readonly taps: number }) | null;
}

/** The shortest history that finds `mutant`: one tap, then two, up to the bounds of the short run. */
export function hunt(mutant: Mutant): Hunted {
  const rules = { ...RIGHT_RULES, [mutant.rule]: true };
  for (let taps = 1; taps <= 4; taps++) {
    const classes = boundsOf("ci").filter((bounds) => bounds.taps >= taps && isHuntedIn(bounds));
    const found = classes.flatMap((bounds) => shortest({ ...bounds, taps }, rules));
    const best = found.toSorted((a, b) => a.history.length - b.history.length)[0];
    if (best !== undefined) return { mutant: mutant.name, found: best };
  }
  return { mutant: mutant.name, found: null };
}

/** One class of each kind, and one with an operation: the others differ in who knows it. */
function isHuntedIn({ operation, news }: Bounds): boolean {
  return !news && (operation === null || operation.knowers === 1);
}

/** The first few findings are enough to show a short one; a mutant may have a hundred thousand. */
const FINDINGS_MAX = 50;

function shortest(bounds: Bounds, rules: TapRules): readonly (Finding & { within: string; taps: number })[] {
  const { findings, name } = explore(bounds, { rules, findingsMax: FINDINGS_MAX });
  return findings.map((finding) => ({ ...finding, within: name, taps: bounds.taps }));
}
