import type { MemberId } from "../../../src-shared/base/ids.ts";
import { waitingIntents } from "../terminal/abandon.ts";
import { shiftOf, type Terminal } from "../terminal/context.ts";
import { OWNER } from "../terminal/found-shop.ts";
import { voidableSale, type VoidableSale } from "../terminal/voidable-sale.ts";
import type { Counter, Presence } from "./counter.ts";
import { memberFacts, type MemberFacts } from "./till-member.ts";

/** What a counter shows of the ledger, as of one state of it. */
export interface LedgerNow {
  facts(member: MemberId): MemberFacts | undefined;
  readonly last: VoidableSale | undefined;
  /** An undo that waits for its card. */
  readonly waiting: { readonly what: "void"; readonly spendMinor: number } | null;
  /** Who answers for the drawer; the owner when no shift is open. */
  readonly shiftStaff: string;
  /** Why less may be spent of the card shown than lies on it. */
  heldBy(): string | null;
}

/** Profiles and clocks change beside the ledger: what is shown of them is never older than this. */
const MAX_AGE_MS = 60_000;

/** Reads the ledger anew only when its head moved, or a minute passed: a key press reads none of it again. */
export function ledgerView(terminal: Terminal, counter: Counter): () => LedgerNow {
  let key = "";
  let now: LedgerNow | undefined;
  return () => {
    const heads = terminal.store.read.journals().map(({ headSeq }) => headSeq);
    const current = `${heads.join("/")}/${Math.floor(terminal.clock.wallMs() / MAX_AGE_MS)}`;
    if (now === undefined || current !== key) now = readNow(terminal, counter);
    key = current;
    return now;
  };
}

function readNow(terminal: Terminal, counter: Counter): LedgerNow {
  const { read } = terminal.store;
  const taking = waitingIntents(terminal, read).find((intent) => intent.kind === "take");
  const known = new Map<MemberId, MemberFacts | undefined>();
  let held: { readonly presence: Presence; readonly by: string | null } | undefined;
  return {
    last: voidableSale(terminal),
    waiting: taking === undefined ? null : { what: "void", spendMinor: taking.spend },
    shiftStaff: shiftOf(read)?.staff ?? OWNER,
    facts: (member) => {
      if (!known.has(member)) known.set(member, memberFacts(terminal, member));
      return known.get(member);
    },
    heldBy: () => {
      const presence = counter.presence();
      if (held?.presence !== presence) held = { presence, by: counter.heldBy() };
      return held.by;
    },
  };
}
