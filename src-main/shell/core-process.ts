import { receiptPicture } from "../core/terminal/receipt-settings.ts";
import { join } from "node:path";
import { must } from "../../src-shared/base/assert.ts";
import { toHex } from "../../src-shared/base/bytes.ts";
import { REFUSAL_CODES, REFUSAL_WORDS, type RefusalCode } from "../../src-shared/contract/refusal-codes.ts";
import { CORE_NOTICES } from "../../src-shared/words/core-notices.ts";
import { CORE_WORDS, type CoreWords } from "../../src-shared/words/core-words.ts";
import { SETUP_WORDS } from "../../src-shared/words/setup-words.ts";
import { STORAGE_WORDS } from "../../src-shared/words/storage-words.ts";
import { systemClock, systemRandom } from "../adapters/node/time.ts";
import { keepLogShort } from "../adapters/sqlite/short-log.ts";
import { storageFailureOf } from "../adapters/sqlite/storage-errors.ts";
import { openCardReader } from "../core/card/reader-client.ts";
import { Counter } from "../core/counter/counter.ts";
import { keepContact } from "../core/counter/keep-contact.ts";
import { CORE_COMMANDS, runCommand, type CoreCommand } from "../core/counter/core-commands.ts";
import {
  coreCall,
  coreRequest,
  coreShellCall,
  type CoreCall,
  type CoreHealth,
  type CoreMessage,
  type CoreReply,
  type CoreRequest,
  type CoreShellCall,
} from "../core/counter/core-protocol.ts";
import { handleCall } from "../core/desk/handle-call.ts";
import { firstStartTable } from "../core/desk/settings-call-table.ts";
import type { CallTable } from "../core/desk/handlers.ts";
import { answerShell } from "../core/desk/answer-shell.ts";
import { programOf } from "../core/terminal/bill-programs.ts";
import { answerPings } from "../core/process/ping.ts";
import { relayedSpawn } from "../core/process/spawn-relay.ts";
import type { KeychainPort } from "../core/ports/keychain.ts";
import type { SpawnPort } from "../core/ports/spawn.ts";
import { checkTails } from "../core/verify/check-tail.ts";
import { loadSecrets } from "../core/terminal/secrets.ts";
import { openKeyFile } from "../adapters/keychain/key-file.ts";
import { composeShop, type ComposedShop } from "./compose-shop.ts";
import { composeTerminal, DATABASE_FILE, openStore, type Composed } from "./compose-terminal.ts";
import { ensureEpoch } from "./ensure-epoch.ts";
import type { ShopPlace } from "./data-paths.ts";
import { FirstStart, isFirstStart } from "./first-start.ts";
import { keepMarker } from "./marker-keeper.ts";
import { PrinterDesk } from "./printer-desk.ts";
import { stderrLog } from "./stderr-log.ts";
import { childArgument, endWithParent, parentLink } from "./spawn-child.ts";
import { nodeTimers } from "./spawn-timers.ts";
import { composeReaders } from "./training-desk.ts";
import { watchChain } from "./watch-chain.ts";

/**
 * The entry of the role "core": one writer of one data folder, in a process of its own. Argument: `data` (folder),
 * `keys` (key file), `printer` (serial path, may be empty), its `baud` and `family`, `backups` (folder, may be empty),
 * `play` (yes for the demo), `phone` (folder of a fake phone, may be empty), `devices` (folder of USB printers, may be
 * empty). Reader and render worker are started by the shell, on request.
 */
endWithParent();
const started = performance.now();
const argument = childArgument();
const log = stderrLog("core");
const place: ShopPlace = {
  dataFolder: must(argument["data"], "the data folder is named"),
  keyFile: must(argument["keys"], "the key file is named"),
};

const { spawn, link } = relayedSpawn(answerPings(parentLink(), () => run()));

/** A machine without a shop: it answers the entries of the first start. */
interface NoShop {
  readonly table: CallTable;
}

interface Core extends ComposedShop {
  readonly composed: Composed;
  readonly counter: Counter;
  /** Ends selling for good: the ledger or its file was found broken. */
  readonly endSelling: (words: CoreWords, detail: string) => void;
}

type Opened = Core | NoShop | CoreHealth;

/** Set when the check of the whole chain found a defect: from then on nothing is carried out. */
let broken: CoreHealth | undefined;
const running = new Set<Promise<void>>();

function run(): void {
  const tell = (message: CoreMessage): void => link.send(message);
  const refused = (error: unknown): CoreHealth => refuseAfter(error, tell);
  const begin = (): Promise<Opened> => open(spawn, tell, again).catch(refused);
  /** The first start is over: this very process goes on with the shop. */
  const again = async (): Promise<void> => {
    core = begin();
    await core;
  };
  let core = begin();
  link.onMessage((message) => {
    const serving = served(message, tell);
    if (serving === undefined) return;
    const done = core.then((now) => serving(broken ?? now));
    running.add(done);
    void done.finally(() => running.delete(done));
  });
}

