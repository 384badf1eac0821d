import { must } from "../../../src-shared/base/assert.ts";
import type { BusinessDay } from "../../../src-shared/base/business-day.ts";
import { toHex, utf8Bytes } from "../../../src-shared/base/bytes.ts";
import { canonicalText } from "../../../src-shared/base/canonical.ts";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import type { JournalId, MemberId } from "../../../src-shared/base/ids.ts";
import { poolOf } from "../../../src-shared/ledger/accounts.ts";
import { appendEvents, type EventDraft } from "../journal-writer.ts";
import type { ClockPort } from "../ports/clock.ts";
import type { PoolChange, PoolChanged } from "../ports/head-office.ts";
import type { PeopleStore } from "../ports/people.ts";
import type { LedgerRead, StorePort } from "../ports/store.ts";
import { programmeOf, shiftOf, today } from "../terminal/context.ts";

/** What an adjustment works with; `freePool` says what of a pool may be used on a day. */
export interface AdjustPorts {
  readonly store: StorePort;
  readonly crypto: CryptoPort;
  readonly clock: ClockPort;
  readonly journal: JournalId;
  readonly notes: Pick<PeopleStore, "putNote">;
  readonly freePool: (
    read: LedgerRead,
    of: { readonly member: MemberId; readonly asset: number; readonly day: BusinessDay },
  ) => number;
}

/**
 * Gives goodwill or corrects a pool, once for each command: an answer that was lost costs nothing. A pool is never
 * below zero, and locked or ended credit is not taken. The event has a code; what was typed lies beside the chain.
 */
export function adjustPool(ports: AdjustPorts, change: PoolChange): PoolChanged {
  const { by, member, kind, amountMinor } = change;
  const name = `office:${by.command}`;
  const asked = canonicalText([member, kind, amountMinor, change.reason]);
  const request = toHex(ports.crypto.sha256(utf8Bytes(asked))).slice(0, 32);
  return ports.store.transaction((tx): PoolChanged => {
    const before = tx.commandResult(name);
    if (before !== undefined && before.request !== request) return { kind: "command-reused" };
    // Written below by this very command.
    if (before !== undefined) return JSON.parse(before.result) as PoolChanged;
    if (tx.get("member", [member]) === undefined) return { kind: "member-unknown" };
    const { asset } = programmeOf(tx).document;
    const day = shiftOf(tx)?.day ?? today(ports.clock);
    const possibleMinor = ports.freePool(tx, { member, asset, day });
    if (amountMinor < 0 && possibleMinor < -amountMinor) return { kind: "pool-too-small", possibleMinor };
    const draft: EventDraft =
      kind === "goodwill"
        ? { type: "gift.granted", payload: { member, asset, amount: amountMinor, rule: "goodwill" } }
        : { type: "adjustment.made", payload: { member, asset, amount: amountMinor, reason: "correction" } };
    const programme = tx.newestProgramme()?.programme ?? 0;
    const act = { ...by, day, programme, feed: [0, 0] as const };
    const [event] = appendEvents(tx, ports, ports.journal, act, [draft]);
    ports.notes.putNote(must(event, "one event was appended").ref, change.reason);
    const poolMinor = tx.get("account", [poolOf(member), asset])?.balance ?? 0;
    const result: PoolChanged = { kind: "done", poolMinor };
    tx.putCommandResult({ command: name, request, result: canonicalText({ kind: "done", poolMinor }) });
    return result;
  });
}
