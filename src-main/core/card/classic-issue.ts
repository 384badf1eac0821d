import { equalBytes } from "../../../src-shared/base/bytes.ts";
import { unreachable } from "../../../src-shared/base/assert.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { CardChannel } from "../ports/card-reader.ts";
import { ISSUED_CONDITIONS, issuedTrailer, type SectorConditions } from "./access-bits.ts";
import { KEY_A, KEY_B, readBlock, reselect, writeBlock, type ClassicFailure } from "./classic-apdu.ts";
import {
  HEADER_BLOCK,
  isTransport,
  judgeTransport,
  openSector,
  readBlocks,
  readConditions,
  SLOT_BLOCKS,
  TRAILER_BLOCK,
  TRANSPORT_KEY,
  type ClassicBlocks,
  type ClassicKeys,
  type KeyTrial,
  type Recognise,
} from "./classic.ts";

/** What to put on a card, and what may be lost by it. */
export interface ClassicIssue {
  readonly keys: ClassicKeys;
  readonly blocks: ClassicBlocks;
  readonly recognise: Recognise;
  /**
   * `blank-only`: foreign data is reported, not written over. `overwrite`: a person was told, or the journal knows an
   * unfinished issue of this very card (a block torn in mid-write looks like foreign data). An issued card of ours is
   * never written over, whatever this says.
   */
  readonly consent: "blank-only" | "overwrite";
}

/** Why an issue stopped on the way: an exchange, or a block that read back other bytes. */
export type IssueTrouble = ClassicFailure | { readonly kind: "mismatch"; readonly block: number };

/**
 * - `issued`: header, slots, access bits and both keys were seen on the card;
 * - `already-issued`: our keys fit and the blocks are others than asked for; nothing was written;
 * - `foreign-data`: see consent; nothing was written;
 * - `foreign-keys`: no key fits; set the card aside;
 * - `set-aside`: its access conditions allow neither issue nor repair; set the card aside;
 * - `unfinished`: the card left or answered badly; the same issue may be begun again on the same card.
 */
export type IssueOutcome =
  | { readonly kind: "issued" }
  | { readonly kind: "already-issued"; readonly blocks: ClassicBlocks }
  | { readonly kind: "foreign-data"; readonly blocks: ClassicBlocks }
  | { readonly kind: "foreign-keys" }
  | { readonly kind: "set-aside" }
  | { readonly kind: "unfinished"; readonly trouble: IssueTrouble };

/**
 * Personalises sector 1: header and both slots, read back, then the trailer, read back, then both keys tried. The
 * trailer is last, because with it the card becomes ours: a card torn off before it still opens with its delivered key
 * and can be issued again; one torn off after it is recognised as finished.
 */
export async function issueClassic(card: CardChannel, issue: ClassicIssue): Promise<IssueOutcome> {
  const found = await findWay(card, issue.keys);
  if (!found.ok) return unfinished(found.error);
  switch (found.value.kind) {
    case "foreign-keys":
    case "set-aside":
      return { kind: found.value.kind };
    case "as-delivered":
      return issueDelivered(card, issue);
    case "ours":
      return finishOurs(card, issue, found.value.trial);
    default:
      return unreachable(found.value);
  }
}

type Way =
  | { readonly kind: "as-delivered" }
  | { readonly kind: "ours"; readonly trial: KeyTrial }
  | { readonly kind: "foreign-keys" }
  | { readonly kind: "set-aside" };

/** Which key may write the whole sector; leaves it open with that key. A torn trailer can mix old and new parts. */
async function findWay(card: CardChannel, keys: ClassicKeys): Promise<Result<Way, ClassicFailure>> {
  const trials: KeyTrial[] = [
    { type: KEY_A, key: TRANSPORT_KEY },
    { type: KEY_B, key: keys.keyB },
    { type: KEY_A, key: keys.keyA },
    { type: KEY_B, key: TRANSPORT_KEY },
  ];
  let opened = false;
  for (let i = 0; i < trials.length; i++) {
    const trial = await openSector(card, trials.slice(i));
    if (!trial.ok) return trial;
    if (trial.value === undefined) break;
    opened = true;
    i = trials.indexOf(trial.value);
    const access = await readConditions(card);
    if (access.ok) {
      if (trial.value.type === KEY_A && isTransport(access.value)) return ok({ kind: "as-delivered" });
      if (trial.value.type === KEY_B && isIssued(access.value)) return ok({ kind: "ours", trial: trial.value });
    } else if (access.error.kind !== "refused") {
      return access;
    }
    // This key opens but may not write (or not even read): the tag may be silent now, so select it again.
    if (i < trials.length - 1) {
      const again = await reselect(card);
      if (!again.ok) return again;
    }
  }
  return ok({ kind: opened ? "set-aside" : "foreign-keys" });
}