/** What serves a message of the shell, or undefined when it is none of ours. */
function served(message: unknown, tell: (message: CoreMessage) => void): ((core: Opened) => Promise<void>) | undefined {
  const request = coreRequest.safeParse(message);
  if (request.success) return (core) => serve(core, request.data, tell);
  const call = coreCall.safeParse(message);
  if (call.success) return (core) => serveCall(core, call.data, tell);
  const asked = coreShellCall.safeParse(message);
  if (asked.success) return (core) => Promise.resolve(serveShell(core, asked.data, tell));
  return undefined;
}

/** There is no shop yet: the pages are asked to found one, or to bring one back. */
async function waitForShop(
  tell: (message: CoreMessage) => void,
  opened: () => Promise<void>,
): Promise<NoShop | CoreHealth> {
  const reader = openCardReader({ spawn, timers: nodeTimers, clock: systemClock, random: systemRandom, log });
  const readers = (): string[] => reader.status().readers.map(({ name }) => name);
  const goOn = (): Promise<void> => {
    reader.close();
    return opened();
  };
  const setup = new FirstStart(place, { log, readers, opened: goOn });
  const begun = setup.begin();
  if (!begun.ok) {
    reader.close();
    return refuse(STORAGE_WORDS[begun.error.refusal], begun.error.detail, tell);
  }
  tell({ vafa: "core", kind: "page", event: { kind: "session", signedIn: null, setupNeeded: true } });
  tell({ vafa: "core", kind: "page", event: { kind: "health", health: "ready", refusal: null } });
  const startMs = performance.now() - started;
  tell({ vafa: "core", kind: "health", health: { kind: "ready", startMs, notices: [] } });
  return { table: firstStartTable({ setup }) };
}

async function open(
  spawnPort: SpawnPort,
  tell: (message: CoreMessage) => void,
  again: () => Promise<void>,
): Promise<Opened> {
  if (isFirstStart(place)) return waitForShop(tell, again);
  const health = (words: CoreWords, detail: string): CoreHealth => refuse(words, detail, tell);
  const secrets = await loadSecrets(keyFile());
  if (!secrets.ok) return health(STORAGE_WORDS[secrets.error.refusal], secrets.error.detail);
  const path = join(place.dataFolder, DATABASE_FILE);
  let wake = (): void => undefined;
  let endMessages = (): void => undefined;
  const opened = openStore({ path, key: secrets.value.databaseKey, mustExist: true }, () => setImmediate(() => wake()));
  if (!opened.ok) return health(STORAGE_WORDS[opened.error.refusal], opened.error.detail);
  if (opened.value.store.read.journals().length === 0) {
    // A founding was cut off before its one transaction.
    opened.value.database.close();
    return waitForShop(tell, again);
  }
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
    // The till must not act by itself any more, on a card or a phone; the command under way comes to its own end first.
    void Promise.allSettled(running).then(() => {
      reader.close();
      endMessages();
    });
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
  const readers = await composeReaders(openCardReader(parts), { open: opened.value, place, log });
  const { reader } = readers;
  const actor = () => ({ command: `till.${Math.round(systemClock.wallMs())}`, actor: "1.1" });
  const counter = new Counter(composed.terminal, reader, actor);
  counter.onEvent((event) => tell({ vafa: "core", kind: "event", event }));
  const find = (name: string) => receiptPicture(opened.value.store.read, name);
  const { spoolStore, drawerStore } = opened.value;
  const printers = new PrinterDesk({ store: spoolStore, drawerStore, spawn: spawnPort, log, find });
  wake = () => printers.wake();
  keepContact({ counter, timers: nodeTimers, log });
  keepMarker({ store: opened.value.store, keychain, timers: nodeTimers, log });
  keepLogShort({ sqlite: opened.value.database.sqlite, timers: nodeTimers, log });
  // The commands under way, and the one that asked, are answered first.
  const askSwitch = (to: "training" | "shop"): void =>
    void Promise.allSettled(running).then(() => tell({ vafa: "core", kind: "switch", to }));
  const shop = composeShop(
    { ...opened.value, composed, ensured: ensured.value, counter, readers, printers, place },
    { argument, spawn: spawnPort, log, askSwitch, tellPages: (event) => tell({ vafa: "core", kind: "page", event }) },
  );
  endMessages = () => void shop.messages.stop();
  const notices = shop.machine.notices().map((notice) => CORE_NOTICES[notice]);
  tell({ vafa: "core", kind: "health", health: { kind: "ready", startMs: performance.now() - started, notices } });
  tell({ vafa: "core", kind: "page", event: { kind: "health", health: "ready", refusal: null } });
  shop.doors.onChange(() => tell({ vafa: "core", kind: "doors" }));
  return { composed, counter, endSelling, ...shop };
}

