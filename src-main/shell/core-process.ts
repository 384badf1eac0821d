import { join } from "node:path";
import { must } from "../../src-shared/base/assert.ts";
import { CORE_WORDS, type CoreWords } from "../../src-shared/words/core-words.ts";
import { STORAGE_WORDS } from "../../src-shared/words/storage-words.ts";
import { systemClock, systemRandom } from "../adapters/node/time.ts";
import { createSerialPrinter } from "../adapters/serial/serial-printer.ts";
import { keepLogShort } from "../adapters/sqlite/short-log.ts";
import { storageFailureOf } from "../adapters/sqlite/storage-errors.ts";
import { openCardReader } from "../core/card/reader-client.ts";
import { Counter } from "../core/counter/counter.ts";
import { keepContact } from "../core/counter/keep-contact.ts";
import { CORE_COMMANDS, runCommand, type CoreCommand } from "../core/counter/core-commands.ts";
import { coreRequest, type CoreHealth, type CoreMessage, type CoreRequest } from "../core/counter/core-protocol.ts";
import { createRenderClient } from "../core/print/render-client.ts";
import { createSpool } from "../core/print/spool.ts";
import { answerPings } from "../core/process/ping.ts";
import { relayedSpawn } from "../core/process/spawn-relay.ts";
import type { KeychainPort } from "../core/ports/keychain.ts";
import type { SpawnPort } from "../core/ports/spawn.ts";
import { checkTails } from "../core/verify/check-tail.ts";
import { loadSecrets } from "../core/terminal/secrets.ts";
import { openKeyFile } from "../adapters/keychain/key-file.ts";
import { composeTerminal, DATABASE_FILE, openStore, type Composed, type OpenStore } from "./compose-terminal.ts";
import { DataDesk } from "./data-desk.ts";
import { ensureEpoch } from "./ensure-epoch.ts";
import { keepMarker } from "./marker-keeper.ts";
import { stderrLog } from "./stderr-log.ts";
import { childArgument, endWithParent, parentLink } from "./spawn-child.ts";
import { nodeTimers } from "./spawn-timers.ts";
import { watchChain } from "./watch-chain.ts";

/**
 * The entry of the role "core": one writer of one data folder, in a process of its own. Argument: `data` (folder),
 * `keys` (key file), `printer` (serial path, may be empty), `baud`, `backups` (folder, may be empty), `play` (yes for
 * the demo). Reader and render worker are started by the shell, on request.
 */
endWithParent();
const started = performance.now();
const argument = childArgument();
const log = stderrLog("core");

const { spawn, link } = relayedSpawn(answerPings(parentLink(), () => run()));

interface Core {
  readonly composed: Composed;
  readonly counter: Counter;
  readonly desk: DataDesk;
  /** Ends selling for good: the ledger or its file was found broken. */
  readonly endSelling: (words: CoreWords, detail: string) => void;
}

/** Set when the check of the whole chain found a defect: from then on nothing is carried out. */
let broken: CoreHealth | undefined;
const running = new Set<Promise<void>>();

function run(): void {
  const tell = (message: CoreMessage): void => link.send(message);
  const core = open(spawn, tell).catch((error: unknown) => refuseAfter(error, tell));
  link.onMessage((message) => {
    const request = coreRequest.safeParse(message);
    if (!request.success) return;
    const served = core.then((opened) => serve(broken ?? opened, request.data, tell));
    running.add(served);
    void served.finally(() => running.delete(served));
  });
}

async function open(spawnPort: SpawnPort, tell: (message: CoreMessage) => void): Promise<Core | CoreHealth> {
  const health = (words: CoreWords, detail: string): CoreHealth => refuse(words, detail, tell);
  const secrets = await loadSecrets(keyFile());
  if (!secrets.ok) return health(STORAGE_WORDS[secrets.error.refusal], secrets.error.detail);
  const path = join(must(argument["data"], "the data folder is named"), DATABASE_FILE);
  let wake = (): void => undefined;
  const opened = openStore({ path, key: secrets.value.databaseKey, mustExist: true }, () => setImmediate(() => wake()));
  if (!opened.ok) return health(STORAGE_WORDS[opened.error.refusal], opened.error.detail);
  const keychain = keyFile();
  const ensured = await ensureEpoch({ store: opened.value.store, path, secrets: secrets.value, keychain });
  if (!ensured.ok) return health(STORAGE_WORDS[ensured.error.refusal], ensured.error.detail);
  const composed = composeTerminal(opened.value, ensured.value.secrets, log);
  const defect = tailDefect(composed);
  if (defect !== undefined) return health(CORE_WORDS["ledger-broken"], defect);
  const parts = { spawn: spawnPort, timers: nodeTimers, clock: systemClock, random: systemRandom, log };
  const endSelling = (words: CoreWords, detail: string): void => {
    if (broken !== undefined) return;
    broken = health(words, detail);
    // The till must not act by itself on a card any more; the command under way comes to its own end first.
    void Promise.allSettled(running).then(() => reader.close());
  };
  const doubt = await watchChain({
    ...parts,
    path,
    key: secrets.value.databaseKey,
    store: composed.terminal.store,
    onState: (chain) => tell({ vafa: "core", kind: "chain", chain }),
    onTrouble: ({ words, detail }) => endSelling(words, detail),
  });
  if (doubt !== undefined) return health(doubt.words, doubt.detail);
  const reader = openCardReader(parts);
  const actor = () => ({ command: `till.${Math.round(systemClock.wallMs())}`, actor: "1.1" });
  const counter = new Counter(composed.terminal, reader, actor);
  counter.onEvent((event) => tell({ vafa: "core", kind: "event", event }));
  wake = startSpool(opened.value, spawnPort);
  keepContact({ counter, timers: nodeTimers, log });
  keepMarker({ store: opened.value.store, keychain, timers: nodeTimers, log });
  keepLogShort({ sqlite: opened.value.database.sqlite, timers: nodeTimers, log });
  const { merchant } = composed.terminal.identity;
  const backups = argument["backups"] ?? "";
  const desk = new DataDesk({
    path,
    secrets: ensured.value.secrets,
    merchant,
    backups,
    spawn: spawnPort,
    timers: nodeTimers,
    log,
  });
  desk.start();
  const notices = desk.notices(ensured.value.reason);
  tell({ vafa: "core", kind: "health", health: { kind: "ready", startMs: performance.now() - started, notices } });
  return { composed, counter, desk, endSelling };
}

