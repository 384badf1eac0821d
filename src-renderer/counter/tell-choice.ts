import { sendCommand } from "../api/use-command.ts";
import { useConnection, useCounter, useSession } from "../stores/event-stores.ts";
import { planNow } from "./bill-now.ts";
import { useTill } from "./till-store.ts";

/**
 * Keeps the core told what credit is chosen for the open bill, so that the customer's screen says what this bill earns
 * as the till says it. Told anew behind every new line and sign-in: whoever was at the core before may have chosen
 * something else. Returns the end of it.
 */
export function tellChoice(): () => void {
  let told: number | null = null;
  const look = (): void => {
    const { state } = useCounter.getState();
    const isHeard = useConnection.getState().connection === "ready" && useSession.getState().signedIn !== null;
    if (!isHeard) told = null;
    if (!isHeard || state === null) return;
    const { creditMinor } = planNow();
    if (creditMinor === told) return;
    told = creditMinor;
    // Nothing hangs on it but a line on another screen: a refusal is no news to the cashier.
    void sendCommand("bill.choice", { creditMinor });
  };
  const ends = [useCounter, useTill, useConnection, useSession].map((store) => store.subscribe(look));
  look();
  return () => {
    for (const end of ends) end();
  };
}
