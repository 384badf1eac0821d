import { z } from "zod";
import { toHex } from "../../../src-shared/base/bytes.ts";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import {
  receiptSettings,
  type ReceiptChange,
  type ReceiptChoices,
} from "../../../src-shared/contract/receipt-contract.ts";
import { pictureName, pictureSchema, type PictureText } from "../../../src-shared/receipt/document.ts";
import { pictureOf } from "../../../src-shared/receipt/picture.ts";
import { SHOWS_ALL } from "../../../src-shared/receipt/receipt-parts.ts";
import type { LedgerRead, LedgerTx } from "../ports/store.ts";

/** What the owner chose for receipts; the shop's name, address, telephone and last line are the shop's own. */
export interface ReceiptSettings extends Omit<ReceiptChoices, "logo"> {
  /** The name of the picture above the shop's name. */
  readonly logo: string | null;
  /** Pictures of before, the newest first: copies of older receipts still name them. */
  readonly oldLogos: readonly string[];
}

/** Where they lie in `state`. */
export const STATE_RECEIPT = "receipt-settings";
const PICTURE_PREFIX = "receipt-picture/";
/** Pictures of before that are kept, at most 33 kB each: a copy of a receipt older than that many has no picture. */
const OLD_LOGOS_MAX = 8;

/** What a shop prints that never chose anything: the receipts of the programs before, and nothing new. */
const DEFAULTS: ReceiptSettings = {
  headerLines: [],
  shows: SHOWS_ALL,
  expiringDays: 0,
  moneyUnit: null,
  digits: null,
  slips: { cash: true, card: false },
  logo: null,
  oldLogos: [],
};

/** What a shop that is founded today begins with, beyond the defaults: older ones keep the receipts they know. */
export const NEW_SHOP_RECEIPTS: ReceiptChange = { expiringDays: 30 };

const schema = receiptSettings.extend({
  logo: z.nullable(pictureName),
  oldLogos: z.array(pictureName).max(OLD_LOGOS_MAX),
});

/** The receipts' settings, what was never set by its default. */
export function receiptSettingsOf(read: Pick<LedgerRead, "state">): ReceiptSettings {
  const text = read.state(STATE_RECEIPT);
  // Written by `putReceiptSettings` only, which checks them.
  return text === undefined ? DEFAULTS : { ...DEFAULTS, ...(JSON.parse(text) as Partial<ReceiptSettings>) };
}

/** What the settings page shows of them: of the picture its size alone. */
export function receiptChoices(read: Pick<LedgerRead, "state">): ReceiptChoices {
  const { logo, oldLogos: _oldLogos, ...rest } = receiptSettingsOf(read);
  const picture = logo === null ? undefined : receiptPicture(read, logo);
  const size = picture && { widthDots: picture.widthDots, heightDots: picture.heightDots };
  return { ...rest, logo: size ?? null };
}

/** The dots of a picture by its name, undefined when it is no longer kept. */
export function receiptPicture(read: Pick<LedgerRead, "state">, name: string): PictureText | undefined {
  const text = read.state(PICTURE_PREFIX + name);
  if (text === undefined) return undefined;
  const parsed = pictureSchema.safeParse(JSON.parse(text));
  return parsed.success ? parsed.data : undefined;
}

/** What the settings would be with a change of them. `name` is the picture's, where the change brings one. */
export function changedReceipt(before: ReceiptSettings, change: ReceiptChange, name: string | null): ReceiptSettings {
  const { logo, shows, slips, ...rest } = change;
  const next = { ...before, ...rest, shows: { ...before.shows, ...shows }, slips: { ...before.slips, ...slips } };
  if (logo === undefined) return next;
  const old = before.logo === null ? [] : [before.logo];
  const oldLogos = [...new Set([...old, ...before.oldLogos])].filter((each) => each !== name);
  return { ...next, logo: name, oldLogos: oldLogos.slice(0, OLD_LOGOS_MAX) };
}

/** Changes some of the receipts' settings. Throws on a value out of range: the contract's schema has checked them. */
export function putReceiptSettings(tx: LedgerTx, crypto: CryptoPort, change: ReceiptChange): void {
  const before = receiptSettingsOf(tx);
  const name = change.logo ? pictureNameOf(crypto, change.logo) : null;
  const next = changedReceipt(before, change, name);
  tx.putState(STATE_RECEIPT, JSON.stringify(schema.parse(next)));
  if (change.logo && name !== null) tx.putState(PICTURE_PREFIX + name, JSON.stringify(change.logo));
  const kept = new Set([next.logo, ...next.oldLogos]);
  for (const gone of before.oldLogos) if (!kept.has(gone)) tx.dropState(PICTURE_PREFIX + gone);
}

/** Takes over how another shop of this machine prints: training looks as the shop does. */
export function copyReceiptSettings(from: Pick<LedgerRead, "state">, tx: LedgerTx): void {
  const settings = receiptSettingsOf(from);
  tx.putState(STATE_RECEIPT, JSON.stringify({ ...settings, oldLogos: [] }));
  const picture = settings.logo === null ? undefined : receiptPicture(from, settings.logo);
  if (picture !== undefined) tx.putState(`${PICTURE_PREFIX}${settings.logo}`, JSON.stringify(picture));
}

/** The first 16 hexadecimal characters of the hash of a picture's width and dots. */
export function pictureNameOf(crypto: CryptoPort, picture: PictureText): string {
  const { widthDots, bits } = pictureOf(picture);
  const hashed = new Uint8Array([widthDots >> 8, widthDots & 0xff, ...bits]);
  return toHex(crypto.sha256(hashed)).slice(0, 16);
}
