import type { JournalId, MemberId } from "../../../src-shared/base/ids.ts";
import { parseEnvelope } from "../../../src-shared/ledger/envelope.ts";
import type { LedgerRead } from "../ports/store.ts";

/** The authority's journals of every epoch that this database has. */
export function authorityJournals(read: Pick<LedgerRead, "journals">): readonly JournalId[] {
  return read.journals().flatMap(({ role, journal }) => (role === "authority" ? [journal] : []));
}

/** Whether a member has had an opening balance, by `authorityJournals`. */
export function openedBalance(
  read: Pick<LedgerRead, "memberEventsAfter">,
  authorities: readonly JournalId[],
  member: MemberId,
): boolean {
  return authorities.some((journal) =>
    read.memberEventsAfter(member, journal, 0).some(({ body }) => {
      const envelope = parseEnvelope(body);
      return envelope.ok && envelope.value.type === "balance.opened";
    }),
  );
}
