import { ok } from "../../../src-shared/base/result.ts";
import type { InputOf, ValueOf } from "../../../src-shared/contract/contract.ts";
import type { EventRef } from "../../../src-shared/ledger/accounts.ts";
import { chosenProfile } from "../../../src-shared/printer/printer-settings.ts";
import { readReceiptText } from "../../../src-shared/receipt/document.ts";
import { sampleDocument } from "../../../src-shared/receipt/sample-papers.ts";
import type { SpoolStore } from "../print/spool-store.ts";
import { withPictures } from "../print/with-pictures.ts";
import type { LedgerRead } from "../ports/store.ts";
import { machineSettings } from "../terminal/machine-settings.ts";
import { lookWith } from "../terminal/paper-look.ts";
import { changedReceipt, pictureNameOf, receiptPicture, receiptSettingsOf } from "../terminal/receipt-settings.ts";
import { shopSettings } from "../terminal/shop-settings.ts";
import { lookingAs } from "./desk-parts.ts";
import type { Answered } from "./handlers.ts";
import type { SettingsParts } from "./settings-parts.ts";

/** As the contract's list: a receipt, its 99 copies at most, and what undid it. */
const PAPERS_MAX = 100;

/** A paper of invented contents as the shop would print it with a change of its settings; nothing is kept. */
export async function samplePaperCall(
  parts: SettingsParts,
  _call: unknown,
  input: InputOf<"settings.sample-paper">,
): Promise<Answered<"settings.sample-paper">> {
  const looking = lookingAs(parts);
  if (!looking.ok) return looking;
  const { store, crypto, clock } = parts.terminal;
  const { paper, change } = input;
  const name = change.logo ? pictureNameOf(crypto, change.logo) : null;
  const receipt = changedReceipt(receiptSettingsOf(store.read), change, name);
  const { widthDots, dpi } = chosenProfile(parts.machine.printer());
  const look = { ...lookWith(shopSettings(store.read), receipt), atMs: clock.wallMs(), widthDots, dpi };
  const document = sampleDocument(paper, { ...look, saysExpiry: receipt.expiringDays > 0 });
  const drawn = withPictures(document, (wanted) => {
    return wanted === name && change.logo ? change.logo : receiptPicture(store.read, wanted);
  });
  return ok({ document: drawn, widthDots });
}

/**
 * What the spool holds of a sale and of what undid it (`events`), the pictures in their places; what this program can't
 * read is left out.
 */
export function papersOfSale(
  read: LedgerRead,
  jobs: Pick<SpoolStore, "ofSale">,
  events: readonly EventRef[],
): ValueOf<"sales.papers"> {
  const { widthDots } = machineSettings(read).printer;
  const found = events.flatMap(({ journal, seq }) => jobs.ofSale(`${journal}/${seq}`));
  const papers = found.slice(0, PAPERS_MAX).flatMap((job) => {
    const document = readReceiptText(job.document);
    if (document === undefined) return [];
    return [{ document: withPictures(document, (name) => receiptPicture(read, name)), widthDots }];
  });
  return { papers };
}
