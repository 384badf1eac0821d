import type { Result } from "../../../src-shared/base/result.ts";
import type { InputOf } from "../../../src-shared/contract/contract.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";
import type { CheckedShop } from "../terminal/new-shop.ts";
import type { PortInfo } from "./shop-machine.ts";

/** Why nothing came back: `detail` names the sheet's lines, where those are wrong. */
export interface RestoreRefused {
  readonly refusal: "setup-sheet" | "setup-sheet-newer" | "setup-other-shop" | StorageFailure["refusal"];
  readonly detail?: string;
}

/** A machine that has no shop yet: founds one, or brings one back. Keys that were ever used are never replaced. */
export interface SetupDesk {
  readonly dataFolder: string;
  ports(): Promise<readonly PortInfo[]>;
  readers(): readonly string[];
  /** Makes the shop in one transaction and opens it; a crash before that leaves nothing that hinders a second try. */
  found(shop: CheckedShop, command: string): Promise<Result<null, RestoreRefused | StorageFailure>>;
  restore(from: InputOf<"setup.restore">): Promise<Result<null, RestoreRefused>>;
}
