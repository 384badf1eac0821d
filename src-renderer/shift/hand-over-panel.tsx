import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { AmountField } from "../kit/amount-field.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Panel } from "../kit/page.tsx";
import { PinPad } from "../kit/pin-pad.tsx";
import { Select } from "../kit/select.tsx";
import { isolated } from "../look/isolated.ts";
import { useWords } from "../look/use-words.ts";
import { useStrip } from "../stores/event-stores.ts";

/** The drawer goes to another person, who says yes with their PIN. */
export function HandOverPanel() {
  const { t } = useWords();
  const owner = useStrip(({ state }) => state?.shift?.staff);
  const { value, refusal } = useQuery("session.people", {});
  const hand = useCommand("shift.hand-over");
  const [chosen, setChosen] = useState<string | null>(null);
  const [countedMinor, setCounted] = useState<number | null>(null);
  const people = (value?.people ?? []).filter(({ staff }) => staff !== owner);
  const person = people.find(({ staff }) => staff === chosen);
  const send = async (to: string, pin: string): Promise<void> => {
    const counted = countedMinor === null ? {} : { countedMinor };
    const answer = await hand.run({ to, pin, ...counted });
    if (!answer.ok) return;
    setChosen(null);
    setCounted(null);
  };
  return (
    <Panel title={t("shift.hand-title")}>
      <RefusalNotice refusal={refusal} />
      {value !== undefined && people.length === 0 ? (
        <EmptyState>{t("shift.hand-nobody")}</EmptyState>
      ) : (
        <Select
          label={t("shift.hand-to")}
          value={person?.staff ?? null}
          onChange={setChosen}
          options={people.map(({ staff, name }) => ({ id: staff, text: name }))}
        />
      )}
      {person === undefined ? null : (
        <>
          <AmountField
            label={t("shift.counted")}
            help={t("shift.hand-count-help")}
            valueMinor={countedMinor}
            onChange={setCounted}
          />
          <PinPad
            key={person.staff}
            label={t("session.pin-of", { name: isolated(person.name) })}
            autoFocus={false}
            isBusy={hand.isBusy}
            onPin={(pin) => void send(person.staff, pin)}
          />
        </>
      )}
      <RefusalNotice refusal={hand.refusal} />
    </Panel>
  );
}
