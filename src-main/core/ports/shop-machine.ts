import type { PrinterSearch } from "../../../src-shared/printer/printer-search.ts";
import type { PrinterSettings } from "../../../src-shared/printer/printer-settings.ts";
import type { Result } from "../../../src-shared/base/result.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";
import type { CoreNotice } from "../../../src-shared/words/core-notices.ts";
import type { ShopDesk } from "../counter/shop-desk.ts";

/** A serial port of this machine; `name` is what its maker calls it. */
export interface PortInfo {
  readonly path: string;
  readonly name: string;
  /** What stays of it when it is plugged in elsewhere (core/print/port-identity.ts); empty when nothing is known. */
  readonly identity: string;
}

/** What the probe of the reader found. `uid` (hexadecimal) and `tookMs` are null without a card on it. */
export interface ReaderProbe {
  readonly state: string;
  readonly driver: string | null;
  readonly uid: string | null;
  readonly tookMs: number | null;
}

/** What a check of all data found: sentences for people, in both languages. */
export interface DataVerdict {
  readonly isSound: boolean;
  readonly events: number;
  readonly findings: readonly string[];
}

/** A backup that is there. */
export interface BackupRow {
  readonly name: string;
  readonly atMs: number;
  readonly bytes: number;
}

/** What settings and the data's page reach outside the ledger. Secrets stay on the other side. */
export interface ShopMachine extends ShopDesk {
  serialPorts(): Promise<readonly PortInfo[]>;
  /** Printers that the system reaches as devices of their own, such as /dev/usb/lp0. */
  devicePorts(): Promise<readonly PortInfo[]>;
  readers(): readonly { readonly id: string; readonly name: string; readonly used: boolean }[];
  probeReader(): Promise<ReaderProbe>;
  /** Prints on what the settings say from now on; jobs that wait go there. */
  usePrinter(): void;
  hasPrinter(): boolean;
  /** The printer in use: the one that is set, or the one of `printerGiven`. */
  printer(): PrinterSettings;
  /** The printer that the program was started with, in the place of the one that is set. */
  printerGiven(): PrinterSettings | undefined;
  /** Begins to look for a printer: at the network address or device that is set, else at every port and USB printer. */
  searchPrinter(): Promise<void>;
  printerSearch(): PrinterSearch;
  /** Lets a printer go on whose cutter a person has cleared. */
  recoverPrinter(): void;
  /** Number of the newest job of a paper, 0 when there is none. */
  jobOf(subject: string): number;
  /** The folder that backups go to now, empty when there is none. */
  backupFolder(): string;
  /** Makes a backup when one is due: the folder has changed. */
  useBackups(): void;
  /** Whether backups can go to a folder. */
  checkFolder(folder: string): Result<null, StorageFailure>;
  backups(): readonly BackupRow[];
  /** Proves all data in a process of its own; undefined when that did not come to its end. */
  check(): Promise<DataVerdict | undefined>;
  /** What the owner should hear about the data, now. */
  notices(): readonly CoreNotice[];
  readonly version: string;
}
