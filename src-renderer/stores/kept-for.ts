import { create } from "zustand";
import { type SignedIn, useSession, useStrip } from "./event-stores.ts";

/** Whose the pages are, with what is half typed on them. A page asks here, not who is signed in: it may be locked. */
interface Kept {
  /** Changes when it is no longer the same person in the same shop; null when the pages hold nobody's. */
  readonly key: string | null;
  readonly staff: string | undefined;
  readonly role: SignedIn["role"] | undefined;
}

const NOBODY: Kept = { key: null, staff: undefined, role: undefined };

/**
 * The last person who signed in. It stays theirs while the till is locked, and is nobody's any more when another signs
 * in, when the till goes to the training shop or comes back, and when there is no shop.
 */
export const useKeptFor = create<Kept>(() => NOBODY);

useSession.subscribe(look);
useStrip.subscribe(({ state }, before) => {
  if (state?.training === before.state?.training) return;
  // Numbers of the staff begin anew in the other shop: its 1.1 is somebody else.
  useKeptFor.setState(NOBODY);
  look();
});

function look(): void {
  const { signedIn, setupNeeded } = useSession.getState();
  if (setupNeeded) return useKeptFor.setState(NOBODY);
  if (signedIn === null) return;
  const { staff, role } = signedIn;
  const shop = useStrip.getState().state?.training === true ? "training" : "shop";
  useKeptFor.setState({ key: `${shop} ${staff} ${role}`, staff, role });
}
