import { join } from "node:path";
import { NO_PRINTER_SETTINGS, type PrinterSettings } from "../../src-shared/printer/printer-settings.ts";
import { PRINTER_FAMILIES } from "../../src-shared/printer/profile.ts";
import type { PageEvent } from "../../src-shared/contract/contract.ts";
import { LINUX_DEVICES, type DeviceFolders } from "../adapters/printer/device-ports.ts";
import { fakePhone } from "../adapters/messages/fake-phone.ts";
import type { BillShelf } from "../core/counter/bill-shelf.ts";
import type { Counter } from "../core/counter/counter.ts";
import type { TillPages } from "../core/counter/till-pages.ts";
import { callTable } from "../core/desk/call-table.ts";
import type { CallTable } from "../core/desk/handlers.ts";
import { settingsCallTable } from "../core/desk/settings-call-table.ts";
import { SideDoors } from "../core/desk/side-doors.ts";
import { MobileVerifier } from "../core/members/verify-mobile.ts";
import { ImportDesk } from "../core/imports/import-desk.ts";
import type { LogPort } from "../core/ports/log.ts";
import { MessageSender } from "../core/messages/message-sender.ts";
import { noGateway, type MessagePort } from "../core/ports/messages.ts";
import type { SpawnPort } from "../core/ports/spawn.ts";
import { machineSettings } from "../core/terminal/machine-settings.ts";
import { STATE_TRAINING } from "../core/terminal/training.ts";
import { composeDesk } from "./compose-desk.ts";
import type { Composed, OpenStore } from "./compose-terminal.ts";
import { composeTill } from "./compose-till.ts";
import { DataDesk } from "./data-desk.ts";
import type { Ensured } from "./ensure-epoch.ts";
import type { ShopPlace } from "./data-paths.ts";
import { MachineDesk } from "./machine-desk.ts";
import type { PrinterDesk } from "./printer-desk.ts";
import { programVersion } from "./program-version.ts";
import { nodeTimers } from "./spawn-timers.ts";
import { trainingDesk, type Readers } from "./training-desk.ts";

/** The desks of an open shop, and what answers its pages. */
export interface ComposedShop {
  readonly desk: DataDesk;
  readonly machine: MachineDesk;
  readonly doors: SideDoors;
  readonly table: CallTable;
  readonly pages: TillPages;
  readonly shelf: BillShelf;
  readonly messages: MessageSender;
}

/** Puts an open shop's desks together and starts its printer and its backups. */
export function composeShop(
  shop: OpenStore & {
    readonly composed: Composed;
    readonly ensured: Ensured;
    readonly counter: Counter;
    readonly readers: Readers;
    readonly printers: PrinterDesk;
    readonly place: ShopPlace;
  },
  process: {
    readonly argument: Readonly<Record<string, string>>;
    readonly spawn: SpawnPort;
    readonly log: LogPort;
    readonly tellPages: (event: PageEvent) => void;
    /** Asks the shell to start this core anew on the other folder. */
    readonly askSwitch: (to: "training" | "shop") => void;
  },
): ComposedShop {
  const { composed, ensured, counter, printers, place } = shop;
  const { reader, screen } = shop.readers;
  const { argument, spawn, log } = process;
  const { terminal } = composed;
  const { read } = terminal.store;
  const isTraining = read.state(STATE_TRAINING) !== undefined;
  const backupFolder = (): string => argument["backups"] || machineSettings(read).backupFolder;
  const { secrets, reason } = ensured;
  const desk = new DataDesk({
    secrets,
    reason,
    spawn,
    log,
    timers: nodeTimers,
    path: shop.database.path,
    merchant: terminal.identity.merchant,
    backups: backupFolder,
  });
  // Nobody loses anything with a training shop.
  if (!isTraining) desk.start();
  const printer = namedPrinter(argument);
  const devices = devicesOf(argument);
  const hardware = { reader, printers, printer, devices, spawn, data: desk, backupFolder };
  const machine = new MachineDesk({ ...place, ...hardware, terminal, isTraining, version: programVersion() });
  machine.usePrinter();
  const desks = composeDesk(terminal, secrets, printers, composed.products);
  const imports = new ImportDesk({ terminal, products: composed.products, shelf: composed.importShelf, counter });
  imports.resume();
  const stores = { people: composed.people, products: composed.products, jobs: shop.spoolStore };
  // In training nobody is written to: its members are nobody's.
  const messages = isTraining ? noGateway : gatewayOf(argument);
  const verifier = new MobileVerifier({ terminal, people: composed.people, codes: composed.codes, messages });
  const sender = new MessageSender({ terminal, people: composed.people, outbox: composed.outbox, messages });
  counter.onEvent(() => sender.wake());
  sender.start();
  const people = { desk: desks, ...stores, verifier, sender, imports, counter, spool: () => printers.spool() };
  const tillParts = { desk: desks, counter, reader, spool: printers, notices: () => machine.notices(), isTraining };
  const { till, pages, shelf } = composeTill(tillParts, process.tellPages);
  const doors = new SideDoors(terminal, isTraining);
  const training = trainingDesk({ place, terminal, open: shop, log }, screen, process.askSwitch);
  const settings = { ...desks, machine, doors, counter, isTraining, training, dataFolder: place.dataFolder };
  const table = { ...callTable({ till, desk: desks }, people), ...settingsCallTable(settings) };
  return { desk, machine, doors, table, pages, shelf, messages: sender };
}

/** What messages go through: none, but for the demo and tests, whose fake phone is a folder. */
function gatewayOf(argument: Readonly<Record<string, string>>): MessagePort {
  const folder = argument["phone"] ?? "";
  return folder === "" ? noGateway : fakePhone(folder);
}

/** Where USB printers are listed: the system's places, but for tests a folder that holds the like of both. */
function devicesOf(argument: Readonly<Record<string, string>>): DeviceFolders {
  const folder = argument["devices"] ?? "";
  return folder === "" ? LINUX_DEVICES : { classFolder: join(folder, "class"), devices: join(folder, "usb") };
}

/** The printer that whoever started this core named, in the place of the settings'. */
function namedPrinter(argument: Readonly<Record<string, string>>): PrinterSettings | undefined {
  const path = argument["printer"] ?? "";
  if (path === "") return undefined;
  const family = PRINTER_FAMILIES.find((one) => one === argument["family"]) ?? "unknown-clone";
  const profile = { family, overrides: {} };
  return { ...NO_PRINTER_SETTINGS, path, baudRate: Number(argument["baud"] ?? "115200"), profile };
}
