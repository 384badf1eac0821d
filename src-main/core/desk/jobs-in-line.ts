import { isId16 } from "../../../src-shared/base/ids.ts";
import type { ValueOf } from "../../../src-shared/contract/contract.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import { readReceiptText } from "../../../src-shared/receipt/document.ts";
import type { PaperKind } from "../../../src-shared/words/paper-words.ts";
import { MAIN_PRINTER } from "../print/enqueue-receipt.ts";
import { memberName } from "../staff/member-name.ts";
import { saleBehind } from "./opened-sale.ts";
import type { PeopleParts } from "./people-parts.ts";

type JobInLine = ValueOf<"receipts.list">["jobs"][number];

/** Jobs that a person should look at, and as many that are yet to be printed: no list is read further than this. */
const JOBS_MAX = 50;

/**
 * The receipts in line, those that want somebody's eye first. What belongs to a sale is found by the key of its event,
 * so that a long line costs so many look-ups and no search.
 */
export function jobsInLine(parts: PeopleParts): JobInLine[] {
  const { jobs } = parts;
  const all = [...jobs.attention(MAIN_PRINTER, JOBS_MAX), ...jobs.open(MAIN_PRINTER, JOBS_MAX)];
  return all.map(({ jobNo, saleId, kind, document, copyNumber, state, reason, queuedAtMs }) => ({
    job: jobNo,
    subject: saleId,
    kind,
    paper: paperNameOf(document),
    copy: copyNumber,
    state,
    reason,
    queuedAtMs,
    sold: soldOf(parts, saleId),
  }));
}

/** The event that a job's subject names; reports and slips have subjects that are no event's. */
export function eventOfSubject(subject: string): EventRef | undefined {
  const [journal = "", seq = ""] = subject.split("/");
  return isId16(journal) && /^\d{1,15}$/.test(seq) ? { journal, seq: Number(seq) } : undefined;
}

/** By what a person knows the sale again: as the list of sales says it, to whom that may be said. */
function soldOf({ desk: { terminal } }: PeopleParts, subject: string): JobInLine["sold"] {
  const ref = eventOfSubject(subject);
  const found = ref && saleBehind(terminal.store.read, ref);
  if (found === undefined) return null;
  const { total, member } = found.sale;
  return {
    sale: found.ref,
    totalMinor: total,
    memberName: member === undefined ? null : memberName(terminal, member),
  };
}

/** What a stored paper is called; one that can't be read has a job that says why it isn't printed. */
function paperNameOf(document: string): PaperKind {
  return readReceiptText(document)?.paper ?? "unnamed";
}
