import type { Counter } from "../counter/counter.ts";
import type { MobileVerifier } from "../members/verify-mobile.ts";
import type { MessageSender } from "../messages/message-sender.ts";
import type { ImportDesk } from "../imports/import-desk.ts";
import type { PeopleStore } from "../ports/people.ts";
import type { ProductStore } from "../ports/products.ts";
import type { Spool } from "../print/spool.ts";
import type { SpoolStore } from "../print/spool-store.ts";
import type { DeskParts } from "./desk-parts.ts";

/** What the calls of members, cards, sales and products work on. */
export interface PeopleParts {
  readonly desk: DeskParts;
  readonly people: PeopleStore;
  readonly verifier: MobileVerifier;
  readonly sender: Pick<MessageSender, "overview">;
  readonly products: ProductStore;
  readonly imports: ImportDesk;
  readonly counter: Pick<Counter, "presence" | "issue">;
  /** The spool of the printer that is in use; undefined where there is none. */
  readonly spool: () => Pick<Spool, "cameOut" | "cancel" | "again"> | undefined;
  readonly jobs: Pick<SpoolStore, "ofSale" | "attention" | "open" | "find">;
}
