import { CARD_SERIAL_MAX, parseWriterSerial, type CardNo } from "../../../src-shared/base/ids.ts";
import { err, ok } from "../../../src-shared/base/result.ts";
import type { peopleContract } from "../../../src-shared/contract/people-contract.ts";
import { foldDigits } from "../../../src-shared/members/fold-text.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import { appendEvents } from "../journal-writer.ts";
import { memberName } from "../staff/member-name.ts";
import { once } from "../terminal/command.ts";
import { actNow } from "../terminal/context.ts";
import { asPermitted, lookingAs } from "./desk-parts.ts";
import type { Answered, HandlersOf } from "./handlers.ts";
import { cardOf } from "./people-handlers.ts";
import type { PeopleParts } from "./people-parts.ts";

type CardEntries = Pick<typeof peopleContract, "cards.check" | "cards.issue" | "cards.block" | "cards.find">;

/** Cards of one answer. */
const FOUND_MAX = 50;

/** The card desk. */
export const cardHandlers = {
  "cards.check": async (parts) => {
    const looking = lookingAs(parts.desk);
    return looking.ok ? check(parts) : looking;
  },
  "cards.issue": async (parts, call, input) =>
    asPermitted(parts.desk, call, { act: "issue-card" }, (by) => parts.counter.issue(by, input)),
  "cards.block": async (parts, call, input) =>
    asPermitted(parts.desk, call, { act: "block-card" }, (by): Answered<"cards.block"> => {
      const { terminal } = parts.desk;
      return once<Record<string, never>, { readonly refusal: "card-unknown-here" | "card-blocked-already" }>(
        terminal,
        { name: "block-card", by, request: [input.card, input.reason] },
        (tx) => {
          const row = tx.get("card", [input.card]);
          if (row === undefined) return err({ refusal: "card-unknown-here" });
          if (row.blocks > 0) return err({ refusal: "card-blocked-already" });
          const act = actNow(terminal, tx, by);
          appendEvents(tx, terminal, terminal.identity.journal, act, [{ type: "card.blocked", payload: input }]);
          return ok({});
        },
      );
    }),
  "cards.find": async (parts, _call, { typed }) => {
    const looking = lookingAs(parts.desk);
    if (!looking.ok) return looking;
    const { terminal } = parts.desk;
    const cards = find(parts, typed).slice(0, FOUND_MAX);
    return ok({
      cards: cards.map((row) => {
        const name = row.member === null ? "" : memberName(terminal, row.member);
        return { card: cardOf(terminal, row), member: row.member, name };
      }),
    });
  },
} satisfies HandlersOf<CardEntries, PeopleParts>;

/** What lies on the reader, beside what the ledger knows of it. */
function check(parts: PeopleParts): Answered<"cards.check"> {
  const presence = parts.counter.presence();
  const nothing = { uid: null, refusal: null, card: null, member: null, onCardMinor: null };
  const unknown = { ...nothing, ledgerMinor: null, counter: null };
  switch (presence.kind) {
    case "issuable":
      return ok({ ...unknown, kind: "issuable", uid: presence.uid });
    case "refused":
      return ok({ ...unknown, kind: "refused", refusal: presence.refusal });
    case "member": {
      const { terminal } = parts.desk;
      const row = terminal.store.read.get("card", [presence.card]);
      const card = row && cardOf(terminal, row);
      const member = presence.member;
      return ok({
        ...unknown,
        kind: "ours",
        uid: row?.uid ?? null,
        card: card ?? null,
        member: member === null ? null : { member, name: memberName(terminal, member) },
        onCardMinor: presence.onCardMinor,
        ledgerMinor: card?.balanceMinor ?? null,
        counter: row?.lastCounter ?? null,
      });
    }
    default:
      return ok({ ...unknown, kind: "none" });
  }
}

/** By the number on the card, by the chip's UID, or by its member. */
function find(parts: PeopleParts, typed: string): Tables["card"][] {
  const { store, members } = parts.desk.terminal;
  const { read } = store;
  const plain = foldDigits(typed).trim();
  const found = new Map<CardNo, Tables["card"]>();
  const add = (row: Tables["card"] | undefined): void => {
    if (row !== undefined) found.set(row.card, row);
  };
  if (parseWriterSerial(plain, CARD_SERIAL_MAX) !== undefined) add(read.get("card", [plain]));
  const uid = plain.replaceAll(/[\s:-]/g, "").toLowerCase();
  if (/^([0-9a-f]{2}){4,10}$/.test(uid)) add(read.cardByUid(uid));
  for (const { memberId } of members.search(typed).hits) for (const row of read.cardsOf(memberId)) add(row);
  return [...found.values()];
}
