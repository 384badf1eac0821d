import { useCallback, useEffect, useState } from "react";
import type { InputOf, QueryName, ValueOf } from "../../src-shared/contract/contract.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import { useConnection } from "../stores/event-stores.ts";
import { theApi } from "./the-api.ts";

/** What a query says now: `value` stays on screen while it is asked again. */
export interface HeldQuery<N extends QueryName> {
  readonly value: ValueOf<N> | undefined;
  readonly refusal: Refusal | null;
  readonly isLoading: boolean;
  readonly again: () => void;
}

/** Asks when the page opens, when `input` changes (by its content) and when the line is back; null asks nothing. */
export function useQuery<N extends QueryName>(name: N, input: InputOf<N> | null): HeldQuery<N> {
  const [held, setHeld] = useState<Omit<HeldQuery<N>, "again">>({ value: undefined, refusal: null, isLoading: true });
  const [round, setRound] = useState(0);
  const isReady = useConnection(({ connection }) => connection === "ready");
  const key = JSON.stringify(input);

  useEffect(() => {
    // The text is what InputOf<N> was made from; a page's objects are new at each render, their content is not.
    const asked = JSON.parse(key) as InputOf<N> | null;
    if (asked === null || !isReady) return;
    let isCurrent = true;
    setHeld((before) => ({ ...before, isLoading: true }));
    void theApi()
      .query(name, asked)
      .then((answer) => {
        if (!isCurrent) return;
        if (answer.ok) setHeld({ value: answer.value, refusal: null, isLoading: false });
        else setHeld((before) => ({ ...before, refusal: answer.error, isLoading: false }));
      });
    return () => {
      isCurrent = false;
    };
  }, [name, key, isReady, round]);

  const again = useCallback(() => setRound((n) => n + 1), []);
  return { ...held, again };
}
