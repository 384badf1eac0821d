import type { DeskPaper } from "../../../src-shared/receipt/shift-document.ts";
import type { ShiftReport } from "../../../src-shared/staff/shift-report.ts";
import { defaultDisplay, type Locale } from "../../../src-shared/words/format.ts";
import { SAMPLE_AT_MS } from "./sample-receipt.ts";

const HOUR_MS = 3_600_000;

/** A Z of a busy shift that was left open over midnight and ended short. */
export const SAMPLE_Z: ShiftReport = {
  kind: "z",
  shift: "2.14",
  number: 214,
  day: "2026-11-22",
  openedAtMs: SAMPLE_AT_MS - 10 * HOUR_MS,
  closedAtMs: SAMPLE_AT_MS + 6 * HOUR_MS,
  openedBy: "مریم رضایی",
  closedBy: "سارا (Sara)",
  sales: { count: 312, sumMinor: 1_284_500_000 },
  voids: { count: 2, sumMinor: 4_300_000 },
  refunds: { count: 0, sumMinor: 0 },
  byTender: [
    { kind: "cash", count: 120, sumMinor: 402_150_000 },
    { kind: "bank-card", count: 188, sumMinor: 850_050_000 },
    { kind: "credit", count: 21, sumMinor: 28_000_000 },
  ],
  earned: { purseMinor: 38_420_500, poolMinor: 6_000_000 },
  spentMinor: 28_000_000,
  paidIn: { count: 1, sumMinor: 5_000_000 },
  paidOut: { count: 3, sumMinor: 12_750_000 },
  floatMinor: 20_000_000,
  expectedMinor: 414_400_000,
  countedMinor: 414_250_000,
  differenceMinor: -150_000,
  bankCardCountedMinor: 850_050_000,
  doubts: { count: 1, sumMinor: 120_000 },
  notSynced: 0,
  head: { journal: "aB3_x9", seq: 10_511, short: "5be01c77" },
};

/** An X as a cashier gets it: nothing that tells what is in the drawer. */
export const SAMPLE_X: ShiftReport = {
  ...SAMPLE_Z,
  kind: "x",
  number: null,
  closedAtMs: null,
  closedBy: null,
  byTender: [],
  expectedMinor: null,
  countedMinor: null,
  differenceMinor: null,
  bankCardCountedMinor: null,
};

export function samplePaper(locale: Locale): DeskPaper {
  return { shopName: "فروشگاه گل‌افشان", display: defaultDisplay(locale), locale, atMs: SAMPLE_AT_MS };
}

export const SAMPLE_SLIP = {
  kind: "paid-out",
  amountMinor: 2_500_000,
  reason: "نان و شیر برای آشپزخانه",
  by: "سارا",
  approvedBy: "علی مدیری",
  proof: { journal: "aB3_x9", seq: 10_077, short: "77ab0c01" },
} as const;
