import type { Counter } from "../counter/counter.ts";
import type { ShopMachine } from "../ports/shop-machine.ts";
import type { TrainingDesk } from "../ports/training-desk.ts";
import type { DeskParts } from "./desk-parts.ts";
import type { SideDoors } from "./side-doors.ts";

/** What the handlers of settings and data work on. */
export interface SettingsParts extends DeskParts {
  readonly machine: ShopMachine;
  readonly doors: SideDoors;
  /** Training: what leaves the shop (displays, bills of other programs, backups) stays shut. */
  readonly isTraining: boolean;
  readonly training: TrainingDesk;
  readonly dataFolder: string;
  readonly counter: Pick<Counter, "unlock">;
}
