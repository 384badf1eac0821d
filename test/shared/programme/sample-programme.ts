import type { Programme } from "../../../src-shared/programme/document.ts";

/** Three tiers, a minimum, steps, a gift and caps that shrink. */
export const PROGRAMME: Programme = {
  format: 1,
  asset: 0,
  tiers: [
    { id: "base", name: { fa: "پایه", en: "Base" }, from: 0, earnBp: 300 },
    { id: "silver", name: { fa: "نقره‌ای", en: "Silver" }, from: 5_000_000, earnBp: 550 },
    { id: "gold", name: { fa: "طلایی", en: "Gold" }, from: 20_000_000, earnBp: 1000 },
  ],
  windowDays: 365,
  rounding: { mode: "down", step: 10 },
  base: "net-less-credit",
  redeem: { minimum: 50_000, step: 1000 },
  welcome: { amount: 100_000, lock: "paid-purchase" },
  purseCeiling: 2 ** 31 - 1,
  limits: {
    perTap: 5_000_000,
    sinceContact: { classic: 5_000_000, ntag: 5_000_000, desfire: 9_000_000 },
    unknownCard: 500_000,
    perTerminal: 50_000_000,
    age: [
      { afterMin: 60, shareBp: 5000 },
      { afterMin: 1440, shareBp: 0 },
    ],
  },
};
