import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { InputOf } from "../../../src-shared/contract/contract.ts";
import { readProgramme, type Programme, type ProgrammeFault } from "../../../src-shared/programme/document.ts";
import { readPin } from "../../../src-shared/staff/pin.ts";
import { staffFields, type StaffFields } from "../../../src-shared/staff/staff-profile.ts";
import { defaultDisplay, foldLetters } from "../../../src-shared/words/format.ts";
import type { SetupRefusal } from "../../../src-shared/words/setup-words.ts";
import type { MachineSettings } from "./machine-settings.ts";
import type { ShopSettings } from "./shop-settings.ts";

type Wish = InputOf<"setup.found">;

/** What a shop is founded with, all of it checked. */
export interface CheckedShop {
  readonly programme: Programme;
  readonly settings: ShopSettings;
  readonly theme: MachineSettings["theme"];
  readonly owner: StaffFields;
  readonly pin: string;
}

/** Why a shop is not founded: `row` counts the tiers from 1. */
export interface ShopRefused {
  readonly refusal: SetupRefusal | "staff-name-invalid" | "pin-invalid";
  readonly field?: string;
  readonly row?: number;
}

const MINOR_PER_TOMAN = 10;
const NAME_MAX = 120;
const TIER_NAME_MAX = 40;
/** A year of purchases decides a tier. */
const WINDOW_DAYS = 365;

/** Checks what a founder typed; nothing is made before all of it is right. */
export function readNewShop(wish: Wish): Result<CheckedShop, ShopRefused> {
  const name = foldLetters(wish.shopName.trim());
  if (name === "" || name.length > NAME_MAX || !name.isWellFormed() || /\p{Cc}/u.test(name)) {
    return err({ refusal: "setup-shop-name", field: "shopName" });
  }
  const owner = staffFields.safeParse({ name: foldLetters(wish.ownerName.trim()) });
  if (!owner.success) return err({ refusal: "staff-name-invalid", field: "ownerName" });
  const pin = readPin(wish.ownerPin);
  if (pin === undefined) return err({ refusal: "pin-invalid", field: "ownerPin" });
  const programme = programmeFrom(wish);
  if (!programme.ok) return programme;
  const { locale = "fa", theme = "system", ...chosen } = wish.display;
  const usual = defaultDisplay(locale);
  const display = {
    digits: chosen.digits ?? usual.digits,
    calendar: chosen.calendar ?? usual.calendar,
    moneyUnit: chosen.moneyUnit ?? usual.moneyUnit,
    timeZone: chosen.timeZone ?? usual.timeZone,
  };
  const settings: ShopSettings = { name, locale, display, staffNames: {} };
  const { name: ownerName } = owner.data;
  return ok({ programme: programme.value, settings, theme, owner: { name: ownerName }, pin });
}

function programmeFrom({ tiers, redeemMinimumMinor, welcomeMinor }: Wish): Result<Programme, ShopRefused> {
  const unnamed = tiers.findIndex(({ fa, en }) => [fa, en].some((name) => !isTierName(name.trim())));
  if (unnamed >= 0) return err({ refusal: "setup-tier-name", field: "tiers", row: unnamed + 1 });
  const document = readProgramme({
    ...STANDARD,
    tiers: tiers.map(({ fa, en, fromMinor, earnBp }, index) => {
      return { id: `tier-${index + 1}`, name: { fa: fa.trim(), en: en.trim() }, from: fromMinor, earnBp };
    }),
    redeem: { minimum: redeemMinimumMinor, step: STANDARD.redeem.step },
    ...(welcomeMinor === undefined ? {} : { welcome: { amount: welcomeMinor, lock: "paid-purchase-verified" } }),
  });
  return document.ok ? document : err(refusalOf(document.error));
}

function refusalOf(faults: readonly ProgrammeFault[]): ShopRefused {
  const [fault] = faults;
  const row = Number(/^\/tiers\/(\d+)/.exec(fault?.path ?? "")?.[1] ?? -1) + 1;
  const at = row > 0 ? { field: "tiers", row } : {};
  if (fault?.reason === "first-tier-not-zero") return { refusal: "setup-tiers-first", ...at };
  if (fault?.reason === "tiers-not-rising") return { refusal: "setup-tiers-rising", ...at };
  return { refusal: "setup-programme", ...at };
}

function isTierName(name: string): boolean {
  return name.length >= 1 && name.length <= TIER_NAME_MAX && name.isWellFormed();
}

/**
 * What a small shop has until its owner says otherwise: credit is rial, counted in whole toman, and a classic card that
 * is lost or forged can cost a family's big basket, not the shop.
 */
const STANDARD = {
  format: 1,
  asset: 0,
  windowDays: WINDOW_DAYS,
  rounding: { mode: "down", step: MINOR_PER_TOMAN },
  base: "net-less-credit",
  redeem: { minimum: 0, step: MINOR_PER_TOMAN },
  purseCeiling: 500_000_000,
  limits: {
    perTap: 50_000_000,
    sinceContact: { classic: 100_000_000, ntag: 20_000_000, desfire: 200_000_000 },
    unknownCard: 5_000_000,
    perTerminal: 1_000_000_000,
    age: [
      { afterMin: 24 * 60, shareBp: 5000 },
      { afterMin: 7 * 24 * 60, shareBp: 2000 },
    ],
  },
} as const;
