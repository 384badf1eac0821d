import { expect, test } from "vitest";
import { isPrintable, printableOf } from "../../../src-shared/base/printable.ts";

test("what turns the direction of its neighbours, and what does not show, is not printable", () => {
  const turning = ["\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"];
  for (const bad of ["\0", "\u0007", "\n", "\u007f", "\u009f", ...turning]) {
    expect(isPrintable(`چای${bad}a`), JSON.stringify(bad)).toBe(false);
    expect(printableOf(`چای${bad}a${bad}`)).toBe("چایa");
  }
  expect(isPrintable("\ud800")).toBe(false);
});

test("half-spaces, marks of direction and markup are texts like any other", () => {
  const text = "نیم‌فاصله \u200f<b>& “x”</b>";
  expect([isPrintable(text), printableOf(text)]).toEqual([true, text]);
});
