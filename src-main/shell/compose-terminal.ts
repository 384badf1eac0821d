import { must } from "../../src-shared/base/assert.ts";
import { ok, type Result } from "../../src-shared/base/result.ts";
import { recordAuth } from "../../src-shared/card/card-keys.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { signerOf, verifySignature } from "../adapters/node/signing.ts";
import { systemClock, systemRandom } from "../adapters/node/time.ts";
import { createLedgerStore } from "../adapters/sqlite/ledger-store.ts";
import { makeMemberDirectory } from "../adapters/sqlite/member-directory.ts";
import { openDatabase, type OpenedDatabase, type OpenOptions } from "../adapters/sqlite/open-database.ts";
import { createSpoolStore } from "../adapters/sqlite/spool-store.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { createInProcessHeadOffice, type InProcessHeadOffice } from "../core/authority/in-process-head-office.ts";
import type { LogPort } from "../core/ports/log.ts";
import type { JournalRow, StorePort } from "../core/ports/store.ts";
import { enqueueReceipt } from "../core/print/enqueue-receipt.ts";
import type { SpoolStore } from "../core/print/spool-store.ts";
import type { Terminal } from "../core/terminal/context.ts";
import { cardKeyRing, type Secrets } from "../core/terminal/secrets.ts";
import { nodeTimers } from "./spawn-timers.ts";

/** The name of a terminal's database in its data folder. */
export const DATABASE_FILE = "vafa.db";

/** An open database with its stores. */
export interface OpenStore {
  readonly database: OpenedDatabase;
  readonly store: StorePort;
  readonly spoolStore: SpoolStore;
}

/** A terminal and its standalone head office on an open store. */
export interface Composed {
  readonly terminal: Terminal;
  readonly headOffice: InProcessHeadOffice;
}

/** Opens the ledger of a data folder. `onPrint` is told when a receipt was queued, inside the transaction. */
export function openStore(options: OpenOptions, onPrint: () => void): Result<OpenStore, StorageFailure> {
  const opened = openDatabase(options);
  if (!opened.ok) return opened;
  const { sqlite } = opened.value;
  const spoolStore = createSpoolStore(sqlite);
  const store = createLedgerStore(sqlite, ({ subject, document, atMs }) => {
    if (enqueueReceipt(spoolStore, { saleId: subject, document, atMs })) onPrint();
  });
  return ok({ database: opened.value, store, spoolStore });
}

/** The terminal of a founded shop: its newest open journals say who it is. Throws when there is no shop. */
export function composeTerminal(open: OpenStore, secrets: Secrets, log: LogPort): Composed {
  const { store, database } = open;
  const own = must(openJournal(store, "terminal"), "the shop has been founded");
  const authority = must(openJournal(store, "authority"), "a standalone shop has its authority");
  const ports = { crypto: nodeCrypto, clock: systemClock, random: systemRandom };
  const signer = signerOf(secrets.authoritySeed);
  const headOffice = createInProcessHeadOffice({ store, ...ports, signer, journal: authority.journal });
  const cardKeys = cardKeyRing(secrets, own.merchant);
  const { merchant, branch, terminal, writer, journal } = own;
  return {
    headOffice,
    terminal: {
      identity: { merchant, branch, terminal, writer, journal },
      store,
      members: makeMemberDirectory(database.sqlite, nodeCrypto),
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
