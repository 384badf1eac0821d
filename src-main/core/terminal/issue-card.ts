import { must } from "../../../src-shared/base/assert.ts";
import { dayNumber } from "../../../src-shared/base/business-day.ts";
import { equalBytes, fromBase64Url, toHex } from "../../../src-shared/base/bytes.ts";
import { CARD_SERIAL_MAX, writerSerialText, type CardNo, type MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import { newIssueImage } from "../../../src-shared/card/card-issue.ts";
import { classicKeys } from "../../../src-shared/card/card-keys.ts";
import type { Tables } from "../../../src-shared/ledger/tables.ts";
import type { IssueRefusal } from "../../../src-shared/words/issue-words.ts";
import { issueClassic, type IssueOutcome } from "../card/classic-issue.ts";
import type { ClassicBlocks } from "../card/classic.ts";
import { appendEvents } from "../journal-writer.ts";
import type { CardChannel } from "../ports/card-reader.ts";
import type { LedgerTx } from "../ports/store.ts";
import { recogniseOurs } from "./card-io.ts";
import { requestHash } from "./command.ts";
import { queueCardSlip } from "./card-slip-of.ts";
import { actNow, programmeOf, today, type Actor, type Terminal } from "./context.ts";

/** A plastic on the reader that may become a card. */
export interface IssueRequest {
  readonly member: MemberId;
  readonly uid: Uint8Array;
  readonly channel: CardChannel;
  /** A person was told that the card holds somebody else's data, and said to write over it. */
  readonly overwrite: boolean;
}

/**
 * Issues a card to a member. The event with the exact bytes is on disk before the first write; `card.confirmed` follows
 * the last read-back. A card torn off in between is finished by doing the same again: same number, same bytes. The same
 * command id returns the same answer, once there was one.
 */
export async function issueCard(
  terminal: Terminal,
  by: Actor,
  request: IssueRequest,
): Promise<Result<{ readonly card: CardNo }, { readonly refusal: IssueRefusal | "command-reused" }>> {
  const asked = requestHash(terminal, "issue", [request.member, toHex(request.uid)]);
  const before = terminal.store.read.commandResult(by.command);
  if (before !== undefined && before.request !== asked) return err({ refusal: "command-reused" });
  // Written below by this very command.
  if (before !== undefined) return ok(JSON.parse(before.result) as { card: CardNo });
  const started = terminal.store.transaction((tx) => begin(terminal, tx, by, request));
  if (!started.ok) return started;
  const { intent, blocks } = started.value;
  const outcome = await issueClassic(request.channel, {
    keys: classicKeys(terminal.crypto, terminal.cardKeys, request.uid),
    blocks,
    recognise: recogniseOurs(terminal, request.uid),
    // An unfinished issue of this very card is in the journal: a block torn in mid-write is ours to write again.
    consent: request.overwrite || started.value.resumed ? "overwrite" : "blank-only",
  });
  if (!isDone(outcome, blocks)) return err({ refusal: issueRefusal(outcome) });
  terminal.store.transaction((tx) => {
    tx.putCommandResult({ command: by.command, request: asked, result: JSON.stringify({ card: intent.card }) });
    if (tx.get("intent", [intent.journal, intent.seq])?.status !== "open") return;
    const payload = { intent: intent.seq, card: intent.card, member: request.member };
    const draft = { type: "card.confirmed", payload } as const;
    const [event] = appendEvents(tx, terminal, intent.journal, actNow(terminal, tx, by), [draft]);
    queueCardSlip(terminal, tx, by, { event: must(event, "appended"), card: intent.card, member: request.member });
  });
  return ok({ card: intent.card });
}

interface Begun {
  readonly intent: Tables["intent"];
  readonly blocks: ClassicBlocks;
  readonly resumed: boolean;
}

/** Resumes the unfinished issue of this plastic to this member, or journals a new one. */
function begin(
  terminal: Terminal,
  tx: LedgerTx,
  by: Actor,
  request: IssueRequest,
): Result<Begun, { readonly refusal: IssueRefusal }> {
  const member = tx.get("member", [request.member]);
  if (!member) return err({ refusal: "issue-member-unknown" });
  const uid = toHex(request.uid);
  const known = tx.cardByUid(uid);
  if (known && known.state !== "issuing") return err({ refusal: "issue-known-card" });
  if (known && known.member !== request.member) return err({ refusal: "issue-half-for-other" });
  if (known) {
    const intent = must(tx.intentsOf(known.card, terminal.identity.journal, "open")[0], "an unfinished issue is open");
    return ok({ intent, blocks: blocksOf(known.header, intent.after), resumed: true });
  }
  const { writer, journal } = terminal.identity;
  const card = writerSerialText({ writer, serial: tx.nextSerial("card") }, CARD_SERIAL_MAX);
  const { asset } = programmeOf(tx).document;
  const header = {
    cardNo: card,
    generation: 0,
    memberId: request.member,
    issueDay: dayNumber(today(terminal.clock)),
  };
  const image = newIssueImage(terminal.recordAuth, { uid: request.uid, header, asset, writer });
  const payload = {
    card,
    generation: 0,
    member: request.member,
    asset,
    family: "classic" as const,
    uid,
    header: image.headerText,
    record: image.recordText,
  };
  const [event] = appendEvents(tx, terminal, journal, actNow(terminal, tx, by), [{ type: "card.issued", payload }]);
  const intent = must(tx.get("intent", [journal, must(event, "appended").ref.seq]), "an issue is an intent");
  return ok({ intent, blocks: blocksOf(image.headerText, image.recordText), resumed: false });
}

function blocksOf(header: string, record: string): ClassicBlocks {
  return { header: fromBase64Url(header), slotA: fromBase64Url(record), slotB: fromBase64Url(record) };
}

/** Issued now, or found issued with these very bytes: the answer to an earlier attempt was lost. */
function isDone(outcome: IssueOutcome, wanted: ClassicBlocks): boolean {
  if (outcome.kind === "issued") return true;
  if (outcome.kind !== "already-issued") return false;
  const { header, slotA, slotB } = outcome.blocks;
  return equalBytes(header, wanted.header) && equalBytes(slotA, wanted.slotA) && equalBytes(slotB, wanted.slotB);
}

function issueRefusal(outcome: IssueOutcome): IssueRefusal {
  switch (outcome.kind) {
    case "foreign-data":
      return "issue-foreign-data";
    case "foreign-keys":
    case "set-aside":
      return "issue-set-aside";
    case "already-issued":
      return "issue-known-card";
    case "issued":
    case "unfinished":
      return "issue-unfinished";
  }
}
