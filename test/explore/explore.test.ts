import { expect, test } from "vitest";
import { BEYOND, boundsOf } from "./bounds.ts";
import { explore } from "./explorer.ts";
import { hunt, MUTANTS } from "./mutants.ts";

const LIMIT_MS = 90_000;

test.each(boundsOf("ci").map((bounds) => [bounds.name, bounds] as const))(
  "%s: nobody honest is accused, no rial is wrong, nothing is gained unnoticed",
  (_, bounds) => {
    const { histories, findings } = explore(bounds);
    expect(findings).toEqual([]);
    expect(histories).toBeGreaterThan(1_000);
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