function refuse(words: CoreWords, detail: string, tell: (message: CoreMessage) => void): CoreHealth {
  const health: CoreHealth = { kind: "refused", words, detail };
  tell({ vafa: "core", kind: "health", health });
  const refusal = { refusal: codeOfWords(words) };
  tell({ vafa: "core", kind: "page", event: { kind: "health", health: "refused", refusal } });
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
  return openKeyFile({ path: place.keyFile, dataFolder: place.dataFolder });
}

function tailDefect(composed: Composed): string | undefined {
  const defect = checkTails(composed.terminal.crypto, composed.terminal.store.read);
  return defect === undefined
    ? undefined
    : `journal ${defect.journal} is broken at event ${defect.seq} (${defect.what})`;
}

async function serve(core: Opened, request: CoreRequest, tell: (message: CoreMessage) => void): Promise<void> {
  const { id, by } = request;
  const fault = (kind: "bad-request" | "failed", words: CoreWords): void =>
    tell({ vafa: "core", kind: "fault", id, fault: kind, words });
  if (!("counter" in core)) return fault("failed", wordsWithoutShop(core));
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

/** A page's call: the answer is checked by its entry's schema, and what is thrown has words. */
async function serveCall(
  core: Opened,
  { id, name, input, command, approval }: CoreCall,
  tell: (message: CoreMessage) => void,
): Promise<void> {
  const reply = (said: CoreReply): void => tell({ vafa: "core", kind: "reply", id, reply: said });
  const failed = (words: CoreWords): void =>
    reply({ kind: "fault", fault: "failed", refusal: { refusal: codeOfWords(words) } });
  if (!("table" in core)) return failed(wordsWithoutShop(core));
  // What needs a shop is refused in words while there is none.
  if (!("counter" in core) && !Object.hasOwn(core.table, name)) return failed(SETUP_WORDS["setup-needed"]);
  try {
    reply(await handleCall({ table: core.table, log, queryId }, { name, input, command, approval }));
    if (command === undefined || !("counter" in core)) return;
    core.pages.due();
    core.messages.wake();
  } catch (error) {
    const failure = storageFailureOf(error);
    log.log("error", "call-failed", { name, detail: failure?.detail ?? String(error) });
    if (failure?.refusal === "damaged" && "counter" in core) core.endSelling(STORAGE_WORDS.damaged, failure.detail);
    failed(failure === undefined ? CORE_WORDS.defect : STORAGE_WORDS[failure.refusal]);
  }
}

/** What only the shell asks, for its side doors. A machine without a shop keeps them shut. */
function serveShell(core: Opened, { id, call }: CoreShellCall, tell: (message: CoreMessage) => void): void {
  const fault = (words: CoreWords): void => tell({ vafa: "core", kind: "fault", id, fault: "failed", words });
  if (!("counter" in core)) return fault(wordsWithoutShop(core));
  const { store, crypto } = core.composed.terminal;
  const parts = {
    doors: core.doors,
    bills: core.shelf,
    programOf: (token: string) => programOf(store.read, crypto, token),
  };
  try {
    tell({ vafa: "core", kind: "answer", id, value: answerShell(parts, call) });
  } catch (error) {
    const failure = storageFailureOf(error);
    log.log("error", "shell-call-failed", { kind: call.kind, detail: failure?.detail ?? String(error) });
    if (failure?.refusal === "damaged") core.endSelling(STORAGE_WORDS.damaged, failure.detail);
    fault(failure === undefined ? CORE_WORDS.defect : STORAGE_WORDS[failure.refusal]);
  }
}

/** Why nothing is carried out. */
function wordsWithoutShop(core: NoShop | CoreHealth): CoreWords {
  if ("table" in core) return SETUP_WORDS["setup-needed"];
  return core.kind === "refused" ? core.words : CORE_WORDS["ledger-broken"];
}

/** Looking has an id too: a second person's word that comes with it is noted under it. */
function queryId(): string {
  return `query.${toHex(systemRandom.bytes(12))}`;
}

/** The code whose sentence this is: health and faults carry sentences inside, and codes to the pages. */
function codeOfWords(words: CoreWords): RefusalCode {
  return REFUSAL_CODES.find((code) => REFUSAL_WORDS[code].code === words.code) ?? "defect";
}

function isCommand(command: string): command is CoreCommand {
  return Object.hasOwn(CORE_COMMANDS, command);
}
