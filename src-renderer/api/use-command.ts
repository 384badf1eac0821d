import { useCallback, useRef, useState } from "react";
import type { CommandName, InputOf, QueryName } from "../../src-shared/contract/contract.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import { askApproval } from "./approval-store.ts";
import type { Answer } from "./create-api.ts";
import { runCommand } from "./run-command.ts";
import { theApi } from "./the-api.ts";

/** A command as a page holds it. */
export interface HeldCommand<N extends CommandName> {
  /** Sends it under a new id; asks for an approval where one is needed. Refusals come back and stand in `refusal`. */
  readonly run: (input: InputOf<N>) => Promise<Answer<N>>;
  readonly isBusy: boolean;
  /** The last refusal, for `<RefusalNotice>`; null after a success. */
  readonly refusal: Refusal | null;
  readonly clear: () => void;
}

/** `const pay = useCommand("bill.pay"); … await pay.run({ revision })`. Pressed twice while busy, it is sent once. */
export function useCommand<N extends CommandName>(name: N): HeldCommand<N> {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const underWay = useRef<Promise<Answer<N>> | null>(null);

  const run = useCallback(
    (input: InputOf<N>): Promise<Answer<N>> => {
      if (underWay.current !== null) return underWay.current;
      setBusy(true);
      const setting = { api: theApi(), ask: askApproval, id: crypto.randomUUID() };
      const sent = runCommand(setting, name, input).then((answer) => {
        underWay.current = null;
        setBusy(false);
        setRefusal(answer.ok ? null : answer.error);
        return answer;
      });
      underWay.current = sent;
      return sent;
    },
    [name],
  );
  const clear = useCallback(() => setRefusal(null), []);
  return { run, isBusy, refusal, clear };
}

/**
 * Sends a command that nobody presses twice (typed amounts, scans): each call goes out, in its order. `id` is that of
 * an earlier try whose answer never came.
 */
export function sendCommand<N extends CommandName>(
  name: N,
  input: InputOf<N>,
  id: string = crypto.randomUUID(),
): Promise<Answer<N>> {
  return runCommand({ api: theApi(), ask: askApproval, id }, name, input);
}

/** Asks for something once, now. */
export function ask<N extends QueryName>(name: N, input: InputOf<N>): Promise<Answer<N>> {
  return theApi().query(name, input);
}
