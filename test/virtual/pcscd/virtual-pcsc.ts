import { spawn, type ChildProcess } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { insertCard, type InsertedCard } from "../card/insert-card.ts";
import type { VirtualCard } from "../card/virtual-card.ts";
import { nodelayLibrary } from "./nodelay-library.ts";

/** The two slots of the virtual reader. */
export type VirtualReader = 0 | 1;

/** A pcscd of our own with a virtual reader of two slots. */
export interface VirtualPcsc {
  /** What a process needs in its environment to use this daemon instead of the machine's. */
  readonly env: Readonly<Record<string, string>>;
  /** Whether the fast accept() could be compiled (0.4 ms for each APDU instead of 45). */
  readonly fast: boolean;
  /** The readers' names as PC/SC gives them, by slot. */
  readonly names: readonly [string, string];
  /** Puts a card on a reader. Resolves when the reader has taken it; PC/SC sees it within half a second. */
  insert(card: VirtualCard, reader?: VirtualReader): Promise<InsertedCard>;
  /** Takes the card of a reader away; nothing when there is none. */
  remove(reader?: VirtualReader): Promise<void>;
  /** Ends the daemon (SIGKILL), as a crash would. */
  kill(): Promise<void>;
  /** Starts it again after `kill`. */
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Ends everything and removes the folder. */
  stop(): Promise<void>;
}

/** Options: `fast: false` leaves the wrapper out, to measure it; `daemon: "off"` begins without a daemon. */
export interface VirtualPcscOptions {
  readonly fast?: boolean;
  readonly daemon?: "on" | "off";
}

/** Debian's place of the virtual reader's driver. */
const VPCD = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";

/**
 * Starts a private pcscd: its socket directory is a folder of its own, bound over /run/pcscd in a mount namespace that
 * only the daemon sees; clients find the socket through PCSCLITE_CSOCK_NAME, which libpcsclite reads. So any number of
 * them run beside each other and beside the machine's own pcscd, whose readers this one cannot touch: the folder of USB
 * drivers is hidden from it. The kernel ends the daemon with the process that started it.
 * Throws an Error in words when something that it needs is missing.
 */
export async function startVirtualPcsc(options: VirtualPcscOptions = {}): Promise<VirtualPcsc> {
  checkInstalled();
  sweepOldFolders();
  const port = await freePortPair();
  const folder = mkdtempSync(join(tmpdir(), `${FOLDER_PREFIX}${process.pid}-`));
  const daemon = new Daemon(folder, port, options.fast === false ? undefined : nodelayLibrary());
  if (options.daemon !== "off") await daemon.start();
  return daemon;
}

