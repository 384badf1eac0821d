import type { PageEvent } from "../../src-shared/contract/contract.ts";
import { memberQrKey, readMemberQr } from "../../src-shared/members/member-qr.ts";
import { BillShelf } from "../core/counter/bill-shelf.ts";
import type { Counter } from "../core/counter/counter.ts";
import { TillCounter } from "../core/counter/till-counter.ts";
import { TillPages } from "../core/counter/till-pages.ts";
import type { PrintOverviews, TillParts } from "../core/counter/till-parts.ts";
import type { DeskParts } from "../core/desk/desk-parts.ts";
import type { CardReaderPort } from "../core/ports/card-reader.ts";
import { lookOf } from "../core/terminal/look.ts";

/** The counter of a terminal as its pages see it, and what tells them. */
export interface ComposedTill {
  readonly till: TillCounter;
  readonly pages: TillPages;
  readonly shelf: BillShelf;
}

/** Puts the counter together. `send` gets every event for the pages. */
export function composeTill(
  parts: {
    readonly desk: DeskParts;
    readonly counter: Counter;
    readonly reader: Pick<CardReaderPort, "status" | "onStatus">;
    readonly spool: PrintOverviews | undefined;
    readonly notices: () => readonly string[];
    readonly isTraining: boolean;
  },
  send: (event: PageEvent) => void,
): ComposedTill {
  const { desk, counter, reader, spool, notices, isTraining } = parts;
  const { terminal, staff, products } = desk;
  const shelf = new BillShelf(terminal);
  const qrKey = memberQrKey(terminal.crypto, terminal.cardKeys);
  const tillParts: TillParts = {
    terminal,
    counter,
    reader,
    staff,
    products,
    shelf,
    memberOfQr: (text) => readMemberQr(terminal.crypto, qrKey, text),
    ...(spool === undefined ? {} : { spool }),
    notices,
    display: () => lookOf(terminal.store.read),
    training: isTraining,
  };
  const till = new TillCounter(tillParts);
  return { till, shelf, pages: new TillPages(tillParts, till, send) };
}
