import { create } from "zustand";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import { useSession } from "../stores/event-stores.ts";
import type { Approval } from "../../src-shared/contract/wire.ts";

interface Asking {
  /** Why a second person is needed, or why their word did not count (a wrong PIN). */
  readonly refusal: Refusal;
  readonly answer: (approval: Approval | null) => void;
}

/** The one approval that is being asked for; null when there is none. ApprovalDialog shows it. */
export const useApproval = create<{ readonly asking: Asking | null }>(() => ({ asking: null }));

// A question of somebody who has gone is answered by nobody, and no window stays over the locked till.
useSession.subscribe((now, before) => {
  if (now.signedIn?.staff !== before.signedIn?.staff) useApproval.getState().asking?.answer(null);
});

/** Asks for a second person's word. Null when they don't give it. A second question takes the place of the first. */
export function askApproval(refusal: Refusal): Promise<Approval | null> {
  useApproval.getState().asking?.answer(null);
  return new Promise((resolve) => {
    const answer = (approval: Approval | null): void => {
      useApproval.setState({ asking: null });
      resolve(approval);
    };
    useApproval.setState({ asking: { refusal, answer } });
  });
}
