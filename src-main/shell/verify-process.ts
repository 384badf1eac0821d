import { constants, setPriority } from "node:os";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { sqliteChainSource } from "../adapters/sqlite/chain-source.ts";
import { createLedgerStore } from "../adapters/sqlite/ledger-store.ts";
import { openDatabase, type OpenedDatabase } from "../adapters/sqlite/open-database.ts";
import { storageFailureOf } from "../adapters/sqlite/storage-errors.ts";
import { answerPings } from "../core/process/ping.ts";
import { checkChains } from "../core/verify/check-chain.ts";
import { chainOrder, type ChainOrder, type ChainReport } from "../core/verify/check-chain-messages.ts";
import { proveOrder, type ProveOrder, type ProveReport } from "../core/verify/prove-messages.ts";
import { endWithParent, parentLink } from "./spawn-child.ts";
import { verifyFolder } from "./verify-folder.ts";

/**
 * The entry of the role "verify": checks the whole chain of one database, or proves all of it, read only, beside the
 * writer. It takes no argument; the order comes as a message. It reports, and its parent ends it.
 */
endWithParent();
// Selling goes first: with two cores and a busy machine the check just takes longer.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

/** How often progress is told. */
const PROGRESS_EVERY_MS = 200;

const link = answerPings(parentLink(), () => undefined);
link.onMessage((message) => {
  const order = chainOrder.safeParse(message);
  if (order.success) check(order.data);
  const proof = proveOrder.safeParse(message);
  if (proof.success) void prove(proof.data);
});

/** What throws ends this process, and its parent knows that nothing was found out. */
async function prove({ dataFolder, keyFile }: ProveOrder): Promise<void> {
  const { verified, events = 0, lines } = await verifyFolder(dataFolder, keyFile);
  link.send({ vafa: "prove", kind: "done", isSound: verified, events, lines: [...lines] } satisfies ProveReport);
}

function report(message: ChainReport): void {
  link.send(message);
}

function check(order: ChainOrder): void {
  const opened = openDatabase({ path: order.path, key: order.key, readonly: true });
  if (opened.ok) walk(opened.value);
  else if (opened.error.refusal === "damaged")
    report({ vafa: "chain", kind: "unreadable", detail: opened.error.detail });
  else report({ vafa: "chain", kind: "failed", detail: `${opened.error.refusal}: ${opened.error.detail}` });
}

function walk(database: OpenedDatabase): void {
  const store = createLedgerStore(database.sqlite, { enqueuePrint: () => {}, enqueueDrawer: () => {} });
  const steps = checkChains(nodeCrypto, sqliteChainSource(database.sqlite, store.read));
  const begun = performance.now();
  let told = begun;
  const step = (): void => {
    try {
      const next = steps.next();
      const now = performance.now();
      if (!next.done) {
        if (now - told >= PROGRESS_EVERY_MS) {
          told = now;
          report({ vafa: "chain", kind: "progress", ...next.value });
        }
        // A turn of the loop between two pages: the watchdog's question waits there.
        setImmediate(step);
        return;
      }
      database.close();
      const verdict = next.value;
      report(
        verdict.kind === "broken" ? { vafa: "chain", ...verdict } : { vafa: "chain", ...verdict, tookMs: now - begun },
      );
    } catch (error) {
      reportError(error);
    }
  };
  step();
}

function reportError(error: unknown): void {
  const failure = storageFailureOf(error);
  if (failure === undefined) throw error;
  const kind = failure.refusal === "damaged" ? "unreadable" : "failed";
  report({ vafa: "chain", kind, detail: failure.detail });
}
