import type { MemberId } from "../../../src-shared/base/ids.ts";
import type { Offer } from "../../../src-shared/contract/counter-state.ts";
import type { SaleLine } from "../../../src-shared/ledger/events/sale-events.ts";
import { earnedOn, earnTerms, type EarnTerms } from "../../../src-shared/programme/accrue.ts";
import type { Programme } from "../../../src-shared/programme/document.ts";
import type { OfferedEarning } from "../../../src-shared/programme/earn-with.ts";
import { redeem } from "../../../src-shared/programme/redeem.ts";
import { roundCredit } from "../../../src-shared/programme/round-credit.ts";
import { programmeOf, shiftOf, type Terminal } from "../terminal/context.ts";
import { decideSale, standingOf } from "../terminal/decide-sale.ts";
import type { NoCredit } from "../../../src-shared/words/offer-words.ts";
import { dayNow } from "./till-member.ts";

/** What an offer is made of. */
export interface OfferBasis {
  readonly member: MemberId;
  /** Who would sell: the limits against crediting oneself are theirs. */
  readonly seller: string;
  readonly lines: readonly SaleLine[];
  readonly totalMinor: number;
  readonly spendableMinor: number;
  /** Why nothing may be spent, where it is not the programme that says so. */
  readonly spendWhyNot: string | null;
}

/** What this bill would earn and what credit could pay of it, by the rules that will decide the sale. */
export function offerOf(terminal: Terminal, basis: OfferBasis): Offer {
  const programme = programmeOf(terminal.store.read).document;
  return { ...earningOf(terminal, programme, basis), ...creditOf(programme, basis) };
}

function earningOf(terminal: Terminal, programme: Programme, basis: OfferBasis): OfferedEarning {
  const { member, lines, totalMinor, seller } = basis;
  if (totalMinor === 0) return { earnMinor: 0, reason: null, earnWhyNot: null, terms: null };
  const { read } = terminal.store;
  const day = dayNow(terminal);
  const standing = (): EarnTerms => earnTerms(programme, standingOf(read, { programme, member, day }).tierIndex);
  if (shiftOf(read) === undefined) {
    // Nothing can be sold yet; what it would earn is still a help.
    const terms = standing();
    const { totalMinor: earnMinor, reason } = earnedOn(terms, { totalMinor, creditMinor: 0 });
    return { earnMinor, reason, earnWhyNot: null, terms };
  }
  const bill = { lines, totalMinor, creditMinor: 0, tenders: [], changeMinor: 0 };
  const by = { actor: seller };
  const decided = decideSale(terminal, read, { programme, member, day, bill, spendableMinor: 0, by });
  if (!decided.ok) return { earnMinor: 0, reason: null, earnWhyNot: "needs-approval", terms: standing() };
  const { accrual, inputs } = decided.value;
  const tierIndex = programme.tiers.findIndex((tier) => tier.id === inputs.tier);
  const terms = earnTerms(programme, tierIndex);
  return { earnMinor: accrual.totalMinor, reason: accrual.reason, earnWhyNot: null, terms };
}

function creditOf(
  programme: Programme,
  { lines, totalMinor, spendableMinor, spendWhyNot }: OfferBasis,
): Pick<Offer, "allCreditMinor" | "roundCreditMinor" | "creditWhyNot"> {
  const asked = redeem(programme, { bill: { lines }, requestedMinor: 0, spendableMinor });
  const possibleMinor = asked.ok ? 0 : asked.error.possibleMinor;
  if (possibleMinor > 0) {
    const stepMinor = programme.redeem.step;
    const roundCreditMinor = roundCredit({ totalMinor, possibleMinor, stepMinor });
    return { allCreditMinor: possibleMinor, roundCreditMinor, creditWhyNot: null };
  }
  const nothing = { allCreditMinor: 0, roundCreditMinor: 0 };
  if (spendWhyNot !== null) return { ...nothing, creditWhyNot: spendWhyNot };
  const tooLittle = spendableMinor > 0 && spendableMinor < programme.redeem.minimum;
  if (tooLittle) return { ...nothing, creditWhyNot: "credit-below-minimum" };
  if (totalMinor === 0) return { ...nothing, creditWhyNot: null };
  const why: NoCredit = spendableMinor === 0 ? "credit-none" : "credit-below-step";
  return { ...nothing, creditWhyNot: why };
}
