import type { InputOf } from "../../../src-shared/contract/contract.ts";
import type { Display } from "../../../src-shared/contract/settings-contract.ts";
import { defaultDisplay } from "../../../src-shared/words/format.ts";
import type { CryptoPort } from "../../../src-shared/base/crypto-port.ts";
import { isPrintable } from "../../../src-shared/base/printable.ts";
import type { LedgerTx } from "../ports/store.ts";
import { putDeskSettings } from "../terminal/desk-settings.ts";
import { lookOf } from "../terminal/look.ts";
import {
  machineFault,
  machineSettings,
  putMachineSettings,
  type MachineSettings,
} from "../terminal/machine-settings.ts";
import { putReceiptSettings } from "../terminal/receipt-settings.ts";
import { shopSettings, STATE_SHOP, type ShopSettings } from "../terminal/shop-settings.ts";
import type { DeskRefused } from "./handlers.ts";
import type { SettingsParts } from "./settings-parts.ts";

type Change = InputOf<"settings.change">;

/** Control characters, and what turns the direction of what stands around it on paper. */
const UNPRINTABLE = /\p{Cc}|[\u202a-\u202e\u2066-\u2069]/u;
/** The page locks itself at most a day after the last touch (desk-settings.ts). */
const LOCK_MINUTES_MAX = 1440;

/** Why a change can't be made, or undefined; `field` names the value. */
export function settingsFault(parts: SettingsParts, change: Change): DeskRefused | undefined {
  const { shop, display, limits, customerDisplay, billApi, backupFolder, receipt } = change;
  const invalid = (field: string): DeskRefused => ({ refusal: "setting-invalid", field });
  if (shop?.name !== undefined && shop.name.trim() === "") return { refusal: "setup-shop-name", field: "shop.name" };
  const bad = Object.entries(shop ?? {}).find(([, text = ""]) => UNPRINTABLE.test(text) || !text.isWellFormed());
  if (bad !== undefined) return invalid(`shop.${bad[0]}`);
  const lines = receipt?.headerLines ?? [];
  const line = lines.findIndex((text) => text.trim() === "" || !isPrintable(text));
  if (line >= 0) return invalid(`receipt.headerLines.${line}`);
  if (display?.timeZone !== undefined && !isTimeZone(display.timeZone)) return invalid("display.timeZone");
  if ((limits?.lockAfterMinutes ?? 0) > LOCK_MINUTES_MAX) return invalid("limits.lockAfterMinutes");
  const fault = machineFault(parts.terminal.store.read, machineChange(parts.terminal.store.read, change));
  if (fault !== undefined) return invalid(fault);
  const opens = customerDisplay?.isOn === true || billApi?.isOn === true;
  if (parts.isTraining && (opens || (backupFolder ?? "") !== "")) return { refusal: "not-in-training" };
  if (backupFolder === undefined || backupFolder === "") return undefined;
  const folder = parts.machine.checkFolder(backupFolder);
  return folder.ok ? undefined : { ...folder.error, detail: folder.error.detail.slice(0, 300), field: "backupFolder" };
}

/** Writes a change that has no fault. */
export function applySettings(tx: LedgerTx, crypto: CryptoPort, change: Change): void {
  const { shop, display, limits, printer, receipt } = change;
  if (shop !== undefined || display !== undefined) {
    const before = shopSettings(tx);
    const { locale, theme: _theme, ...rest } = { ...lookOf(tx), ...set(display) } satisfies Display;
    // A new language brings its own digits and calendar, unless they are chosen in the same change.
    const turned = locale === before.locale ? rest : { ...rest, ...spare(defaultDisplay(locale), display) };
    const texts = Object.fromEntries(Object.entries(shop ?? {}).map(([key, text = ""]) => [key, text.trim()]));
    const next: ShopSettings = { ...before, ...texts, locale, display: turned };
    tx.putState(STATE_SHOP, JSON.stringify(next));
  }
  if (limits !== undefined || printer?.drawer !== undefined) {
    putDeskSettings(tx, { ...set(limits), ...(printer?.drawer === undefined ? {} : { drawer: printer.drawer }) });
  }
  if (receipt !== undefined) putReceiptSettings(tx, crypto, receipt);
  putMachineSettings(tx, machineChange(tx, change));
}

type Set<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** What is really set: a key whose value is undefined changes nothing. */
function set<T extends object>(some: T | undefined): Set<T> {
  // Only keys whose value is undefined are gone.
  return Object.fromEntries(Object.entries(some ?? {}).filter(([, value]) => value !== undefined)) as Set<T>;
}

function spare(
  of: ReturnType<typeof defaultDisplay>,
  chosen: Change["display"],
): Partial<Pick<Display, "digits" | "calendar">> {
  return {
    ...(chosen?.digits === undefined ? { digits: of.digits } : {}),
    ...(chosen?.calendar === undefined ? { calendar: of.calendar } : {}),
  };
}

/** The machine's share of a change. */
function machineChange(read: Pick<LedgerTx, "state">, change: Change): Partial<MachineSettings> {
  const { printer, display, backupFolder, customerDisplay, billApi, sound } = change;
  const { drawer: _drawer, ...line } = printer ?? {};
  return {
    ...(printer === undefined ? {} : { printer: { ...machineSettings(read).printer, ...set(line) } }),
    ...(display?.theme === undefined ? {} : { theme: display.theme }),
    ...(backupFolder === undefined ? {} : { backupFolder }),
    ...(customerDisplay === undefined ? {} : { customerDisplay: customerDisplay.isOn }),
    ...(billApi === undefined ? {} : { billApi: billApi.isOn }),
    ...(sound === undefined ? {} : { sound }),
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
