import { useCallback, useEffect } from "react";
import type { InputOf } from "../../src-shared/contract/contract.ts";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { settingsChanged, useSettingsRound } from "./settings-round.ts";

/** The settings as the core has them, asked again after each change of this page. */
export function useSettings(): { readonly value: Settings | undefined; readonly refusal: Refusal | null } {
  const round = useSettingsRound((state) => state.round);
  const { value, refusal, again } = useQuery("settings.get", {});
  useEffect(() => {
    if (round > 0) again();
  }, [round, again]);
  return { value, refusal };
}

/** Changes settings; true when the core took them. */
export function useChange() {
  const command = useCommand("settings.change");
  const { run, refusal, isBusy } = command;
  const change = useCallback(
    async (input: InputOf<"settings.change">): Promise<boolean> => {
      const answer = await run(input);
      if (answer.ok) settingsChanged();
      return answer.ok;
    },
    [run],
  );
  return { change, refusal, isBusy };
}
