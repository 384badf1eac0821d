import { z } from "zod";
import { ASSETS } from "../money/assets.ts";
import { WELCOME_LOCKS } from "./welcome-lock.ts";
import { err, ok, type Result } from "../base/result.ts";

const natural = z.int().min(0);
const positive = z.int().min(1);
const code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/);
const names = z.strictObject({ fa: z.string().min(1).max(40), en: z.string().min(1).max(40) });

/** A tier begins at `from` of spending in the window and earns `earnBp` basis points of the base. */
const tier = z.strictObject({ id: code, name: names, from: natural, earnBp: z.int().min(0).max(10_000) });

/** What a terminal may let a card spend, by the strength of its family; all shrink with the age of the last contact. */
const limits = z.strictObject({
  perTap: natural,
  sinceContact: z.strictObject({ classic: natural, ntag: natural, desfire: natural }),
  unknownCard: natural,
  perTerminal: natural,
  /** After so many minutes without contact only `shareBp` of every cap is left; ascending minutes, falling shares. */
  age: z.array(z.strictObject({ afterMin: positive, shareBp: z.int().min(0).max(10_000) })).max(8),
});

/**
 * The programme: one document per merchant, versioned and dated, published by the authority. Amounts in minor units.
 */
export const programmeSchema = z.strictObject({
  format: z.literal(1),
  asset: z.int().min(0).max(255),
  tiers: z.array(tier).min(1).max(12),
  windowDays: z.int().min(1).max(3660),
  rounding: z.strictObject({ mode: z.enum(["down", "half-up", "up"]), step: positive }),
  base: z.enum(["net-less-credit", "net"]),
  redeem: z.strictObject({ minimum: natural, step: positive }),
  welcome: z.exactOptional(z.strictObject({ amount: positive, lock: z.enum(WELCOME_LOCKS) })),
  purseCeiling: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  limits,
});
export type Programme = z.infer<typeof programmeSchema>;
export type Tier = z.infer<typeof tier>;

/** Why a document is refused: where (JSON pointer) and a code that the catalogue turns into a sentence. */
export interface ProgrammeFault {
  readonly path: string;
  readonly reason:
    | "shape"
    | "first-tier-not-zero"
    | "tiers-not-rising"
    | "tier-twice"
    | "ages-not-rising"
    | "shares-not-falling"
    | "asset-unknown"
    | "asset-not-on-card";
  readonly detail: string;
}

/** Reads a programme document, from anyone. */
export function readProgramme(value: unknown): Result<Programme, readonly ProgrammeFault[]> {
  const parsed = programmeSchema.safeParse(value);
  if (!parsed.success) {
    return err(
      parsed.error.issues.map((issue) => ({
        path: `/${issue.path.join("/")}`,
        reason: "shape" as const,
        detail: issue.message,
      })),
    );
  }
  const { tiers, limits: caps } = parsed.data;
  const faults = [...tierFaults(tiers), ...ageFaults(caps.age), ...assetFaults(parsed.data)];
  return faults.length > 0 ? err(faults) : ok(parsed.data);
}

/** The tier that `progressMinor` of spending within the window reaches, as an index into `tiers`. */
export function tierIndexOf(programme: Programme, progressMinor: number): number {
  return programme.tiers.findLastIndex((each) => each.from <= progressMinor);
}

function tierFaults(tiers: readonly Tier[]): ProgrammeFault[] {
  const faults: ProgrammeFault[] = [];
  const at = (index: number, reason: ProgrammeFault["reason"]): void => {
    faults.push({ path: `/tiers/${index}`, reason, detail: tiers[index]?.id ?? "" });
  };
  tiers.forEach((each, index) => {
    const before = tiers[index - 1];
    if (index === 0 && each.from !== 0) at(index, "first-tier-not-zero");
    if (before !== undefined && each.from <= before.from) at(index, "tiers-not-rising");
    if (tiers.findIndex((other) => other.id === each.id) !== index) at(index, "tier-twice");
  });
  return faults;
}

/** Points are never on a card: a programme of points has no purse. */
function assetFaults({ asset, purseCeiling }: Programme): ProgrammeFault[] {
  const known = ASSETS.find((each) => each.number === asset);
  if (known === undefined) return [{ path: "/asset", reason: "asset-unknown", detail: String(asset) }];
  if (known.onCard || purseCeiling === 0) return [];
  return [{ path: "/purseCeiling", reason: "asset-not-on-card", detail: known.code }];
}

function ageFaults(ages: Programme["limits"]["age"]): ProgrammeFault[] {
  const faults: ProgrammeFault[] = [];
  ages.forEach((each, index) => {
    const before = ages[index - 1];
    if (before === undefined) return;
    const path = `/limits/age/${index}`;
    if (each.afterMin <= before.afterMin)
      faults.push({ path, reason: "ages-not-rising", detail: String(each.afterMin) });
    if (each.shareBp > before.shareBp)
      faults.push({ path, reason: "shares-not-falling", detail: String(each.shareBp) });
  });
  return faults;
}
