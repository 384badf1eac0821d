import { create } from "zustand";

/** Rises when this page changed a setting, so that whoever shows or obeys one asks again. */
export const useSettingsRound = create<{ readonly round: number }>(() => ({ round: 0 }));

export function settingsChanged(): void {
  useSettingsRound.setState(({ round }) => ({ round: round + 1 }));
}
