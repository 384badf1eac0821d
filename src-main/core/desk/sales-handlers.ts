import type { z } from "zod";
import { isId16, type MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok } from "../../../src-shared/base/result.ts";
import type { InputOf } from "../../../src-shared/contract/contract.ts";
import type { salesContract, salePage, saleRow } from "../../../src-shared/contract/sales-contract.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import type { SaleRecorded } from "../../../src-shared/ledger/events/sale-events.ts";
import { foldDigits } from "../../../src-shared/members/fold-text.ts";
import { sumMinor } from "../../../src-shared/money/amount.ts";
import { parseReceiptQr } from "../../../src-shared/receipt/receipt-qr.ts";
import { unreachable } from "../../../src-shared/base/assert.ts";
import { creditOf, reasonOfSale } from "../members/member-history.ts";
import { memberName } from "../staff/member-name.ts";
import { staffName } from "../staff/staff-name.ts";
import type { Actor } from "../terminal/context.ts";
import { paperLook } from "../terminal/paper-look.ts";
import { noteAct } from "../terminal/note-act.ts";
import { saleToVoid, voidableSale } from "../terminal/voidable-sale.ts";
import { asPermitted, lookingAs } from "./desk-parts.ts";
import type { Answered, HandlersOf } from "./handlers.ts";
import { eventOfSubject, jobsInLine } from "./jobs-in-line.ts";
import { openedSale, saleAt, type OpenedSale } from "./opened-sale.ts";
import { papersOfSale } from "./paper-handlers.ts";
import type { PeopleParts } from "./people-parts.ts";

/** Sales of one page. */
const PAGE = 50;

/** The page of sales, and the receipts that want somebody's eye. */
export const salesHandlers = {
  "sales.list": async (parts, _call, input) => {
    const looking = lookingAs(parts.desk);
    return looking.ok ? ok(list(parts, input)) : looking;
  },
  "sales.get": async (parts, _call, { sale }) => {
    const looking = lookingAs(parts.desk);
    if (!looking.ok) return looking;
    const found = saleOf(parts, sale);
    return found === undefined ? err({ refusal: "sale-unknown" }) : ok(pageOf(parts, found));
  },
  "sales.by-receipt": async (parts, _call, { text }) => {
    const looking = lookingAs(parts.desk);
    if (!looking.ok) return looking;
    const qr = parseReceiptQr(text.trim());
    const { read } = parts.desk.terminal.store;
    const journals = qr === undefined ? [] : read.journals().filter((row) => row.journal.startsWith(qr.journalShort));
    const found = journals
      .flatMap(({ journal }) => saleOf(parts, { journal, seq: qr?.seq ?? 0 }) ?? [])
      .find((sale) => sale.short === qr?.hash8);
    return found === undefined ? err({ refusal: "sale-unknown" }) : ok({ sale: found.ref });
  },
  "sales.papers": async (parts, _call, { sale }) => {
    const looking = lookingAs(parts.desk);
    if (!looking.ok) return looking;
    if (saleOf(parts, sale) === undefined) return err({ refusal: "sale-unknown" });
    const undone = parts.people.voidOf(sale);
    const events = undone === undefined ? [sale] : [sale, undone];
    return ok(papersOfSale(parts.desk.terminal.store.read, parts.jobs, events));
  },
  "sales.reprint": async (parts, call, { sale }) =>
    asPermitted(parts.desk, call, { act: "reprint" }, (by): Answered<"sales.reprint"> => {
      const { terminal, reprint } = parts.desk;
      if (saleOf(parts, sale) === undefined) return err({ refusal: "sale-unknown" });
      const copy = reprint(`${sale.journal}/${sale.seq}`, paperLook(terminal.store.read).display);
      if (!copy.ok) return err({ refusal: copy.error });
      terminal.store.transaction((tx) => noteAct(terminal, tx, by, { act: "receipt-copied", sale }));
      return ok({ copy: copy.value });
    }),
  "receipts.list": async (parts) => {
    const looking = lookingAs(parts.desk);
    if (!looking.ok) return looking;
    return ok({ jobs: jobsInLine(parts) });
  },
  "receipts.resolve": async (parts, call, { job, act }) =>
    asPermitted(parts.desk, call, { act: "reprint" }, (by): Answered<"receipts.resolve"> => {
      const spool = parts.spool();
      if (spool === undefined) return err({ refusal: "no-printer" });
      if (act === "copy") return copyOfJob(parts, by, job);
      const done = act === "came-out" ? spool.cameOut(job) : act === "again" ? spool.again(job) : spool.cancel(job);
      return done.ok ? ok({}) : err({ refusal: done.error });
    }),
} satisfies HandlersOf<typeof salesContract, PeopleParts>;