async function issueDelivered(card: CardChannel, issue: ClassicIssue): Promise<IssueOutcome> {
  const before = await readBlocks(card);
  if (!before.ok) return unfinished(before.error);
  const judged = judgeTransport(before.value, issue.recognise);
  const resumes = judged.kind === "foreign-data" && isPartOf(before.value, issue.blocks);
  if (judged.kind === "foreign-data" && !resumes && issue.consent !== "overwrite") return judged;
  const filled = await fillBlocks(card, before.value, issue.blocks);
  if (!filled.ok) return unfinished(filled.error);
  return closeTrailer(card, issue.keys);
}

/** Every block still empty or already as wanted: our own earlier attempt at the same bytes. */
function isPartOf(found: ClassicBlocks, wanted: ClassicBlocks): boolean {
  return pairs(found, wanted).every(([, have, want]) => equalBytes(have, want) || have.every((byte) => byte === 0));
}

async function fillBlocks(
  card: CardChannel,
  found: ClassicBlocks,
  wanted: ClassicBlocks,
): Promise<Result<null, IssueTrouble>> {
  for (const [block, have, want] of pairs(found, wanted)) {
    if (equalBytes(have, want)) continue;
    const written = await writeBlock(card, { block, bytes: want });
    if (!written.ok) return written;
  }
  const after = await readBlocks(card);
  if (!after.ok) return after;
  const wrong = pairs(after.value, wanted).find(([, have, want]) => !equalBytes(have, want));
  return wrong === undefined ? ok(null) : err({ kind: "mismatch", block: wrong[0] });
}

async function closeTrailer(card: CardChannel, keys: ClassicKeys): Promise<IssueOutcome> {
  const written = await writeBlock(card, { block: TRAILER_BLOCK, bytes: issuedTrailer(keys) });
  if (!written.ok) return unfinished(written.error);
  const access = await readConditions(card);
  if (!access.ok) return unfinished(access.error);
  if (!isIssued(access.value)) return unfinished({ kind: "mismatch", block: TRAILER_BLOCK });
  return proveKeys(card, keys);
}

/** Keys can't be read, so each must open the sector once before the card counts as issued. Ends open with key B. */
async function proveKeys(card: CardChannel, keys: ClassicKeys): Promise<IssueOutcome> {
  for (const trial of [
    { type: KEY_A, key: keys.keyA },
    { type: KEY_B, key: keys.keyB },
  ]) {
    const opened = await openSector(card, [trial]);
    if (!opened.ok) return unfinished(opened.error);
    if (opened.value === undefined) return unfinished({ kind: "mismatch", block: TRAILER_BLOCK });
  }
  const header = await readBlock(card, HEADER_BLOCK);
  return header.ok ? { kind: "issued" } : unfinished(header.error);
}

/** A sector that our key B opens: an issue whose last answers were lost, or a card in use. */
async function finishOurs(card: CardChannel, { blocks, keys }: ClassicIssue, trial: KeyTrial): Promise<IssueOutcome> {
  const found = await readBlocks(card);
  if (!found.ok) return unfinished(found.error);
  if (pairs(found.value, blocks).some(([, have, want]) => !equalBytes(have, want))) {
    return { kind: "already-issued", blocks: found.value };
  }
  // Key B is still the delivered one: the trailer was torn, and this very key may write it again.
  if (trial.key === TRANSPORT_KEY) return closeTrailer(card, keys);
  const keyA = await openSector(card, [{ type: KEY_A, key: keys.keyA }, trial]);
  if (!keyA.ok) return unfinished(keyA.error);
  if (keyA.value === undefined) return unfinished({ kind: "mismatch", block: TRAILER_BLOCK });
  // Key A was torn in the trailer: key B, which fits, may write it again.
  return keyA.value === trial ? closeTrailer(card, keys) : proveKeys(card, keys);
}

function isIssued(conditions: SectorConditions | undefined): boolean {
  return conditions !== undefined && conditions.every((value, i) => value === ISSUED_CONDITIONS[i]);
}

function pairs(found: ClassicBlocks, wanted: ClassicBlocks): readonly (readonly [number, Uint8Array, Uint8Array])[] {
  return [
    [HEADER_BLOCK, found.header, wanted.header],
    [SLOT_BLOCKS.A, found.slotA, wanted.slotA],
    [SLOT_BLOCKS.B, found.slotB, wanted.slotB],
  ];
}

function unfinished(trouble: IssueTrouble): IssueOutcome {
  return { kind: "unfinished", trouble };
}
