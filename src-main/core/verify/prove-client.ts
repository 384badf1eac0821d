import type { DataVerdict } from "../ports/shop-machine.ts";
import type { SpawnPort } from "../ports/spawn.ts";
import type { TimerPort } from "../process/timers.ts";
import { proveReport, type ProveOrder } from "./prove-messages.ts";

/** A proof of a million members takes minutes on a slow disk; after this something is stuck. */
const LIMIT_MS = 30 * 60_000;

/** Proves all data in a process of its own, beside the selling; undefined when that did not come to its end. */
export function proveData(
  ports: { readonly spawn: SpawnPort; readonly timers: TimerPort },
  order: Pick<ProveOrder, "dataFolder" | "keyFile">,
): Promise<DataVerdict | undefined> {
  return new Promise((resolve) => {
    const child = ports.spawn.spawn("verify", {});
    const end = (verdict: DataVerdict | undefined): void => {
      cancel();
      resolve(verdict);
      child.kill();
    };
    const cancel = ports.timers.after(LIMIT_MS, () => end(undefined));
    child.onMessage((message) => {
      const report = proveReport.safeParse(message);
      if (!report.success) return;
      const { isSound, events, lines } = report.data;
      end({ isSound, events, findings: isSound ? [] : lines });
    });
    child.onExit(() => end(undefined));
    child.send({ vafa: "prove", kind: "begin", ...order } satisfies ProveOrder);
  });
}
