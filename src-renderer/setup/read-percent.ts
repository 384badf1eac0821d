import { latinDigits } from "../../src-shared/words/format.ts";

const BP_MAX = 10_000;

/** A typed percentage (`۲٫۵`, `2.5`, `2/5`) in basis points, or undefined. At most two decimals, at most 100 %. */
export function readPercent(typed: string): number | undefined {
  const text = latinDigits(typed.trim())
    .replace(/[٫,/]/, ".")
    .replace(/\s*[%٪]$/, "");
  const parts = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text);
  if (parts === null) return undefined;
  const bp = Number(parts[1]) * 100 + Number((parts[2] ?? "").padEnd(2, "0"));
  return bp <= BP_MAX ? bp : undefined;
}
