import { must } from "../../src-shared/base/assert.ts";
import { ok, type Result } from "../../src-shared/base/result.ts";
import { recordAuth } from "../../src-shared/card/card-keys.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { signerOf, verifySignature } from "../adapters/node/signing.ts";
import { systemClock, systemRandom } from "../adapters/node/time.ts";
import { makeCodeStore } from "../adapters/sqlite/code-store.ts";
import { makeImportShelf } from "../adapters/sqlite/import-shelf.ts";
import { createDrawerStore } from "../adapters/sqlite/drawer-store.ts";
import { createLedgerStore } from "../adapters/sqlite/ledger-store.ts";
import { makeMemberDirectory } from "../adapters/sqlite/member-directory.ts";
import { openDatabase, type OpenedDatabase, type OpenOptions } from "../adapters/sqlite/open-database.ts";
import { makePeopleStore } from "../adapters/sqlite/people-store.ts";
import { makeProductStore } from "../adapters/sqlite/product-store.ts";
import { makeStaffDirectory } from "../adapters/sqlite/staff-directory.ts";
import { createOutboxStore } from "../adapters/sqlite/outbox-store.ts";
import { createSpoolStore } from "../adapters/sqlite/spool-store.ts";
import { markAsTraining } from "../../src-shared/receipt/training-mark.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { createInProcessHeadOffice, type InProcessHeadOffice } from "../core/authority/in-process-head-office.ts";
import type { ImportShelf } from "../core/ports/import-shelf.ts";
import type { LogPort } from "../core/ports/log.ts";
import type { OutboxStore } from "../core/ports/message-outbox.ts";
import type { MobileCodes } from "../core/ports/mobile-codes.ts";
import type { PeopleStore } from "../core/ports/people.ts";
import type { ProductStore } from "../core/ports/products.ts";
import type { JournalRow, StorePort } from "../core/ports/store.ts";
import type { DrawerStore } from "../core/print/drawer-store.ts";
import { enqueueReceipt, MAIN_PRINTER } from "../core/print/enqueue-receipt.ts";
import type { SpoolStore } from "../core/print/spool-store.ts";
import type { Terminal } from "../core/terminal/context.ts";
import { cardKeyRing, type Secrets } from "../core/terminal/secrets.ts";
import { STATE_TRAINING } from "../core/terminal/training.ts";
import { nodeTimers } from "./spawn-timers.ts";

/** The name of a terminal's database in its data folder. */
export const DATABASE_FILE = "vafa.db";

/** An open database with its stores. */
export interface OpenStore {
  readonly database: OpenedDatabase;
  readonly store: StorePort;
  readonly spoolStore: SpoolStore;
  readonly drawerStore: DrawerStore;
}

/** A terminal and its standalone head office on an open store. */
export interface Composed {
  readonly terminal: Terminal;
  readonly headOffice: InProcessHeadOffice;
  readonly people: PeopleStore;
  readonly products: ProductStore;
  readonly codes: MobileCodes;
  readonly outbox: OutboxStore;
  readonly importShelf: ImportShelf;
}

/** Opens the ledger of a data folder. `onPrint` is told when anything was queued, inside the transaction. */
export function openStore(options: OpenOptions, onPrint: () => void): Result<OpenStore, StorageFailure> {
  const opened = openDatabase(options);
  if (!opened.ok) return opened;
  const { sqlite } = opened.value;
  const spoolStore = createSpoolStore(sqlite);
  const drawerStore = createDrawerStore(sqlite);
  const store: StorePort = createLedgerStore(sqlite, {
    enqueuePrint: ({ subject, document, atMs, lastsMs }) => {
      const paper = store.read.state(STATE_TRAINING) === undefined ? document : markAsTraining(document);
      if (enqueueReceipt(spoolStore, { saleId: subject, document: paper, atMs, lastsMs })) onPrint();
    },
    enqueueDrawer: ({ subject, atMs }) => {
      if (drawerStore.insert({ printer: MAIN_PRINTER, subject, queuedAtMs: atMs })) onPrint();
    },
  });
  return ok({ database: opened.value, store, spoolStore, drawerStore });
}

/** The terminal of a founded shop: its newest open journals say who it is. Throws when there is no shop. */
export function composeTerminal(open: OpenStore, secrets: Secrets, log: LogPort): Composed {
  const { store, database } = open;
  const own = must(openJournal(store, "terminal"), "the shop has been founded");
  const authority = must(openJournal(store, "authority"), "a standalone shop has its authority");
  const ports = { crypto: nodeCrypto, clock: systemClock, random: systemRandom };
  const signer = signerOf(secrets.authoritySeed);
  const people = makePeopleStore(database.sqlite);
  const office = { store, ...ports, signer, journal: authority.journal, notes: people };
  const headOffice = createInProcessHeadOffice(office);
  const cardKeys = cardKeyRing(secrets, own.merchant);
  const { merchant, branch, terminal, writer, journal } = own;
  return {
    headOffice,
    people,
    products: makeProductStore(database.sqlite),
    codes: makeCodeStore(database.sqlite),
    outbox: createOutboxStore(database.sqlite),
    importShelf: makeImportShelf(database.sqlite),
    terminal: {
      identity: { merchant, branch, terminal, writer, journal },
      store,
      members: makeMemberDirectory(database.sqlite, nodeCrypto),
      staff: makeStaffDirectory(database.sqlite, nodeCrypto),
      headOffice,
      ...ports,
      timers: nodeTimers,
      log,
      cardKeys,
      recordAuth: recordAuth(nodeCrypto, cardKeys),
      verifySignature,
    },
  };
}

/** The newest open journal of a role: older epochs stay in the database, closed. */
export function openJournal(store: StorePort, role: JournalRow["role"]): JournalRow | undefined {
  return store.read.journals().findLast((row) => row.role === role && row.state === "open");
}
