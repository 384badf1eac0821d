/** A card as it really is. */
export interface Card {
  readonly card: string;
  readonly member: string;
  record: string;
  balance: number;
  counter: number;
  op: number;
}

/** An intent that its journal has not settled, with what really became of it. */
export interface Open {
  readonly journal: number;
  readonly seq: number;
  readonly card: Card;
  readonly kind: "earn" | "spend";
  readonly earn: number;
  readonly spend: number;
  readonly ops: { readonly op: number; readonly amount: number }[];
  readonly written: boolean;
}
