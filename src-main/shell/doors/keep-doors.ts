import type { LogPort } from "../../core/ports/log.ts";
import { CoreFault } from "../core-client.ts";
import type { Pages } from "../kiosk/serve-pages.ts";
import type { DoorCore } from "../page-core.ts";
import type { PageLines } from "../page-line.ts";
import { openBillDoor, type OpenDoor } from "./open-bill-door.ts";
import { type DisplayDoor, openDisplayDoor } from "./open-display-door.ts";

/** The ports of the side doors; 0 lets the machine choose. */
export interface DoorPorts {
  readonly display: number;
  readonly bills: number;
}

/** Other programs and displays keep these addresses, so they are the same at every start. */
export const DOOR_PORTS: DoorPorts = { display: 4780, bills: 4781 };

export interface DoorsOptions {
  readonly core: DoorCore;
  readonly lines: PageLines;
  readonly pages: Pages;
  readonly log: LogPort;
  readonly ports?: DoorPorts;
  readonly addresses?: () => readonly string[];
}

/** Opens and closes the side doors as the owner's settings say, for every shell alike. */
export function keepDoors(options: DoorsOptions): { stop(): Promise<void> } {
  const { core, log } = options;
  const open: { display?: DisplayDoor | undefined; bills?: OpenDoor | undefined } = {};
  let isStopped = false;
  let turn = Promise.resolve();
  const look = (): void => {
    turn = turn
      .then(() => (isStopped ? undefined : adjust(options, open)))
      .catch((error: unknown) => {
        // A core that went away tells us when it is back.
        if (!(error instanceof CoreFault)) throw error;
        log.log("info", "doors-wait", { detail: error.message });
      });
  };
  const end = core.onDoors(look);
  look();
  return {
    stop: async () => {
      isStopped = true;
      end();
      await turn;
      await Promise.all([open.display?.close(), open.bills?.close()]);
    },
  };
}

async function adjust(
  options: DoorsOptions,
  open: { display?: DisplayDoor | undefined; bills?: OpenDoor | undefined },
): Promise<void> {
  const { core, ports = DOOR_PORTS } = options;
  const { display, bills } = await core.shellCall({ kind: "doors" });
  if (!display.isOn && open.display !== undefined) {
    await open.display.close();
    open.display = undefined;
  }
  if (!bills.isOn && open.bills !== undefined) {
    await open.bills.close();
    open.bills = undefined;
  }
  if (display.isOn) {
    const port = display.port === 0 ? ports.display : display.port;
    open.display ??= await tryToOpen(options.log, () => openDisplayDoor({ ...options, port }));
    await open.display?.recheck();
  }
  if (bills.isOn) open.bills ??= await tryToOpen(options.log, () => openBillDoor(core, ports.bills));
  await core.shellCall({
    kind: "doors-opened",
    displayUrls: (open.display?.urls ?? []).slice(0, 10),
    billUrl: open.bills?.urls[0] ?? "",
  });
}

/** A port that another program has keeps its door shut: the settings page then shows no address. */
async function tryToOpen<D>(log: LogPort, open: () => Promise<D>): Promise<D | undefined> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "EADDRINUSE" || error.code === "EACCES")))
      throw error;
    log.log("warn", "door-shut", { detail: error.message });
    return undefined;
  }
}
