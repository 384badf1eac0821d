import { mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { app, Menu } from "electron";
import { z } from "zod";
import { DOOR_TEXTS } from "../../../src-shared/words/shell-words.ts";
import { CoreClient } from "../core-client.ts";
import { coreEntries } from "../core-entries.ts";
import { defaultDataFolder, defaultKeyFile } from "../data-paths.ts";
import { keepDoors } from "../doors/keep-doors.ts";
import { askForLink, type RunningSeat, takeFolder } from "../one-instance.ts";
import { openBrowser } from "../open-browser.ts";
import { PageLines } from "../page-line.ts";
import { stderrLog } from "../stderr-log.ts";
import { declareScheme, guardApp, guardWindows } from "./guard-app.ts";
import { keepCustomerWindow, openTill } from "./open-windows.ts";
import { utilitySpawn } from "./utility-spawn.ts";
import { WindowLines } from "./window-lines.ts";

/**
 * The desktop program: one window on the till, one for the customer on another screen, the core in a utility process.
 * Everything but windows is what the kiosk shell runs.
 */
const dataFolder = resolve(app.commandLine.getSwitchValue("data") || defaultDataFolder());

declareScheme();
guardWindows();
Menu.setApplicationMenu(null);
// Each data folder has its own browser profile, hence its own single instance.
app.setPath("userData", `${dataFolder}-window`);
if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.quit();

async function start(): Promise<void> {
  const folder = takeFolder(dataFolder);
  if (folder.kind === "taken") return handOver(folder.seat);
  folder.publish({ pid: process.pid, url: "", secret: "" });
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const pages = readPages();
  guardApp(pages.folder);
  const keyFile = app.commandLine.getSwitchValue("keys") || defaultKeyFile(dataFolder);
  const core = new CoreClient({ dataFolder, keyFile, spawn: utilitySpawn(coreEntries()) });
  const lines = new PageLines({ core, build: pages.build });
  keepDoors({ core, lines, pages, log: stderrLog("doors") });
  const windows = new WindowLines(lines);
  const till = openTill(windows);
  keepCustomerWindow(windows);
  app.on("second-instance", () => {
    if (till.isMinimized()) till.restore();
    till.focus();
  });
  app.on("window-all-closed", () => app.quit());
  app.on("will-quit", () => {
    lines.stop();
    core.stop();
    folder.release();
  });
}

/** The kiosk has this shop open: its page is shown in the browser. */
async function handOver(seat: RunningSeat | undefined): Promise<void> {
  const link = seat === undefined ? undefined : await askForLink(seat);
  if (link === undefined) process.stderr.write(`${DOOR_TEXTS.alreadyOpenWindow.en}\n`);
  else openBrowser(link);
  app.quit();
}

/** The pages beside the program: in the archive, or in the working copy. */
function readPages(): { readonly folder: string; readonly build: string } {
  const folder = join(app.getAppPath(), "out", "renderer");
  const { build } = z.object({ build: z.string() }).parse(JSON.parse(readFileSync(join(folder, "build.json"), "utf8")));
  return { folder, build };
}
