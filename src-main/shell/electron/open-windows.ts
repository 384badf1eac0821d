import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { app, BrowserWindow, type BrowserWindowConstructorOptions, screen } from "electron";
import { PAGE_ORIGIN } from "./page-address.ts";
import type { WindowLines } from "./window-lines.ts";
import { keepWindowPlace, readWindowPlace } from "./window-state.ts";

const PRELOAD = fileURLToPath(new URL("./preload.cjs", import.meta.url));

/** The till's window, where it was when it was closed. With it the program ends. */
export function openTill(windows: WindowLines): BrowserWindow {
  const file = join(app.getPath("userData"), "window-place.json");
  const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
  const { isMaximized = false, ...place } = readWindowPlace(file, screens) ?? {};
  const till = newWindow({ width: 1280, height: 800, minWidth: 800, minHeight: 600, ...place });
  if (isMaximized) till.maximize();
  windows.add(till.webContents, false);
  till.once("ready-to-show", () => till.show());
  till.on("close", () => keepWindowPlace(file, { ...till.getNormalBounds(), isMaximized: till.isMaximized() }));
  till.on("closed", () => app.quit());
  const load = (): void => void till.loadURL(`${PAGE_ORIGIN}/index.html`);
  // A page that fell over comes back; the open bill lies in the core.
  till.webContents.on("render-process-gone", load);
  load();
  return till;
}

/** On a second screen the customer's window comes and goes with that screen. */
export function keepCustomerWindow(windows: WindowLines): void {
  let shown: BrowserWindow | undefined;
  const look = (): void => {
    const { id } = screen.getPrimaryDisplay();
    const other = screen.getAllDisplays().find((display) => display.id !== id);
    if (shown?.isDestroyed() === true) shown = undefined;
    if (other === undefined) {
      shown?.close();
      shown = undefined;
      return;
    }
    if (shown !== undefined) return;
    const window = newWindow({ ...other.bounds, frame: false, fullscreen: true, focusable: false });
    shown = window;
    windows.add(window.webContents, true);
    window.once("ready-to-show", () => window.showInactive());
    void window.loadURL(`${PAGE_ORIGIN}/display.html`);
  };
  screen.on("display-added", look);
  screen.on("display-removed", look);
  look();
}

function newWindow(more: BrowserWindowConstructorOptions): BrowserWindow {
  const webPreferences = {
    preload: PRELOAD,
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webviewTag: false,
    spellcheck: false,
    devTools: !app.isPackaged,
  };
  return new BrowserWindow({ show: false, autoHideMenuBar: true, ...more, webPreferences });
}
