import { existsSync, mkdirSync, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { err, ok, type Result } from "../../src-shared/base/result.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { openKeyFile } from "../adapters/keychain/key-file.ts";
import { argon2Pins } from "../adapters/node/argon2-pins.ts";
import { serialPorts } from "../adapters/printer/serial-ports.ts";
import { takeDataLock, type DataLock } from "../adapters/sqlite/data-lock.ts";
import { keyIdPath } from "../adapters/sqlite/open-database.ts";
import { storageFailureOf } from "../adapters/sqlite/storage-errors.ts";
import type { LogPort } from "../core/ports/log.ts";
import type { RestoreRefused, SetupDesk } from "../core/ports/setup-desk.ts";
import { putOwner } from "../core/staff/manage-staff.ts";
import { STATE_SETUP } from "../core/terminal/found-shop.ts";
import { nodeCrypto } from "../adapters/node/crypto.ts";
import { putMachineSettings } from "../core/terminal/machine-settings.ts";
import { NEW_SHOP_RECEIPTS, putReceiptSettings } from "../core/terminal/receipt-settings.ts";
import type { CheckedShop } from "../core/terminal/new-shop.ts";
import { composeTerminal, DATABASE_FILE } from "./compose-terminal.ts";
import type { ShopPlace } from "./data-paths.ts";
import { foundData } from "./found-data.ts";
import { restoreShop, type RestoreFailure } from "./restore-shop.ts";

/**
 * Whether this data folder never had a database: one that is gone (its key's name is still there) is not a first start.
 * A file without a byte is what a founding leaves that was cut off at its very beginning.
 */
export function isFirstStart({ dataFolder }: Pick<ShopPlace, "dataFolder">): boolean {
  const path = join(dataFolder, DATABASE_FILE);
  return !existsSync(keyIdPath(path)) && (!existsSync(path) || statSync(path).size === 0);
}

/** Founds or restores a shop at `place`; `opened` is awaited when one is there, before the page gets its answer. */
export class FirstStart implements SetupDesk {
  readonly dataFolder: string;
  readonly #place: ShopPlace;
  readonly #parts: {
    readonly log: LogPort;
    readonly readers: () => readonly string[];
    readonly opened: () => Promise<void>;
  };
  #lock: DataLock | undefined;
  #busy = false;

  constructor(
    place: ShopPlace,
    parts: {
      readonly log: LogPort;
      readonly readers: () => readonly string[];
      readonly opened: () => Promise<void>;
    },
  ) {
    this.dataFolder = place.dataFolder;
    this.#place = place;
    this.#parts = parts;
  }

  /** Takes the folder, so that no second core sets up a shop in it. */
  begin(): Result<null, StorageFailure> {
    try {
      mkdirSync(this.dataFolder, { recursive: true, mode: 0o700 });
      this.#lock = takeDataLock(join(this.dataFolder, DATABASE_FILE));
      return this.#lock === undefined ? err({ refusal: "locked", detail: "the data lock is held" }) : ok(null);
    } catch (error) {
      const failure = storageFailureOf(error);
      if (failure === undefined) throw error;
      return err(failure);
    }
  }

  ports(): ReturnType<SetupDesk["ports"]> {
    return serialPorts();
  }

  readers(): readonly string[] {
    return this.#parts.readers();
  }

  found(shop: CheckedShop, command: string): Promise<Result<null, RestoreRefused | StorageFailure>> {
    return this.#alone<RestoreRefused | StorageFailure>(async () => {
      if (await this.#hasForeignKeys()) return err({ refusal: "setup-other-shop" as const });
      const pinHash = await argon2Pins.hash(shop.pin);
      const made = await foundData({
        ...this.#place,
        programme: shop.programme,
        settings: shop.settings,
        also: (open, secrets, tx) => {
          const { terminal } = composeTerminal(open, secrets, this.#parts.log);
          putMachineSettings(tx, { theme: shop.theme });
          putReceiptSettings(tx, nodeCrypto, NEW_SHOP_RECEIPTS);
          putOwner(terminal, tx, { command, fields: shop.owner, pinHash });
          tx.putState(STATE_SETUP, "hardware");
        },
      });
      return made.ok ? ok(null) : made;
    });
  }

  restore(from: { readonly backup: string; readonly sheet: string }): Promise<Result<null, RestoreRefused>> {
    return this.#alone(async () => {
      if (!isAbsolute(from.backup)) return err({ refusal: "backup-unreachable", detail: "not an absolute path" });
      const done = await restoreShop({ ...this.#place, ...from });
      return done.ok ? ok(null) : err(refusalOf(done.error));
    });
  }

  /** The keys of a shop that has sold with them, whose database is not here. */
  async #hasForeignKeys(): Promise<boolean> {
    const { keyFile, dataFolder } = this.#place;
    if (!existsSync(keyFile)) return false;
    const marker = await openKeyFile({ path: keyFile, dataFolder }).readMarker();
    return !marker.ok || marker.value !== undefined;
  }

  /** One at a time: two windows may both press the key. The lock is given to whoever opens the database. */
  async #alone<E>(work: () => Promise<Result<null, E>>): Promise<Result<null, E | StorageFailure>> {
    if (this.#busy) return err({ refusal: "locked", detail: "a set-up is under way" });
    this.#busy = true;
    this.#lock?.release();
    try {
      const done = await work();
      if (done.ok) await this.#parts.opened();
      else this.begin();
      return done;
    } finally {
      this.#busy = false;
    }
  }
}

function refusalOf(failure: RestoreFailure): RestoreRefused {
  switch (failure.kind) {
    case "other-shop":
      return { refusal: "setup-other-shop" };
    case "storage":
      return failure.failure;
    case "sheet": {
      const { fault } = failure;
      if (fault.kind === "newer") return { refusal: "setup-sheet-newer" };
      const lines = fault.kind === "lines" ? { detail: fault.lines.join(", ") } : {};
      const count = fault.kind === "count" ? { detail: `${fault.given}/${fault.expected}` } : {};
      return { refusal: "setup-sheet", ...lines, ...count };
    }
  }
}
