import { useEffect } from "react";
import { sendCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { useSession } from "../stores/event-stores.ts";
import { readyToLock } from "./before-lock.ts";
import { useSettingsRound } from "../settings/settings-round.ts";

const MINUTE_MS = 60_000;
const LOOK_EVERY_MS = 5_000;

/** Signs out; the open bill stays in the core for whoever signs in next. */
export function lockTill(): void {
  readyToLock();
  void sendCommand("session.lock", {});
}

/** Locks after the shop's minutes without a touch or a key (0: never), and at Ctrl+L. */
export function useLock(): void {
  const isSignedIn = useSession(({ signedIn }) => signedIn !== null);
  const round = useSettingsRound((state) => state.round);
  const { value, again } = useQuery("settings.get", isSignedIn ? {} : null);
  useEffect(() => {
    if (round > 0) again();
  }, [round, again]);
  const minutes = value?.limits.lockAfterMinutes ?? 0;
  useEffect(() => {
    if (!isSignedIn) return;
    let lastMs = performance.now();
    // The event's own time: asking for the time anew costs as much as all else here.
    const touched = ({ timeStamp }: Event): void => {
      lastMs = timeStamp;
    };
    const press = (event: KeyboardEvent): void => {
      touched(event);
      // By the key's place: a Persian keyboard has another letter on it.
      if (!event.ctrlKey || event.altKey || event.metaKey || event.code !== "KeyL") return;
      event.preventDefault();
      lockTill();
    };
    const timer = setInterval(() => {
      if (minutes > 0 && performance.now() - lastMs >= minutes * MINUTE_MS) lockTill();
    }, LOOK_EVERY_MS);
    addEventListener("keydown", press, true);
    addEventListener("pointerdown", touched, true);
    return () => {
      clearInterval(timer);
      removeEventListener("keydown", press, true);
      removeEventListener("pointerdown", touched, true);
    };
  }, [isSignedIn, minutes]);
}
