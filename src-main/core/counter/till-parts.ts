import type { MemberId } from "../../../src-shared/base/ids.ts";
import type { Display } from "../../../src-shared/contract/settings-contract.ts";
import type { CardReaderPort } from "../ports/card-reader.ts";
import type { ProductLookup } from "../ports/products.ts";
import type { DrawerNotice } from "../print/drawer-job.ts";
import type { Spool, SpoolOverview } from "../print/spool.ts";
import type { StaffDesk } from "../staff/staff-desk.ts";
import type { Terminal } from "../terminal/context.ts";
import type { BillShelf } from "./bill-shelf.ts";
import type { Counter } from "./counter.ts";

/** Tells how the printer is, what waits for it, and what is to be said of its drawer. */
export interface PrintOverviews extends Pick<Spool, "onChange"> {
  overview(): SpoolOverview & { readonly drawer?: DrawerNotice | undefined };
}

/** What the counter of a till works with. */
export interface TillParts {
  readonly terminal: Terminal;
  readonly counter: Counter;
  readonly reader: Pick<CardReaderPort, "status" | "onStatus">;
  readonly staff: StaffDesk;
  readonly products: ProductLookup;
  readonly shelf: BillShelf;
  /** The member that a QR names, when the shop made it. */
  readonly memberOfQr: (text: string) => MemberId | undefined;
  /** Where there is a printer. */
  readonly spool?: PrintOverviews;
  /** Keys of standing warnings for the owner. */
  readonly notices: () => readonly string[];
  readonly display: () => Display;
  readonly training: boolean;
}