class Daemon implements VirtualPcsc {
  readonly env: Readonly<Record<string, string>>;
  readonly fast: boolean;
  readonly names = ["Virtual PCD 00 00", "Virtual PCD 00 01"] as const;
  readonly #folder: string;
  readonly #port: number;
  readonly #cards = new Map<VirtualReader, InsertedCard>();
  readonly #cleanUp = () => {
    this.#process?.kill("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
  };
  #process: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();

  constructor(folder: string, port: number, library: string | undefined) {
    this.#folder = folder;
    this.#port = port;
    this.fast = library !== undefined;
    this.env = { PCSCLITE_CSOCK_NAME: join(folder, "run", "pcscd.comm") };
    mkdirSync(join(folder, "run"));
    mkdirSync(join(folder, "conf"));
    copyFileSync(VPCD, join(folder, "vpcd.so"));
    writeFileSync(join(folder, "conf", "vpcd"), readerConfig(folder, port));
    writeFileSync(join(folder, "start.sh"), startScript(folder, library));
    process.once("exit", this.#cleanUp);
  }

  async start(): Promise<void> {
    if (this.#process !== undefined) return;
    const root = process.getuid?.() === 0;
    const command = ["--pdeathsig", "KILL", "unshare", root ? "-m" : "-rm", "sh", join(this.#folder, "start.sh")];
    const child = spawn("setpriv", command, { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (data: Buffer) => {
        output = (output + data.toString()).slice(-2000);
      });
    }
    const ended = Promise.withResolvers<void>();
    child.once("exit", () => {
      if (this.#process === child) this.#process = undefined;
      ended.resolve();
    });
    this.#ended = ended.promise;
    this.#process = child;
    for (let i = 0; i < 200; i++) {
      if (this.#process === undefined) break;
      if (await listens(join(this.#folder, "run", "pcscd.comm"))) return;
      await delay(50);
    }
    await this.kill();
    throw new Error(
      `A private pcscd does not start here (${root ? "as root" : "without root, by user namespace"}): ${output}`,
    );
  }

  async kill(): Promise<void> {
    this.#process?.kill("SIGKILL");
    await this.#ended;
    for (const card of this.#cards.values()) await card.remove();
    this.#cards.clear();
    // A killed daemon leaves both files; a client would take the dead socket for a service that is starting.
    rmSync(join(this.#folder, "run", "pcscd.comm"), { force: true });
    rmSync(join(this.#folder, "run", "pcscd.pid"), { force: true });
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  async insert(card: VirtualCard, reader: VirtualReader = 0): Promise<InsertedCard> {
    await this.remove(reader);
    const inserted = await insertCard(card, this.#port + reader);
    this.#cards.set(reader, inserted);
    return inserted;
  }

  async remove(reader: VirtualReader = 0): Promise<void> {
    const card = this.#cards.get(reader);
    this.#cards.delete(reader);
    await card?.remove();
  }

  async stop(): Promise<void> {
    await this.kill();
    process.off("exit", this.#cleanUp);
    this.#cleanUp();
  }
}

const FOLDER_PREFIX = "vafa-pcsc-";

/** A starter that was killed could not remove its folder (its daemon died with it): the next one does. */
function sweepOldFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = new RegExp(`^${FOLDER_PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid === undefined || existsSync(`/proc/${pid}`)) continue;
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function checkInstalled(): void {
  const missing = [
    ["/usr/sbin/pcscd", "pcscd"],
    [VPCD, "vsmartcard-vpcd"],
    ["/usr/bin/setpriv", "util-linux"],
  ].filter(([path]) => !existsSync(path ?? ""));
  if (missing.length === 0) return;
  const names = missing.map(([, name]) => name).join(" ");
  throw new Error(`The virtual card reader needs packages that are not installed: apt-get install -y ${names}`);
}

function readerConfig(folder: string, port: number): string {
  const hex = `0x${port.toString(16)}`;
  return `FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:${hex}\nLIBPATH ${folder}/vpcd.so\nCHANNELID ${hex}\n`;
}

/** In the daemon's own mount namespace: a /run of its own, its socket's folder in ours, and no USB drivers. */
function startScript(folder: string, library: string | undefined): string {
  return [
    "set -e",
    "mount -t tmpfs tmpfs /run",
    "mkdir /run/pcscd",
    `mount --bind '${folder}/run' /run/pcscd`,
    "mount -t tmpfs tmpfs /usr/lib/pcsc/drivers",
    ...(library === undefined ? [] : [`LD_PRELOAD='${library}'`, "export LD_PRELOAD"]),
    `exec /usr/sbin/pcscd --foreground --config '${folder}/conf'`,
    "",
  ].join("\n");
}

/** Whether the daemon accepts clients; it opens the readers before that. */
function listens(path: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect(path);
  socket.once("connect", () => {
    socket.destroy();
    resolve(true);
  });
  socket.once("error", () => resolve(false));
  return promise;
}

/** Two free TCP ports in a row, as the two slots need; tried from a place that differs between processes. */
async function freePortPair(): Promise<number> {
  for (let i = 0; i < 200; i++) {
    const port = 20_000 + ((process.pid * 14 + i * 2 + pairsGiven * 2) % 10_000);
    if ((await isFree(port)) && (await isFree(port + 1))) {
      pairsGiven += i + 1;
      return port;
    }
  }
  throw new Error("no two free ports in a row between 20000 and 30000");
}

let pairsGiven = 0;

function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once("error", () => resolve(false));
  server.listen(port, "0.0.0.0", () => server.close(() => resolve(true)));
  return promise;
}
