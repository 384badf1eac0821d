/** One sale as the test knows it from what it did, in toman. The parts of the payment make up the bill. */
export interface SoldBill {
  readonly cash?: number;
  readonly bank?: number;
  readonly credit?: number;
  readonly toCard?: number;
  readonly toAccount?: number;
}

/** The day's sums, kept beside the till from what was done at it: its Z must come to the same. In toman. */
export class DayBooks {
  readonly float: number;
  readonly sales = { count: 0, sum: 0 };
  readonly voids = { count: 0, sum: 0 };
  readonly paidOut = { count: 0, sum: 0 };
  readonly paid = { cash: column(), bank: column(), credit: column() };
  cashBack = 0;
  earnedOnCards = 0;
  earnedInAccounts = 0;

  constructor(float: number) {
    this.float = float;
  }

  sold({ cash = 0, bank = 0, credit = 0, toCard = 0, toAccount = 0 }: SoldBill): void {
    add(this.sales, cash + bank + credit);
    for (const [kind, amount] of [["cash", cash] as const, ["bank", bank] as const, ["credit", credit] as const])
      if (amount > 0) add(this.paid[kind], amount);
    this.earnedOnCards += toCard;
    this.earnedInAccounts += toAccount;
  }

  /** A sale that was paid in cash was taken back. */
  voidedCash(total: number): void {
    add(this.voids, total);
    this.cashBack += total;
  }

  tookOut(amount: number): void {
    add(this.paidOut, amount);
  }

  /** What must lie in the drawer. */
  drawer(): number {
    return this.float + this.paid.cash.sum - this.cashBack - this.paidOut.sum;
  }
}

interface Column {
  count: number;
  sum: number;
}

function column(): Column {
  return { count: 0, sum: 0 };
}

function add(to: Column, amount: number): void {
  to.count += 1;
  to.sum += amount;
}
