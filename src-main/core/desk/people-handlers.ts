import type { MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { InputOf } from "../../../src-shared/contract/contract.ts";
import type { peopleContract } from "../../../src-shared/contract/people-contract.ts";
import type { z } from "zod";
import { blockReason, type historyRow, type memberCard } from "../../../src-shared/contract/people-contract.ts";
import { purseOf } from "../../../src-shared/ledger/accounts.ts";
import type { KnownEvent } from "../../../src-shared/ledger/event-types.ts";
import type { Envelope } from "../../../src-shared/ledger/envelope.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import { memberQrKey, memberQrText } from "../../../src-shared/members/member-qr.ts";
import { memberSlip } from "../../../src-shared/receipt/member-slip.ts";
import { balancesOf } from "../counter/balances.ts";
import { tierOf } from "../counter/till-member.ts";
import { changeMember, readProfile } from "../members/change-member.ts";
import { memberHistory, reasonOfSale, type HistoryEntry } from "../members/member-history.ts";
import { memberName, spokenMobile } from "../staff/member-name.ts";
import { staffName } from "../staff/staff-name.ts";
import { askAdjustment } from "../terminal/ask-head-office.ts";
import { programmeOf, type Terminal } from "../terminal/context.ts";
import { nameOnSlip } from "../terminal/card-slip-of.ts";
import { deskPaper, DESK_PAPER_LASTS_MS } from "../terminal/desk-paper.ts";
import { enrolMember, type EnrolRequest } from "../terminal/enrol.ts";
import { asPermitted, lookingAs } from "./desk-parts.ts";
import type { Answered, HandlersOf } from "./handlers.ts";
import type { PeopleParts } from "./people-parts.ts";

type MemberEntries = Pick<
  typeof peopleContract,
  | "members.search"
  | "members.get"
  | "members.history"
  | "members.count"
  | "members.enrol"
  | "members.change"
  | "members.adjust"
  | "members.send-code"
  | "members.verify-code"
  | "members.verify-by-staff"
  | "members.print-slip"
  | "messages.overview"
>;

/** Lines of a history at once. */
const HISTORY_PAGE = 50;

/** The pages of members. */
export const memberHandlers = {
  "members.search": async (parts, _call, { typed }) => {
    const looking = lookingAs(parts.desk);
    if (!looking.ok) return looking;
    const { terminal } = parts.desk;
    const { hits, more } = terminal.members.search(typed);
    const rows = hits.map(({ memberId, mobile }) => {
      const { poolMinor, purseMinor, lockedMinor } = balancesOf(terminal, memberId);
      const { tier } = tierOf(terminal, memberId);
      const name = memberName(terminal, memberId);
      return {
        member: memberId,
        name,
        mobile: spokenMobile(mobile) ?? null,
        tier,
        balanceMinor: poolMinor + lockedMinor + purseMinor,
      };
    });
    return ok({ hits: rows, more });
  },
  "members.get": async (parts, _call, { member }) => {
    const looking = lookingAs(parts.desk);
    return looking.ok ? pageOfMember(parts, member) : looking;
  },
  "members.history": async (parts, _call, { member, cursor }) => {
    const looking = lookingAs(parts.desk);
    return looking.ok ? historyPage(parts, member, cursor) : looking;
  },
  "members.count": async (parts) => {
    const looking = lookingAs(parts.desk);
    return looking.ok ? ok({ count: parts.people.memberCount() }) : looking;
  },
  "members.enrol": async (parts, call, input) =>
    asPermitted(parts.desk, call, { act: "enrol" }, (by): Answered<"members.enrol"> => {
      const { terminal } = parts.desk;
      const read = readProfile(terminal.members, { ...input.profile, mobile: input.mobile });
      if (!read.ok) return read;
      const { mobile, groups, ...fields } = read.value;
      if (mobile === undefined) return err({ refusal: "mobile-invalid" });
      if (input.staffVerified !== true) return enrolMember(terminal, by, { mobile, groups, fields });
      const refusal = parts.verifier.whyNoWord(by);
      if (refusal !== undefined) return err({ refusal });
      const also: EnrolRequest["also"] = (tx, member) => parts.verifier.enrolledByStaff(tx, by, member);
      return enrolMember(terminal, by, { mobile, groups, fields, also });
    }),
  "members.change": async (parts, call, input) =>
    asPermitted(parts.desk, call, { act: "change-member" }, (by): Answered<"members.change"> => {
      return changeMember(parts.desk.terminal, by, input);
    }),
  "members.adjust": async (parts, call, input) => {
    const { kind, amountMinor } = input;
    return asPermitted(
      parts.desk,
      call,
      { act: kind, amountMinor },
      async (by): Promise<Answered<"members.adjust">> => {
        return adjust(parts.desk.terminal, by, input);
      },
    );
  },
  "members.send-code": async (parts, call, { member }) =>
    asPermitted(parts.desk, call, { act: "verify-mobile" }, (by) => parts.verifier.sendCode(by, member)),
  "members.verify-code": async (parts, call, input) =>
    asPermitted(parts.desk, call, { act: "verify-mobile" }, (by) => parts.verifier.verifyCode(by, input)),
  "members.verify-by-staff": async (parts, call, { member }) =>
    asPermitted(parts.desk, call, { act: "verify-mobile" }, (by) => parts.verifier.verifyByStaff(by, member)),
  "members.print-slip": async (parts, call, { member }) =>
    asPermitted(parts.desk, call, { act: "enrol" }, (): Answered<"members.print-slip"> => {
      return printSlip(parts.desk.terminal, call.command, member);
    }),
  "messages.overview": async (parts) => {
    const looking = lookingAs(parts.desk);
    return looking.ok ? ok(parts.sender.overview()) : looking;
  },
} satisfies HandlersOf<MemberEntries, PeopleParts>;

/** The cards of a member with what the ledger has on each. */
export function cardOf(terminal: Terminal, row: Tables["card"]): z.infer<typeof memberCard> {
  const { read } = terminal.store;
  const { asset } = programmeOf(read).document;
  const stored = row.seq === 0 ? undefined : read.event({ journal: row.journal, seq: row.seq });
  // The event that issued it, by the card's own row.
  const issuedAtMs = stored === undefined ? null : (JSON.parse(stored.body) as Envelope).at;
  const balanceMinor = read.get("account", [purseOf(row.card), asset])?.balance ?? 0;
  return { card: row.card, state: row.state, family: row.family, balanceMinor, issuedAtMs };
}

function pageOfMember(parts: PeopleParts, member: MemberId): Answered<"members.get"> {
  const { terminal } = parts.desk;
  const stored = terminal.members.get(member);
  if (stored === undefined) return err({ refusal: "member-unknown" });
  const { poolMinor, purseMinor, doubtMinor, onItsWayMinor, lockedMinor, lockedWhy } = balancesOf(terminal, member);
  const fields = stored.kind === "kept" ? stored.fields : undefined;
  const introducer = fields?.introducer;
  const verified = parts.people.verification(member);
  const text = (name: "givenName" | "familyName" | "birthDate" | "weddingDate" | "address" | "note") =>
    fields?.[name] ?? "";
  return ok({
    member,
    profile:
      fields === undefined
        ? null
        : {
            givenName: text("givenName"),
            familyName: text("familyName"),
            mobile: spokenMobile(fields.mobile) ?? "",
            birthDate: text("birthDate"),
            weddingDate: text("weddingDate"),
            address: text("address"),
            nationalId: fields.nationalId ?? "",
            introducer:
              introducer === undefined ? null : { member: introducer, name: memberName(terminal, introducer) },
            groups: fields.groups,
            note: text("note"),
            wantsMessages: fields.wantsMessages === true,
          },
    isMobileVerified: verified !== undefined && verified.mobile === fields?.mobile,
    enrolledAtMs: stored.enrolledAtMs,
    ...tierOf(terminal, member),
    poolMinor,
    purseMinor,
    heldMinor: doubtMinor + onItsWayMinor + lockedMinor,
    lockedWhy,
    cards: terminal.store.read
      .cardsOf(member)
      .slice(0, 50)
      .map((row) => cardOf(terminal, row)),
    introducedCount: parts.people.introducedCount(member),
    qr: memberQrText(terminal.crypto, memberQrKey(terminal.crypto, terminal.cardKeys), member),
  });
}

function historyPage(parts: PeopleParts, member: MemberId, cursor: string | undefined): Answered<"members.history"> {
  const { terminal } = parts.desk;
  if (terminal.members.get(member) === undefined) return err({ refusal: "member-unknown" });
  const shown = memberHistory(terminal.store.read, member).filter(isShown).toReversed();
  const at = cursor === undefined ? 0 : shown.findIndex(({ ref }) => `${ref.journal}/${ref.seq}` === cursor) + 1;
  const rows = shown.slice(at, at + HISTORY_PAGE);
  const last = at + HISTORY_PAGE < shown.length ? rows.at(-1) : undefined;
  const next = last === undefined ? null : `${last.ref.journal}/${last.ref.seq}`;
  return ok({ rows: rows.map((entry) => rowOf(parts, entry)), next });
}

/** The steps of a card's write say nothing that the sale or the movement does not say. */
function isShown({ event, deltaMinor }: HistoryEntry): boolean {
  const steps: readonly KnownEvent["type"][] = [
    "tender.intended",
    "void.intended",
    "card.confirmed",
    "card.written",
    "card.settled",
    "operation.created",
    "operation.returned",
    "lease.granted",
    "lease.returned",
  ];
  return deltaMinor !== 0 || !steps.includes(event.type);
}

function rowOf(parts: PeopleParts, entry: HistoryEntry): z.infer<typeof historyRow> {
  const { terminal } = parts.desk;
  const { ref, envelope, event, totalMinor, earnedMinor, spentMinor, deltaMinor, balanceMinor } = entry;
  const reason = event.type === "sale.recorded" ? reasonOfSale(terminal.store.read, envelope, event.payload) : null;
  return {
    ref,
    atMs: envelope.at,
    kind: kindOf(event),
    totalMinor,
    earnedMinor,
    spentMinor,
    deltaMinor,
    balanceMinor,
    reason,
    note: parts.people.note(ref) ?? null,
    staffName: staffName(terminal, envelope.actor),
    why: whyOf(event),
    card: cardNamed(event),
  };
}

function cardNamed(event: KnownEvent): string | null {
  if (event.type === "sale.recorded") return event.payload.write?.card ?? event.payload.confirms?.card ?? null;
  if (event.type === "sale.voided") return event.payload.write?.card ?? event.payload.confirms?.card ?? null;
  const named: readonly KnownEvent["type"][] = ["card.issued", "gap.adopted", "card.blocked", "card.unblocked"];
  return named.includes(event.type) && "card" in event.payload ? event.payload.card : null;
}

/** The code that the event has; a code of a newer build is "other". */
function whyOf(event: KnownEvent): z.infer<typeof historyRow>["why"] {
  if (event.type !== "card.blocked" && event.type !== "card.unblocked") return null;
  const known = blockReason.safeParse(event.payload.reason);
  return known.success ? known.data : "other";
}

const KINDS: Readonly<Partial<Record<KnownEvent["type"], z.infer<typeof historyRow>["kind"]>>> = {
  "member.enrolled": "enrolled",
  "member.profiled": "profile-changed",
  "member.verified": "verified",
  "sale.recorded": "sale",
  "sale.voided": "void",
  "sale.refunded": "refund",
  "refund.claimed": "refund",
  "gift.granted": "gift",
  "adjustment.made": "adjustment",
  "balance.opened": "opening-balance",
  "lot.unlocked": "unlocked",
  "credit.expired": "expired",
  "card.issued": "card-issued",
  "card.blocked": "card-blocked",
  "card.unblocked": "card-unblocked",
  "card.settled": "doubt-settled",
  "gap.adopted": "doubt-settled",
  "operation.created": "operation",
  "operation.returned": "operation",
  "member.merged": "merged",
};

function kindOf(event: KnownEvent): z.infer<typeof historyRow>["kind"] {
  return KINDS[event.type] ?? "other";
}

async function adjust(
  terminal: Terminal,
  by: Parameters<typeof changeMember>[1],
  input: InputOf<"members.adjust">,
): Promise<Answered<"members.adjust">> {
  const { member, kind, amountMinor } = input;
  const reason = input.reason.replaceAll(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, " ").trim();
  if (reason === "") return err({ refusal: "reason-missing" });
  if (amountMinor === 0 || (kind === "goodwill" && amountMinor < 0)) return err({ refusal: "amount-not-positive" });
  if (Math.abs(amountMinor) > ADJUST_MAX_MINOR) return err({ refusal: "amount-too-large" });
  const changed = await askAdjustment(terminal, { by, member, kind, amountMinor, reason });
  if (changed === undefined) return err({ refusal: "office-away" });
  switch (changed.kind) {
    case "done":
      return ok({ poolMinor: changed.poolMinor });
    case "pool-too-small":
      return err({ refusal: "pool-too-small", possibleMinor: changed.possibleMinor });
    default:
      return err({ refusal: changed.kind });
  }
}

/** As the largest bill: more is a slip of the fingers. */
const ADJUST_MAX_MINOR = 100_000_000_000;

/** Queues the slip with the member's name, number and QR. */
function printSlip(
  terminal: Terminal,
  command: string,
  member: MemberId,
): Result<Record<string, never>, { readonly refusal: "member-unknown" }> {
  const { store, crypto, cardKeys, clock } = terminal;
  if (store.read.get("member", [member]) === undefined) return err({ refusal: "member-unknown" });
  const atMs = clock.wallMs();
  const qr = memberQrText(crypto, memberQrKey(crypto, cardKeys), member);
  const name = nameOnSlip(terminal, member);
  const document = memberSlip({ member, name, qr }, deskPaper(store.read, atMs));
  const subject = `slip/${command}`;
  store.transaction((tx) => tx.enqueuePrint({ subject, document, atMs, lastsMs: DESK_PAPER_LASTS_MS }));
  return ok({});
}