/** A marked, counted and noted copy of the paper of which nobody knows whether it came out. */
function copyOfJob(
  { desk: { terminal, reprint }, jobs }: PeopleParts,
  by: Actor,
  jobNo: number,
): Answered<"receipts.resolve"> {
  const job = jobs.find(jobNo);
  if (job === undefined) return err({ refusal: "no-receipt" });
  const copy = reprint(job.saleId, paperLook(terminal.store.read).display);
  if (!copy.ok) return err({ refusal: copy.error });
  const sale = eventOfSubject(job.saleId);
  const of = sale === undefined ? {} : { sale };
  terminal.store.transaction((tx) => noteAct(terminal, tx, by, { act: "receipt-copied", ...of }));
  return ok({});
}

function list(
  parts: PeopleParts,
  input: InputOf<"sales.list">,
): { rows: z.infer<typeof saleRow>[]; next: string | null } {
  const typed = foldDigits(input.typed ?? "").trim();
  const found = input.member !== undefined || typed !== "" ? looked(parts, typed, input) : undefined;
  if (found !== undefined) return { rows: found.slice(0, PAGE).map((sale) => rowOf(parts, sale)), next: null };
  const filter = { ...(input.day === undefined ? {} : { day: input.day }), ...beforeOf(input.cursor) };
  const page = parts.people.sales(filter, PAGE).flatMap((stored) => openedSale(stored) ?? []);
  const last = page.length < PAGE ? undefined : page.at(-1);
  const next = last && `${last.envelope.day}/${last.ref.journal}/${last.ref.seq}`;
  return { rows: page.map((sale) => rowOf(parts, sale)), next: next ?? null };
}

/** By the receipt's number in every journal here, or by whoever bought: newest first, as `PeopleStore.sales` has it. */
function looked(parts: PeopleParts, typed: string, input: InputOf<"sales.list">): OpenedSale[] {
  const { store, members } = parts.desk.terminal;
  const journals = store.read.journals().map(({ journal }) => journal);
  const numbered = /^\d{1,9}$/.test(typed) ? journals.map((journal) => ({ journal, seq: Number(typed) })) : [];
  const byNumber = numbered.flatMap((ref) => saleOf(parts, ref) ?? []);
  const who: MemberId[] =
    input.member === undefined ? members.search(typed).hits.map((hit) => hit.memberId) : [input.member];
  const bought = who.flatMap((member) => store.read.memberEvents(member).flatMap((stored) => openedSale(stored) ?? []));
  const ofMember = input.member !== undefined && typed !== "" ? [] : bought;
  const all = [...byNumber, ...ofMember].filter(({ envelope, sale }) => {
    const isDay = input.day === undefined || envelope.day === input.day;
    return isDay && (input.member === undefined || sale.member === input.member);
  });
  const placeOf = ({ ref }: OpenedSale): number => journals.indexOf(ref.journal);
  return all.toSorted((a, b) => {
    const [one, other] = [a.envelope.day, b.envelope.day];
    return one === other ? placeOf(b) - placeOf(a) || b.ref.seq - a.ref.seq : one < other ? 1 : -1;
  });
}

/** A cursor that nobody of ours made begins at the newest sale. */
function beforeOf(cursor: string | undefined) {
  const [day = "", journal = "", seq = ""] = (cursor ?? "").split("/");
  const isGood = isId16(journal) && /^\d{1,15}$/.test(seq);
  return isGood ? { before: { day, ref: { journal, seq: Number(seq) } } } : {};
}

