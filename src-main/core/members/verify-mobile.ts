import { equalBytes, toHex } from "../../../src-shared/base/bytes.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import * as mobileCode from "../../../src-shared/members/mobile-code.ts";
import { codeText } from "../../../src-shared/messages/message-texts.ts";
import type { MemberRefusal } from "../../../src-shared/words/member-words.ts";
import { appendEvents } from "../journal-writer.ts";
import { sendInTime } from "../messages/send-in-time.ts";
import type { MessagePort } from "../ports/messages.ts";
import type { MobileCodes } from "../ports/mobile-codes.ts";
import type { PeopleStore, Verification } from "../ports/people.ts";
import type { LedgerTx } from "../ports/store.ts";
import { isAnswered, once } from "../terminal/command.ts";
import { actNow, type Actor, type Terminal } from "../terminal/context.ts";
import { deskSettings } from "../terminal/desk-settings.ts";
import { textStyle } from "./text-style.ts";

/** What showing that a mobile is a member's can refuse. */
export interface VerifyRefused {
  readonly refusal: MemberRefusal | "member-unknown" | "command-reused";
}

/** What verifying works on. */
export interface VerifyParts {
  readonly terminal: Terminal;
  readonly people: Pick<PeopleStore, "verification" | "setVerified">;
  readonly codes: MobileCodes;
  readonly messages: MessagePort;
}

type Done = Result<Record<string, never>, VerifyRefused>;

/**
 * Shows that a mobile is the member's: by a code that is sent there and said back, or by a person's word where the
 * owner allows that. What was shown holds for that number alone. A code is nowhere but in the message: not kept, not
 * logged, and not sent again by itself; who does not get it asks for another.
 */
export class MobileVerifier {
  readonly #parts: VerifyParts;
  /** Sendings under way by their commands: a page that asks again meanwhile gets the same answer, not a second code. */
  readonly #sending = new Map<string, Promise<Result<{ readonly sentTo: string }, VerifyRefused>>>();

  constructor(parts: VerifyParts) {
    this.#parts = parts;
  }

  /** Sends a new code in the place of the one before, within the limits of its number and of this till. */
  sendCode(by: Actor, member: MemberId): Promise<Result<{ readonly sentTo: string }, VerifyRefused>> {
    const running = this.#sending.get(by.command);
    if (running !== undefined) return running;
    const sending = this.#send(by, member).finally(() => this.#sending.delete(by.command));
    this.#sending.set(by.command, sending);
    return sending;
  }

