import { parseArgs } from "node:util";
import type { Locale } from "../../src-shared/words/format.ts";

/** What the scripted run was asked to do. Amounts in rial. */
export interface DemoOptions {
  readonly json: boolean;
  readonly bills: readonly number[];
  readonly earnBp: number;
  readonly spendMinor: number;
  readonly locale: Locale;
  /** The line to the head office is cut before the first sale: the offline rules hold. */
  readonly away: boolean;
}

export const DEMO_USAGE = `usage: demo [--json] [--bills A,B,C] [--tier-percent P] [--spend N] [--lang fa|en] [--away]
  --bills         amounts of the sales, in rial
  --tier-percent  what the one tier earns, 0 to 100, at most two decimals
  --spend         the amount of one more sale, in rial, paid wholly with credit (0: none)
  --away          the head office cannot be reached during the sales: offline rules and caps`;

/** Reads the command line. A string is the reason why it can't be read. */
export function readDemoOptions(args: readonly string[]): DemoOptions | string {
  let values;
  try {
    values = parseArgs({
      args: [...args],
      options: {
        json: { type: "boolean", default: false },
        bills: { type: "string", default: "200000,1234567,50000" },
        "tier-percent": { type: "string", default: "10" },
        spend: { type: "string", default: "15000" },
        lang: { type: "string", default: "fa" },
        away: { type: "boolean", default: false },
      },
    }).values;
  } catch (error) {
    return error instanceof Error ? error.message : "bad arguments";
  }
  const bills = values.bills.split(",").map(readAmount);
  const percent = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(values["tier-percent"]);
  const earnBp = percent === null ? Number.NaN : Number(percent[1]) * 100 + Number((percent[2] ?? "").padEnd(2, "0"));
  const spendMinor = readAmount(values.spend);
  if (bills.some(Number.isNaN)) return "--bills takes whole amounts in rial, with commas between them";
  if (!(earnBp >= 0 && earnBp <= 10_000)) return "--tier-percent takes a number from 0 to 100, at most two decimals";
  if (Number.isNaN(spendMinor)) return "--spend takes a whole amount in rial";
  if (values.lang !== "fa" && values.lang !== "en") return "--lang is fa or en";
  return { json: values.json, bills, earnBp, spendMinor, locale: values.lang, away: values.away };
}

function readAmount(text: string): number {
  return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : Number.NaN;
}
