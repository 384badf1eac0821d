import type { BusinessDay } from "../../../src-shared/base/business-day.ts";
import type { MemberId } from "../../../src-shared/base/ids.ts";
import type { MemberPanel } from "../../../src-shared/contract/counter-state.ts";
import { isBirthday } from "../../../src-shared/members/birthday.ts";
import { must } from "../../../src-shared/base/assert.ts";
import type { GiftLocked } from "../../../src-shared/words/held-words.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import { memberName } from "../staff/member-name.ts";
import { programmeOf, shiftOf, today, type Terminal } from "../terminal/context.ts";
import { standingOf } from "../terminal/decide-sale.ts";
import { shopSettings } from "../terminal/shop-settings.ts";
import { balancesOf } from "./balances.ts";

/** What the ledger and the profile say of a member, the card on the reader apart. */
export interface MemberFacts extends Pick<
  MemberPanel,
  "member" | "name" | "tier" | "next" | "poolMinor" | "heldMinor" | "isBirthday" | "isStaff"
> {
  /** For the customer display; null where only a number is known. */
  readonly firstName: string | null;
  /** What the ledger has on the member's cards. */
  readonly purseMinor: number;
  /** What of `heldMinor` is locked, and what it waits for. */
  readonly lockedMinor: number;
  readonly lockedWhy: GiftLocked | null;
}

/** The facts of a member now; undefined when there is no such member. */
export function memberFacts(terminal: Terminal, member: MemberId): MemberFacts | undefined {
  const { read } = terminal.store;
  if (read.get("member", [member]) === undefined) return undefined;
  const profile = terminal.members.get(member);
  const fields = profile?.kind === "kept" ? profile.fields : undefined;
  const { poolMinor, purseMinor, doubtMinor, onItsWayMinor, lockedMinor, lockedWhy } = balancesOf(terminal, member);
  const isStaff = read.staff().some(({ staff, state }) => {
    return state === "active" && terminal.staff.get(staff)?.fields.member === member;
  });
  return {
    member,
    name: memberName(terminal, member).slice(0, 170),
    firstName: fields?.givenName ?? null,
    ...tierOf(terminal, member),
    poolMinor,
    purseMinor,
    heldMinor: Math.max(0, doubtMinor + onItsWayMinor) + lockedMinor,
    lockedMinor,
    lockedWhy,
    isBirthday: fields?.birthDate !== undefined && hasBirthday(terminal, fields.birthDate),
    isStaff,
  };
}

/** The business day that a sale made now belongs to. */
export function dayNow(terminal: Terminal): BusinessDay {
  return shiftOf(terminal.store.read)?.day ?? today(terminal.clock);
}

/** The member's tier, and what is missing to the next one. */
export function tierOf(terminal: Terminal, member: MemberId): Pick<MemberPanel, "tier" | "next"> {
  const { read } = terminal.store;
  const programme = programmeOf(read).document;
  const { tierIndex, progressMinor } = standingOf(read, { programme, member, day: dayNow(terminal) });
  const tier = must(programme.tiers[tierIndex], "a member has a tier of the programme").name;
  const above = programme.tiers[tierIndex + 1];
  if (above === undefined) return { tier, next: null };
  const shareBp = Math.floor((Math.min(progressMinor, above.from) * 10_000) / Math.max(1, above.from));
  const missingMinor = Math.max(0, above.from - progressMinor);
  return { tier, next: { tier: above.name, missingMinor, shareBp: Math.max(0, shareBp) } };
}

/** In the shop's calendar, by the day that the shop's clock shows. */
function hasBirthday(terminal: Terminal, born: string): boolean {
  const { locale, display } = shopSettings(terminal.store.read);
  const { calendar } = display ?? defaultDisplay(locale);
  return isBirthday({ born, day: today(terminal.clock), calendar });
}