  /** A try is counted before the code is looked at, so that a kill in between gives nobody a free one. */
  verifyCode(by: Actor, { member, code }: { readonly member: MemberId; readonly code: string }): Done {
    const { terminal } = this.#parts;
    const isKnown = isAnswered(terminal, by.command) || terminal.members.get(member) !== undefined;
    if (!isKnown) return err({ refusal: "member-unknown" });
    if (!isAnswered(terminal, by.command) && !this.#isRight(member, code)) return err({ refusal: "code-wrong" });
    return once<Record<string, never>, VerifyRefused>(terminal, { name: "verify-code", by, request: member }, (tx) => {
      return this.#verified(tx, by, { member, how: "code" });
    });
  }

  /** A person's word. Nobody gives it for a membership of their own. */
  verifyByStaff(by: Actor, member: MemberId): Done {
    const { terminal } = this.#parts;
    return once<Record<string, never>, VerifyRefused>(
      terminal,
      { name: "verify-by-staff", by, request: member },
      (tx) => {
        const refusal = this.whyNoWord(by, member);
        return refusal === undefined ? this.#verified(tx, by, { member, how: "staff" }) : err({ refusal });
      },
    );
  }

  /** Why a person's word does not count, or undefined when it does; without a member for one who is just enrolled. */
  whyNoWord(by: Actor, member?: MemberId): MemberRefusal | undefined {
    const { terminal } = this.#parts;
    if (!deskSettings(terminal.store.read).verifiedByStaff) return "staff-word-off";
    const own = [by.actor, by.approver].some(
      (staff) => staff !== undefined && member !== undefined && terminal.staff.get(staff)?.fields.member === member,
    );
    return own ? "own-membership" : undefined;
  }

  /** Notes a person's word in the transaction that enrols the member. */
  enrolledByStaff(tx: LedgerTx, by: Actor, member: MemberId): void {
    this.#verified(tx, by, { member, how: "staff" });
  }

  async #send(by: Actor, member: MemberId): Promise<Result<{ readonly sentTo: string }, VerifyRefused>> {
    const { terminal, codes, messages } = this.#parts;
    const command = { name: "send-code", by, request: member };
    if (isAnswered(terminal, by.command)) return once(terminal, command, () => err({ refusal: "code-not-sent" }));
    if (messages.gateway === "none") return err({ refusal: "code-not-sent" });
    const made = terminal.store.transaction(() => this.#make(member));
    if (!made.ok) return made;
    const { mobile, code, atMs } = made.value;
    const id = `code/${toHex(terminal.random.bytes(16))}`;
    const text = codeText(code, textStyle(terminal.store.read));
    const outcome = await sendInTime(terminal, messages, { id, to: mobile, text });
    // It may arrive all the same, so its code stays good and it counts.
    if (outcome === "late") return err({ refusal: "code-late" });
    if (outcome !== "accepted") {
      // Surely not sent, so it counts for nothing.
      terminal.store.transaction(() => {
        codes.drop(member);
        codes.forgetSent(mobile, atMs);
      });
      return err({ refusal: "code-not-sent" });
    }
    return once<{ sentTo: string }, VerifyRefused>(terminal, command, () => ok({ sentTo: asDialled(mobile) }));
  }

  #make(member: MemberId): Result<{ mobile: string; code: string; atMs: number }, VerifyRefused> {
    const { terminal, codes } = this.#parts;
    const { crypto, clock, random, cardKeys } = terminal;
    const found = this.#mobileOf(member);
    if (!found.ok) return found;
    const mobile = found.value;
    const atMs = clock.wallMs();
    // On both sides: what a clock that ran ahead has noted must not stop codes for years.
    const sent = codes.sentWithin(mobile, atMs - mobileCode.CODE_HOUR_MS, atMs + mobileCode.CODE_HOUR_MS);
    if (!mobileCode.maySendCode(sent)) return err({ refusal: "codes-too-many" });
    const code = mobileCode.codeOf(random.bytes(mobileCode.CODE_RANDOM_BYTES));
    const salt = random.bytes(mobileCode.CODE_SALT_BYTES);
    const key = mobileCode.codeKey(crypto, cardKeys);
    const digest = mobileCode.codeDigest(crypto, key, { salt, member, mobile, code });
    codes.put(member, { mobile, salt, digest, tries: 0, expiresAtMs: atMs + mobileCode.CODE_LASTS_MS });
    codes.noteSent(mobile, atMs);
    return ok({ mobile, code, atMs });
  }

  #isRight(member: MemberId, typed: string): boolean {
    const { terminal, codes } = this.#parts;
    const { crypto, clock, cardKeys } = terminal;
    const code = mobileCode.readCode(typed);
    // A slip of the fingers that can be no code is no try.
    if (code === undefined) return false;
    const kept = terminal.store.transaction(() => {
      const before = codes.get(member);
      if (before !== undefined) codes.countTry(member);
      return before;
    });
    const now = this.#mobileOf(member);
    if (kept === undefined || !now.ok || kept.mobile !== now.value) return false;
    const leftMs = kept.expiresAtMs - clock.wallMs();
    // More than its whole life left: the clock was set back, and how old the code is nobody knows.
    if (leftMs <= 0 || leftMs > mobileCode.CODE_LASTS_MS || kept.tries >= mobileCode.CODE_TRIES_MAX) return false;
    const { salt, mobile } = kept;
    const digest = mobileCode.codeDigest(crypto, mobileCode.codeKey(crypto, cardKeys), { salt, member, mobile, code });
    return equalBytes(digest, kept.digest);
  }

  #verified(tx: LedgerTx, by: Actor, of: { readonly member: MemberId; readonly how: Verification["how"] }): Done {
    const { terminal, people, codes } = this.#parts;
    const { member, how } = of;
    const found = this.#mobileOf(member);
    if (!found.ok) return found;
    codes.drop(member);
    if (people.verification(member)?.mobile === found.value) return ok({});
    const act = actNow(terminal, tx, by);
    appendEvents(tx, terminal, terminal.identity.journal, act, [{ type: "member.verified", payload: { member, how } }]);
    people.setVerified(member, { mobile: found.value, how, staff: by.actor, atMs: terminal.clock.wallMs() });
    return ok({});
  }

  #mobileOf(member: MemberId): Result<string, VerifyRefused> {
    const stored = this.#parts.terminal.members.get(member);
    if (stored === undefined) return err({ refusal: "member-unknown" });
    if (stored.kind === "erased") return err({ refusal: "profile-erased" });
    const { mobile } = stored.fields;
    return mobile === undefined ? err({ refusal: "mobile-missing" }) : ok(mobile);
  }
}

/** As people of the shop say it: 09 and nine digits. */
function asDialled(mobile: string): string {
  return mobile.replace(/^98/, "0");
}
