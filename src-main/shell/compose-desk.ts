import { err } from "../../src-shared/base/result.ts";
import { argon2Pins } from "../adapters/node/argon2-pins.ts";
import type { DeskParts } from "../core/desk/desk-parts.ts";
import { noProducts, type ProductLookup } from "../core/ports/products.ts";
import type { Spool } from "../core/print/spool.ts";
import { StaffDesk } from "../core/staff/staff-desk.ts";
import type { Terminal } from "../core/terminal/context.ts";
import type { Secrets } from "../core/terminal/secrets.ts";
import { checkSheet } from "./check-sheet.ts";

/** The desk of a terminal: session, staff, shifts. `spool` is there when a printer is. */
export function composeDesk(
  terminal: Terminal,
  secrets: Pick<Secrets, "databaseKey">,
  spool: Pick<Spool, "reprint"> | undefined,
  products: ProductLookup = noProducts,
): DeskParts {
  return {
    terminal,
    staff: new StaffDesk(terminal, argon2Pins),
    checkSheet: checkSheet(secrets, terminal.identity.merchant),
    products,
    reprint: (subject, display) => spool?.reprint(subject, display) ?? err("no-receipt"),
  };
}
