import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import type { JournalId } from "../../../src-shared/base/ids.ts";
import { appendEvents, type EventDraft } from "../journal-writer.ts";
import { authorityJournals, openedBalance } from "../members/opened-balance.ts";
import type { ClockPort } from "../ports/clock.ts";
import type { BalancesOpened, OpeningBalances } from "../ports/head-office.ts";
import type { StorePort } from "../ports/store.ts";
import { programmeOf, shiftOf, today } from "../terminal/context.ts";

/** What opening balances works with: the authority's own journal. */
export interface OpenBalancesPorts {
  readonly store: StorePort;
  readonly crypto: CryptoPort;
  readonly clock: ClockPort;
  readonly journal: JournalId;
}

/**
 * Opens balances brought from another club, each member's once and for ever: whoever has had one gets none again,
 * whatever asks, so that neither a lost answer nor the same file doubles credit. What it brings is earned credit.
 */
export function openBalances(ports: OpenBalancesPorts, request: OpeningBalances): BalancesOpened {
  return ports.store.transaction((tx): BalancesOpened => {
    const { asset } = programmeOf(tx).document;
    const journals = authorityJournals(tx);
    const wanted = request.balances.filter(
      ({ member }) => tx.get("member", [member]) !== undefined && !openedBalance(tx, journals, member),
    );
    const drafts = wanted.map(({ member, amountMinor }): EventDraft => {
      return { type: "balance.opened", payload: { member, asset, amount: amountMinor, kind: "earned" } };
    });
    const day = shiftOf(tx)?.day ?? today(ports.clock);
    const programme = tx.newestProgramme()?.programme ?? 0;
    appendEvents(tx, ports, ports.journal, { ...request.by, day, programme, feed: [0, 0] }, drafts);
    return { opened: drafts.length };
  });
}
