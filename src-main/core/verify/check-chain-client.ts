import type { RandomPort } from "../ports/clock.ts";
import type { LogPort } from "../ports/log.ts";
import type { SpawnPort } from "../ports/spawn.ts";
import { superviseChild, type SupervisedChild } from "../process/supervise-child.ts";
import type { TimerPort } from "../process/timers.ts";
import type { ChainDefect } from "./check-chain.ts";
import { chainReport, type ChainOrder, type ChainReport } from "./check-chain-messages.ts";

/** What is known of the whole chain since this core started. */
export type ChainState =
  | { readonly kind: "checking"; readonly checked: number; readonly total: number }
  | { readonly kind: "intact"; readonly checked: number; readonly tookMs: number }
  | { readonly kind: "broken"; readonly defect: ChainDefect }
  | { readonly kind: "unreadable"; readonly detail: string }
  /** The worker did not come to an end: nothing is known of the chain before its tail. */
  | { readonly kind: "unchecked"; readonly detail: string };

/** What the check needs, and who is told of every change. */
export interface ChainCheckOptions {
  readonly path: string;
  readonly key: Uint8Array;
  readonly spawn: SpawnPort;
  readonly timers: TimerPort;
  readonly random: RandomPort;
  readonly log: LogPort;
  readonly onState: (state: ChainState) => void;
}

/** Workers that may end without a verdict before the check is given up until the next start of the core. */
const ENDS_MAX = 3;

/** Checks the whole chain in a worker of the role "verify", while selling goes on; the worker ends with its verdict. */
export function startChainCheck(options: ChainCheckOptions): { stop(): void } {
  let over = false;
  let ends = 0;
  const tell = (state: ChainState): void => {
    if (over) return;
    if (state.kind !== "checking") {
      over = true;
      child.stop();
    }
    options.onState(state);
  };
  const child: SupervisedChild = superviseChild({
    ...options,
    role: "verify",
    argument: {},
    onMessage: (message) => {
      const report = chainReport.safeParse(message);
      if (report.success) tell(stateOf(report.data));
      else options.log.log("error", "chain-report-unknown");
    },
    onState: (state) => {
      if (state.kind === "running") {
        child.send({ vafa: "chain", kind: "begin", path: options.path, key: options.key } satisfies ChainOrder);
      }
      if (state.kind !== "waiting") return;
      ends++;
      if (ends >= ENDS_MAX) tell({ kind: "unchecked", detail: `the worker ended ${ends} times (${state.cause})` });
    },
  });
  return {
    stop: () => {
      over = true;
      child.stop();
    },
  };
}

function stateOf(report: ChainReport): ChainState {
  switch (report.kind) {
    case "progress":
      return { kind: "checking", checked: report.checked, total: report.total };
    case "intact":
      return { kind: "intact", checked: report.checked, tookMs: report.tookMs };
    case "broken":
      return { kind: "broken", defect: report.defect };
    case "unreadable":
      return { kind: "unreadable", detail: report.detail };
    case "failed":
      return { kind: "unchecked", detail: report.detail };
  }
}