function saleOf(parts: PeopleParts, ref: EventRef): OpenedSale | undefined {
  return saleAt(parts.desk.terminal.store.read, ref);
}

function rowOf(parts: PeopleParts, { ref, short, envelope, sale }: OpenedSale): z.infer<typeof saleRow> {
  const { terminal } = parts.desk;
  const { member } = sale;
  return {
    sale: ref,
    short,
    number: `${ref.seq}`,
    atMs: envelope.at,
    day: envelope.day,
    totalMinor: sale.total,
    memberName: member === undefined ? null : memberName(terminal, member),
    staffName: staffName(terminal, envelope.actor),
    earnedMinor: (sale.toPurse ?? 0) + (sale.toPool ?? 0),
    spentMinor: creditOf(sale.tenders),
    state: parts.people.voidOf(ref) === undefined ? "sold" : "voided",
    receipt: parts.jobs.ofSale(`${ref.journal}/${ref.seq}`)[0]?.state ?? null,
  };
}

function pageOf(parts: PeopleParts, of: OpenedSale): z.infer<typeof salePage> {
  const { ref, envelope, sale } = of;
  const { terminal } = parts.desk;
  const { read } = terminal.store;
  const why = whyNotVoid(parts, ref);
  const given = sumMinor(
    sale.tenders.map((tender) => (tender.kind === "cash" ? (tender.given ?? tender.amount) : tender.amount)),
  );
  return {
    row: rowOf(parts, of),
    member: sale.member ?? null,
    // The ledger's line has the name under which it was sold, not an id: what the product is called today is no matter.
    lines: sale.lines.map(({ id, product, qty, price, discount, net }) => ({
      id,
      product: null,
      name: product ?? "",
      qtyMilli: qty,
      priceMinor: price,
      discountMinor: discount ?? 0,
      netMinor: net,
    })),
    discountMinor: sale.discount ?? 0,
    paid: sale.tenders.map(paidOf),
    changeMinor: given - sumMinor(sale.tenders.map((tender) => tender.amount)),
    reason: reasonOfSale(read, envelope, sale),
    toPurseMinor: sale.toPurse ?? 0,
    toPoolMinor: sale.toPool ?? 0,
    card: cardStateOf(parts, of),
    voidedBy: parts.people.voidOf(ref) ?? null,
    copies: parts.jobs.ofSale(`${ref.journal}/${ref.seq}`).filter((job) => job.kind === "copy").length,
    canVoid: why === null,
    whyNotVoid: why,
  };
}

function paidOf(tender: SaleRecorded["tenders"][number]): z.infer<typeof salePage>["paid"][number] {
  const nothing = { amountMinor: tender.amount, givenMinor: null, ref: null };
  switch (tender.kind) {
    case "cash":
      return { ...nothing, kind: "cash", givenMinor: tender.given ?? null };
    case "bank-card":
      return { ...nothing, kind: "bank-card", ref: tender.ref ?? null };
    case "purse":
    case "lease":
      return { ...nothing, kind: "credit" };
    default:
      return unreachable(tender);
  }
}

/** What became of the write with which the sale changed its card. */
function cardStateOf(parts: PeopleParts, { ref, sale }: OpenedSale): z.infer<typeof salePage>["card"] {
  const seq = sale.confirms?.seq ?? (sale.write === undefined ? undefined : ref.seq);
  if (seq === undefined) return "none";
  const status = parts.desk.terminal.store.read.get("intent", [ref.journal, seq])?.status;
  return status === "real" || status === "void" ? status : "in-doubt";
}

function whyNotVoid(parts: PeopleParts, ref: EventRef): string | null {
  if (parts.people.voidOf(ref) !== undefined) return "void-done";
  const { terminal } = parts.desk;
  const last = saleToVoid(terminal, ref);
  return typeof last === "string" ? last : (voidableSale(terminal)?.refusal ?? null);
}