function refuse(words: CoreWords, detail: string, tell: (message: CoreMessage) => void): CoreHealth {
  const health: CoreHealth = { kind: "refused", words, detail };
  tell({ vafa: "core", kind: "health", health });
  return health;
}

/**
 * Opening threw: a page that can't be read, a full disk, or a defect of ours. Refusing says so; crashing again would
 * not.
 */
function refuseAfter(error: unknown, tell: (message: CoreMessage) => void): CoreHealth {
  const failure = storageFailureOf(error);
  log.log("error", "opening-failed", { detail: failure?.detail ?? String(error) });
  return refuse(
    failure === undefined ? CORE_WORDS.defect : STORAGE_WORDS[failure.refusal],
    failure?.detail ?? "",
    tell,
  );
}

function keyFile(): KeychainPort {
  const dataFolder = must(argument["data"], "the data folder is named");
  return openKeyFile({ path: must(argument["keys"], "the key file is named"), dataFolder });
}

function tailDefect(composed: Composed): string | undefined {
  const defect = checkTails(composed.terminal.crypto, composed.terminal.store.read);
  return defect === undefined
    ? undefined
    : `journal ${defect.journal} is broken at event ${defect.seq} (${defect.what})`;
}

/** Starts printing where there is a printer; returns what tells the spool of a new receipt. */
function startSpool(store: OpenStore, spawnPort: SpawnPort): () => void {
  const path = argument["printer"] ?? "";
  if (path === "") return () => undefined;
  const baudRate = Number(argument["baud"] ?? "115200");
  const spool = createSpool({
    store: store.spoolStore,
    printer: createSerialPrinter({ path, baudRate, status: "learn", log }),
    render: createRenderClient({ spawn: spawnPort, timers: nodeTimers, random: systemRandom, log }),
    clock: systemClock,
    timers: nodeTimers,
    log,
    paper: { widthDots: 576, bandRows: 24 },
  });
  spool.start();
  return () => spool.wake();
}

async function serve(
  core: Core | CoreHealth,
  request: CoreRequest,
  tell: (message: CoreMessage) => void,
): Promise<void> {
  const { id, by } = request;
  const fault = (kind: "bad-request" | "failed", words: CoreWords): void =>
    tell({ vafa: "core", kind: "fault", id, fault: kind, words });
  if (!("counter" in core)) return fault("failed", core.kind === "refused" ? core.words : CORE_WORDS["ledger-broken"]);
  const { command } = request;
  if (!isCommand(command)) return fault("bad-request", CORE_WORDS["request-unknown"]);
  const input = CORE_COMMANDS[command].safeParse(request.input);
  if (!input.success) return fault("bad-request", CORE_WORDS["request-unknown"]);
  try {
    const actor = {
      command: by.command,
      actor: by.actor,
      ...(by.approver === undefined ? {} : { approver: by.approver }),
    };
    const line = argument["play"] === "yes" ? { line: core.composed.headOffice } : {};
    const parts = { terminal: core.composed.terminal, counter: core.counter, desk: core.desk, ...line };
    const value = await runCommand(parts, actor, command, input.data);
    tell({ vafa: "core", kind: "answer", id, value });
  } catch (error) {
    // The one place where what was thrown becomes an answer: storage failures have words, anything else is a defect.
    const failure = storageFailureOf(error);
    log.log("error", "command-failed", { command, detail: failure?.detail ?? String(error) });
    // A page that can't be read may hold any amount: the next sale could be wrong as well.
    if (failure?.refusal === "damaged") core.endSelling(STORAGE_WORDS.damaged, failure.detail);
    fault("failed", failure === undefined ? CORE_WORDS.defect : STORAGE_WORDS[failure.refusal]);
  }
}

function isCommand(command: string): command is CoreCommand {
  return Object.hasOwn(CORE_COMMANDS, command);
}
