import { utf8Bytes } from "../base/bytes.ts";
import { canonicalText } from "../base/canonical.ts";
import type { CardNo, MemberId, MerchantId } from "../base/ids.ts";

/** Everything about an operation that moves money. `basis` is the counter that one which takes rests on. */
export interface OperationTerms {
  readonly merchant: MerchantId;
  readonly card: CardNo;
  readonly op: number;
  readonly member: MemberId;
  readonly asset: number;
  readonly amount: number;
  readonly basis: number | null;
}

/** Domain of the authority's signature on an operation, so that it can stand for nothing else. */
const DOMAIN = "vafa/operation/1\u0000";

/** The bytes that the authority signs and a terminal checks before it applies an operation: domain ‖ canonical text. */
export function operationMessage(terms: OperationTerms): Uint8Array {
  const { merchant, card, op, member, asset, amount, basis } = terms;
  const value = { merchant, card, op, member, asset, amount, ...(basis === null ? {} : { basis }) };
  return utf8Bytes(`${DOMAIN}${canonicalText(value)}`);
}
