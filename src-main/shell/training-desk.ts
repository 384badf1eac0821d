import type { MemberId } from "../../src-shared/base/ids.ts";
import { ok, type Result } from "../../src-shared/base/result.ts";
import type { StorageFailure } from "../../src-shared/words/storage-words.ts";
import { systemClock } from "../adapters/node/time.ts";
import { ScreenCardReader } from "../adapters/screen/screen-card-reader.ts";
import { GuardedReader } from "../core/card/guarded-reader.ts";
import type { CardReaderPort } from "../core/ports/card-reader.ts";
import type { LogPort } from "../core/ports/log.ts";
import type { CardOnScreen, TrainingDesk } from "../core/ports/training-desk.ts";
import { STATE_TRAINING } from "../core/terminal/training.ts";
import type { OpenStore } from "./compose-terminal.ts";
import type { ShopPlace } from "./data-paths.ts";
import { prepareTraining, realCards, screenFolder, screenUid, trainingCards, type RealShop } from "./training-shop.ts";

/** The readers of a shop or of its training, and the card on the screen, which only training has. */
export interface Readers {
  readonly reader: CardReaderPort;
  readonly screen: ScreenCardReader | undefined;
}

/** Bars the other side's cards; in training, adds the card on the screen. */
export async function composeReaders(
  inner: CardReaderPort,
  of: { readonly open: OpenStore; readonly place: ShopPlace; readonly log: LogPort },
): Promise<Readers> {
  if (of.open.store.read.state(STATE_TRAINING) === undefined) {
    const training = await trainingCards(of.place, of.log);
    const isBarred = (uid: string): boolean => training.has(uid);
    return { reader: new GuardedReader(inner, { isBarred, as: "training-card" }), screen: undefined };
  }
  const real = realCards(of.open);
  const guarded = new GuardedReader(inner, { isBarred: (uid) => real.has(uid), as: "real-card" });
  const nowMs = (): number => systemClock.monotonicMs();
  const screen = new ScreenCardReader(guarded, { folder: screenFolder(of.place), nowMs });
  return { reader: screen, screen };
}

/** The way into training and back; `ask` asks the shell to start the core on the other folder. */
export function trainingDesk(
  shop: RealShop,
  screen: ScreenCardReader | undefined,
  ask: (to: "training" | "shop") => void,
): TrainingDesk {
  return {
    enter: async (): Promise<Result<null, StorageFailure>> => {
      const ready = await prepareTraining(shop);
      if (!ready.ok) return ready;
      ask("training");
      return ok(null);
    },
    leave: () => ask("shop"),
    screen: screen && cardOnScreen(screen),
  };
}

function cardOnScreen(screen: ScreenCardReader): CardOnScreen {
  let whose: MemberId | undefined;
  return {
    put: (member) => {
      screen.put(screenUid(member));
      whose = member;
    },
    take: () => {
      screen.take();
      whose = undefined;
    },
    whose: () => whose,
  };
}
