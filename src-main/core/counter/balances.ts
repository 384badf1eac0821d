import type { MemberId } from "../../../src-shared/base/ids.ts";
import { purseOf } from "../../../src-shared/ledger/accounts.ts";
import { inTransit } from "../authority/in-process-head-office.ts";
import { programmeOf, type Terminal } from "../terminal/context.ts";
import { poolOfMember, type LockedCredit } from "../terminal/member-lots.ts";

/** What a member has, where. */
export interface Balances extends LockedCredit {
  /** Of the club account, without what is locked. */
  readonly poolMinor: number;
  readonly purseMinor: number;
  readonly doubtMinor: number;
  readonly onItsWayMinor: number;
}

/** A member's balances by the ledger. */
export function balancesOf(terminal: Terminal, of: MemberId): Balances {
  const { read } = terminal.store;
  const { asset } = programmeOf(read).document;
  const balance = (account: string): number => read.get("account", [account, asset])?.balance ?? 0;
  const cards = read.cardsOf(of);
  // Of every epoch: what a lost machine left in doubt is the member's too.
  const tills = read.journals().filter((journal) => journal.role === "terminal");
  const open = cards.flatMap((card) => tills.flatMap((till) => read.intentsOf(card.card, till.journal, "open")));
  return {
    ...poolOfMember(read, { member: of, asset }),
    purseMinor: cards.reduce((sum, card) => sum + balance(purseOf(card.card)), 0),
    doubtMinor: open.reduce((sum, intent) => sum + balance(`doubt/${intent.journal}/${intent.seq}`), 0),
    onItsWayMinor: cards.reduce((sum, card) => sum + inTransit(read, card.card, asset), 0),
  };
}
