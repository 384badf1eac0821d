import type { Result } from "../../src-shared/base/result.ts";
import { toHex } from "../../src-shared/base/bytes.ts";
import type { PrinterSearch } from "../../src-shared/printer/printer-search.ts";
import type { PrinterSettings } from "../../src-shared/printer/printer-settings.ts";
import type { CoreNotice } from "../../src-shared/words/core-notices.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import type { MadeBackup } from "../core/run-backup.ts";
import type { CardArrived, CardReaderPort } from "../core/ports/card-reader.ts";
import type { SpawnPort } from "../core/ports/spawn.ts";
import type { BackupRow, DataVerdict, PortInfo, ReaderProbe, ShopMachine } from "../core/ports/shop-machine.ts";
import { isClockSetBack } from "../core/terminal/clock-notice.ts";
import type { Terminal } from "../core/terminal/context.ts";
import { machineSettings } from "../core/terminal/machine-settings.ts";
import { portsToAsk } from "../core/print/ports-to-ask.ts";
import { proveData } from "../core/verify/prove-client.ts";
import { devicePorts, type DeviceFolders } from "../adapters/printer/device-ports.ts";
import { serialPorts } from "../adapters/printer/serial-ports.ts";
import type { DataDesk } from "./data-desk.ts";
import type { PrinterDesk } from "./printer-desk.ts";
import { nodeTimers } from "./spawn-timers.ts";

/** The strip asks at every change; folders are looked at this often. */
const NOTICES_LAST_MS = 60_000;
const GET_UID = Uint8Array.of(0xff, 0xca, 0, 0, 0);

export interface MachineParts {
  readonly terminal: Terminal;
  readonly reader: CardReaderPort;
  readonly printers: PrinterDesk;
  readonly data: DataDesk;
  readonly spawn: SpawnPort;
  readonly dataFolder: string;
  readonly keyFile: string;
  /** A printer named by whoever started the core, in the place of the settings'. */
  readonly printer: PrinterSettings | undefined;
  /** Where USB printers are listed. */
  readonly devices: DeviceFolders;
  readonly backupFolder: () => string;
  readonly isTraining: boolean;
  readonly version: string;
}

/** The machine under one shop: ports, readers, the printer, the data's folder. */
export class MachineDesk implements ShopMachine {
  readonly version: string;
  readonly #parts: MachineParts;
  #card: CardArrived | undefined;
  #noted: { readonly atMs: number; readonly notices: readonly CoreNotice[] } = { atMs: -Infinity, notices: [] };

  constructor(parts: MachineParts) {
    this.#parts = parts;
    this.version = parts.version;
    parts.reader.onEvent((event) => {
      if (event.kind === "card-arrived") this.#card = event;
      if (event.kind === "card-gone" && event.session === this.#card?.session) this.#card = undefined;
      if (event.kind === "service-down") this.#card = undefined;
    });
  }

  serialPorts(): Promise<readonly PortInfo[]> {
    return serialPorts();
  }

  devicePorts(): Promise<readonly PortInfo[]> {
    return this.#devices().then((ports) => ports.map(({ isOffice: _isOffice, ...port }) => port));
  }

  readers(): ReturnType<ShopMachine["readers"]> {
    return this.#parts.reader.status().readers;
  }

  async probeReader(): Promise<ReaderProbe> {
    const { reader, terminal } = this.#parts;
    const { state, driver } = reader.status();
    const card = this.#card;
    const begunMs = terminal.clock.monotonicMs();
    const answer = card && (await reader.transmit(card.session, GET_UID));
    const tookMs = answer?.ok === true ? Math.round(terminal.clock.monotonicMs() - begunMs) : null;
    const uid = card === undefined || card.uid.length === 0 ? null : toHex(card.uid);
    return { state, driver, uid, tookMs };
  }

  usePrinter(): void {
    void this.#parts.printers.use(this.printer());
  }

  hasPrinter(): boolean {
    return this.printer().path !== "";
  }

  printer(): PrinterSettings {
    return this.#parts.printer ?? machineSettings(this.#parts.terminal.store.read).printer;
  }

  printerGiven(): PrinterSettings | undefined {
    return this.#parts.printer;
  }

  async searchPrinter(): Promise<void> {
    const [serial, devices] = [await serialPorts(), await this.#devices()];
    this.#parts.printers.search(portsToAsk(this.printer(), { serial, devices }));
  }

  printerSearch(): PrinterSearch {
    return this.#parts.printers.searched();
  }

  recoverPrinter(): void {
    this.#parts.printers.recover();
  }

  jobOf(subject: string): number {
    return this.#parts.printers.jobOf(subject);
  }

  backupFolder(): string {
    return this.#parts.backupFolder();
  }

  useBackups(): void {
    this.#noted = { atMs: -Infinity, notices: [] };
    this.#parts.data.look();
  }

  checkFolder(folder: string): Result<null, StorageFailure> {
    return this.#parts.data.checkFolder(folder);
  }

  backup(): Promise<Result<MadeBackup, StorageFailure>> {
    this.#noted = { atMs: -Infinity, notices: [] };
    return this.#parts.data.backup();
  }

  backups(): readonly BackupRow[] {
    return this.#parts.data.backups();
  }

  recoverySheet(): Promise<Result<{ readonly file: string }, StorageFailure>> {
    return this.#parts.data.recoverySheet();
  }

  check(): Promise<DataVerdict | undefined> {
    const { spawn, dataFolder, keyFile } = this.#parts;
    return proveData({ spawn, timers: nodeTimers }, { dataFolder, keyFile });
  }

  notices(): readonly CoreNotice[] {
    const { data, terminal, isTraining } = this.#parts;
    const clock: CoreNotice[] = isClockSetBack(terminal) ? ["clock-set-back"] : [];
    // Nobody loses anything with a training shop: its data asks for no backup.
    if (isTraining) return ["training", ...clock];
    const nowMs = terminal.clock.monotonicMs();
    if (nowMs - this.#noted.atMs > NOTICES_LAST_MS) this.#noted = { atMs: nowMs, notices: data.notices() };
    return [...clock, ...this.#noted.notices];
  }

  #devices(): ReturnType<typeof devicePorts> {
    return devicePorts(this.#parts.devices);
  }
}
