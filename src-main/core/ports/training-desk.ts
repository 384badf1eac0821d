import type { MemberId } from "../../../src-shared/base/ids.ts";
import type { Result } from "../../../src-shared/base/result.ts";
import type { StorageFailure } from "../../../src-shared/words/storage-words.ts";

/** The way into training and back. The core is started anew on the other folder after the answer. */
export interface TrainingDesk {
  /** Prepares the training shop (founds it at the first time) and asks the shell to start on it. */
  enter(): Promise<Result<null, StorageFailure>>;
  leave(): void;
  /** The card on the screen of a member of the training shop, put on and taken away; only there. */
  readonly screen: CardOnScreen | undefined;
}

export interface CardOnScreen {
  readonly put: (member: MemberId) => void;
  readonly take: () => void;
  /** Whose card lies on the screen now. */
  readonly whose: () => MemberId | undefined;
}
