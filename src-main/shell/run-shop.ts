import { mkdirSync } from "node:fs";
import { createInterface } from "node:readline";
import { DOOR_TEXTS } from "../../src-shared/words/shell-words.ts";
import { systemRandom } from "../adapters/node/time.ts";
import { CoreClient, type CoreOptions } from "./core-client.ts";
import type { DoorPorts } from "./doors/keep-doors.ts";
import type { Kiosk } from "./kiosk/start-kiosk.ts";
import type { Pages } from "./kiosk/serve-pages.ts";
import { askForLink, takeFolder } from "./one-instance.ts";
import { hasScreen, openBrowser } from "./open-browser.ts";
import { stderrLog } from "./stderr-log.ts";

export interface ShopOptions {
  readonly core: CoreOptions;
  readonly pages: Pages;
  readonly port: number;
  readonly doors?: { readonly ports: DoorPorts };
  /** Opens the person's browser where there is a screen. */
  readonly mayOpen: boolean;
  readonly locale: "fa" | "en";
  /** Lines for people and programs; the first of them is `ready <link>`. */
  readonly say: (line: string) => void;
}

/** What came of the start. */
export type ShopRun =
  | { readonly kind: "running"; readonly kiosk: Kiosk; readonly core: CoreClient; stop(): Promise<void> }
  /** Another program has this shop open: its link was said. */
  | { readonly kind: "handed-over" };

/** A second start may come while the first is still starting. */
const HAND_OVER_TRIES = 50;
const HAND_OVER_EVERY_MS = 200;

/** Starts the till of a data folder in the kiosk shell, or shows the one that runs. Throws when a port is taken. */
export async function runShop(options: ShopOptions): Promise<ShopRun> {
  const { core: setting, pages, port } = options;
  mkdirSync(setting.dataFolder, { recursive: true, mode: 0o700 });
  const folder = takeFolder(setting.dataFolder);
  if (folder.kind === "taken") {
    await handOver(options);
    return { kind: "handed-over" };
  }
  const secret = Buffer.from(systemRandom.bytes(32)).toString("base64url");
  const core = new CoreClient(setting);
  // The core is on its way already while the servers' code is read.
  const [{ startKiosk }, { keepDoors }] = await Promise.all([
    import("./kiosk/start-kiosk.ts"),
    import("./doors/keep-doors.ts"),
  ]);
  const kiosk = await startKiosk({ core, pages, port, secondStart: secret }).catch((error: unknown) => {
    core.stop();
    folder.release();
    throw error;
  });
  const doors = keepDoors({ core, lines: kiosk.lines, pages, log: stderrLog("doors"), ...options.doors });
  folder.publish({ pid: process.pid, url: kiosk.url, secret });
  show(options, kiosk.newLink());
  return {
    kind: "running",
    kiosk,
    core,
    stop: async () => {
      await kiosk.stop();
      core.stop();
      await doors.stop();
      folder.release();
    },
  };
}

/** Gives a new link for each Enter at the terminal that started the till, and for SIGUSR2. Returns what ends that. */
export function giveLinksOnRequest(kiosk: Kiosk, options: Pick<ShopOptions, "say" | "locale">): () => void {
  const give = (): void => options.say(kiosk.newLink());
  process.on("SIGUSR2", give);
  if (!process.stdin.isTTY) return () => void process.off("SIGUSR2", give);
  options.say(DOOR_TEXTS.newLink[options.locale]);
  const lines = createInterface({ input: process.stdin });
  lines.on("line", give);
  return () => {
    process.off("SIGUSR2", give);
    lines.close();
  };
}

function show({ say, mayOpen }: ShopOptions, link: string): void {
  say(`ready ${link}`);
  if (mayOpen && hasScreen(process.env, process.platform)) openBrowser(link);
}

async function handOver(options: ShopOptions): Promise<void> {
  for (let tries = 0; tries < HAND_OVER_TRIES; tries++) {
    const other = takeFolder(options.core.dataFolder);
    if (other.kind === "own") {
      other.release();
      throw new Error("the till that was running has just ended: start again");
    }
    if (other.seat !== undefined) {
      const link = await askForLink(other.seat);
      if (link !== undefined) {
        options.say(DOOR_TEXTS.alreadyOpen[options.locale]);
        return show(options, link);
      }
      if (other.seat.url === "") return options.say(DOOR_TEXTS.alreadyOpenWindow[options.locale]);
    }
    await new Promise((resolve) => setTimeout(resolve, HAND_OVER_EVERY_MS));
  }
  throw new Error("another program has this data folder and does not answer: close it first");
}
