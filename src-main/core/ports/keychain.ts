import type { Result } from "../../../src-shared/base/result.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";

/**
 * Where secrets rest. "key-file" protects only against other users of the machine and stands as a warning on the strip;
 * a keychain that merely obfuscates is never offered.
 */
export type KeychainProtection = "os-keychain" | "start-pin" | "key-file";

/** How far this installation's journal had come, remembered outside the database: an older database is then noticed. */
export interface ChainMarker {
  readonly journal: string;
  readonly seq: number;
  /** The journal's head hash, 64 hexadecimal characters. */
  readonly head: string;
}

/**
 * Secrets by name ([a-z0-9-], 1–40 characters), of 1 to 4096 bytes. Asynchronous, because an operating system's
 * keychain is. A put is durable when it resolves. Refusals: "key-exposed", "key-damaged", "disk-full",
 * "unreachable". Nothing here is ever logged.
 */
export interface KeychainPort {
  readonly protection: KeychainProtection;
  get(name: string): Promise<Result<Uint8Array | undefined, StorageFailure>>;
  put(name: string, secret: Uint8Array): Promise<Result<void, StorageFailure>>;
  /** Deleting what is not there is a success. */
  delete(name: string): Promise<Result<void, StorageFailure>>;
  /**
   * The last marker, or undefined before the first. Damage is "key-damaged": the caller then knows nothing about the
   * past.
   */
  readMarker(): Promise<Result<ChainMarker | undefined, StorageFailure>>;
  writeMarker(marker: ChainMarker): Promise<Result<void, StorageFailure>>;
}
