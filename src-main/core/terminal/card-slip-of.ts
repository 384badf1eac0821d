import type { CardNo, MemberId } from "../../../src-shared/base/ids.ts";
import { cardIssueSlip } from "../../../src-shared/receipt/card-slip.ts";
import type { AppendedEvent } from "../journal-writer.ts";
import type { LedgerTx } from "../ports/store.ts";
import { staffName } from "../staff/staff-name.ts";
import type { Actor, Terminal } from "./context.ts";
import { deskPaper } from "./desk-paper.ts";
import { receiptSettingsOf } from "./receipt-settings.ts";

/** Queues the slip that goes with a new card, in the transaction that confirms it, where the owner has it on. */
export function queueCardSlip(
  terminal: Terminal,
  tx: LedgerTx,
  by: Actor,
  of: { readonly event: AppendedEvent; readonly card: CardNo; readonly member: MemberId },
): void {
  if (!receiptSettingsOf(tx).slips.card) return;
  const { event, card, member } = of;
  const { ref, atMs, short } = event;
  const slip = { member, card, name: nameOnSlip(terminal, member), by: staffName(terminal, by.actor) };
  const proof = { journalShort: ref.journal.slice(0, 6), seq: ref.seq, hash8: short };
  const document = cardIssueSlip({ ...slip, proof }, deskPaper(tx, atMs));
  tx.enqueuePrint({ subject: `${ref.journal}/${ref.seq}`, document, atMs });
}

/** A member's name for a paper that is carried about: without one it has only the number, for a mobile is private. */
export function nameOnSlip(terminal: Terminal, member: MemberId): string {
  const profile = terminal.members.get(member);
  const fields = profile?.kind === "kept" ? profile.fields : undefined;
  return [fields?.givenName, fields?.familyName].filter((part) => part !== undefined).join(" ");
}
