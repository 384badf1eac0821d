import { expect, test } from "vitest";
import { BEYOND, boundsOf, type Bounds } from "./bounds.ts";
import { explore, type Seen } from "./explorer.ts";
import { hunt, MUTANTS } from "./mutants.ts";

const LIMIT_MS = 90_000;

test.each(boundsOf("ci").map((bounds) => [bounds.name, bounds] as const))(
  "%s: nobody honest is accused, no rial is wrong, nothing is gained unnoticed",
  (_, bounds) => {
    const { histories, findings, seen } = explore(bounds);
    expect(findings).toEqual([]);
    expect(histories).toBeGreaterThan(1_000);
    for (const what of expectedIn(bounds)) expect(seen[what], what).toBeGreaterThan(0);
  },
  LIMIT_MS,
);

test.each(MUTANTS.map((mutant) => [mutant.name, mutant] as const))(
  "mutant found: %s",
  (_, mutant) => {
    const { found } = hunt(mutant);
    expect(found, "the explorer is blind to this mutant").not.toBeNull();
    process.stdout.write(`${mutant.name}: ${found?.what}\n  ${found?.history.join("\n  ")}\n`);
  },
  LIMIT_MS,
);

/** What a class must have met, or its "no findings" means nothing. */
function expectedIn({ kind, operation, outcomes, actions }: Bounds): readonly Seen[] {
  const rows: Seen[] = ["same bytes again", "on top of own open record", "on top of another's record"];
  rows.push("settled real", "settled void", "abandoned");
  if (operation !== null && operation.knowers > 0) rows.push("operation applied");
  if (actions.includes("undo")) rows.push("undone");
  if (outcomes.includes("weak")) rows.push("faded", "destroyed");
  if (kind === "adversarial") rows.push("alarm");
  return rows;
}

test("histories are counted once: no two of a class are the same sequence of events", () => {
  for (const bounds of boundsOf("ci").map((all) => ({ ...all, taps: 2 }))) {
    const seen = new Set<string>();
    const { histories } = explore(bounds, { onHistory: (history) => seen.add(history.join("\n")) });
    expect(seen.size, bounds.name).toBe(histories);
  }
});

test("beyond the promise: two tears in a row of which the first fades whole do accuse; decision 0202 says why", () => {
  const { findings } = explore(BEYOND);
  expect(findings.length).toBeGreaterThan(0);
  for (const { history } of findings) {
    expect(history.filter((event) => /^(write|same bytes again): (garbage|weak)$/.test(event)).length).toBeGreaterThan(
      1,
    );
    expect(history.some((event) => event.endsWith("fades"))).toBe(true);
  }
});
