import { toBase64Url } from "../base/bytes.ts";
import { encodeHeader, encodeRecordBody, type CardHeader } from "./card-bytes.ts";
import type { RecordAuth } from "./card-keys.ts";
import type { RecordText } from "./card-view.ts";

/** The counter of a card's first record: 0 is left for "no record". */
export const FIRST_COUNTER = 1;

/** The bytes of a newly issued card, 16 each, and the texts that its event carries. */
export interface IssueImage {
  readonly header: Uint8Array;
  readonly slots: readonly [Uint8Array, Uint8Array];
  readonly headerText: string;
  readonly recordText: RecordText;
}

/**
 * The image of a new card: header and an empty purse, the same first record in both slots, so that one bad block kills
 * no card. `writer` is the issuing journal's. Balances reach a new card by operations only.
 */
export function newIssueImage(
  auth: RecordAuth,
  of: { readonly uid: Uint8Array; readonly header: CardHeader; readonly asset: number; readonly writer: number },
): IssueImage {
  const header = encodeHeader(of.header);
  const body = encodeRecordBody({
    asset: of.asset,
    keyVersion: auth.writeVersion,
    balanceMinor: 0,
    counter: FIRST_COUNTER,
    opSeq: 0,
    writer: of.writer,
  });
  const record = auth.seal({ uid: of.uid, cardNo: of.header.cardNo, header }, body);
  return {
    header,
    slots: [record, record.slice()],
    headerText: toBase64Url(header),
    recordText: toBase64Url(record),
  };
}
