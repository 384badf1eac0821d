import { makeCodeStore } from "../../src-main/adapters/sqlite/code-store.ts";
import { makeImportShelf } from "../../src-main/adapters/sqlite/import-shelf.ts";
import { makePeopleStore } from "../../src-main/adapters/sqlite/people-store.ts";
import { createOutboxStore } from "../../src-main/adapters/sqlite/outbox-store.ts";
import { makeProductStore } from "../../src-main/adapters/sqlite/product-store.ts";
import { createSpoolStore } from "../../src-main/adapters/sqlite/spool-store.ts";
import { ImportDesk } from "../../src-main/core/imports/import-desk.ts";
import type { PeopleParts } from "../../src-main/core/desk/people-parts.ts";
import { MessageSender } from "../../src-main/core/messages/message-sender.ts";
import { MobileVerifier } from "../../src-main/core/members/verify-mobile.ts";
import { noGateway, type MessagePort } from "../../src-main/core/ports/messages.ts";
import type { DeskRig } from "./desk-rig.ts";
import type { TestCounter } from "./test-counter.ts";

/** What the calls of members, cards, sales and products work on, in a test's shop without a printer. */
export function peopleParts(
  desk: DeskRig,
  at: Pick<TestCounter, "counter">,
  messages: MessagePort = noGateway,
): PeopleParts {
  const { sqlite } = desk.shop.database;
  const people = makePeopleStore(sqlite);
  const products = makeProductStore(sqlite);
  const { terminal } = desk.shop;
  return {
    desk: desk.parts,
    people,
    sender: new MessageSender({ terminal, people, outbox: createOutboxStore(sqlite), messages }),
    verifier: new MobileVerifier({ terminal, people, codes: makeCodeStore(sqlite), messages }),
    products,
    imports: new ImportDesk({ terminal, products, shelf: makeImportShelf(sqlite), counter: at.counter }),
    counter: at.counter,
    spool: () => undefined,
    jobs: createSpoolStore(sqlite),
  };
}
