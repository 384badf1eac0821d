import { useCallback } from "react";
import { create } from "zustand";
import { useKeptFor } from "./kept-for.ts";

/** Half-typed forms, in memory only: who looks at another page finds the form as it was left. */
const useDrafts = create<{ readonly drafts: Readonly<Record<string, unknown>> }>(() => ({ drafts: {} }));

// What one person typed is not shown to the next one.
useKeptFor.subscribe((now, before) => {
  if (now.key !== before.key) useDrafts.setState({ drafts: {} });
});

/** A draft: what stands in it, a way to change a part of it, and to be done with it. */
export interface Draft<T> {
  readonly value: T;
  readonly isTouched: boolean;
  readonly change: (part: Partial<T>) => void;
  readonly forget: () => void;
}

/** The draft of that name, or `initial`. One name belongs to one type of draft. */
export function useDraft<T extends object>(name: string, initial: T): Draft<T> {
  // Only this function writes under the name, with the same T.
  const kept = useDrafts(({ drafts }) => drafts[name]) as T | undefined;
  const value = kept ?? initial;
  const change = useCallback(
    (part: Partial<T>) =>
      useDrafts.setState(({ drafts }) => ({
        drafts: { ...drafts, [name]: { ...(drafts[name] ?? initial), ...part } },
      })),
    [name, initial],
  );
  const forget = useCallback(
    () => useDrafts.setState(({ drafts }) => ({ drafts: { ...drafts, [name]: undefined } })),
    [name],
  );
  return { value, isTouched: kept !== undefined, change, forget };
}
