import { useEffect, useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { classNames } from "../kit/class-names.ts";
import { RefusalNotice } from "../kit/notice.tsx";
import { Select } from "../kit/select.tsx";
import { useWords } from "../look/use-words.ts";
import { useCounter } from "../stores/event-stores.ts";
import styles from "./training.module.css";

/** The card on the screen: whose, put on the reader and taken away again, by touch or by Ctrl+K on any page. */
export function CardOnScreen() {
  const { t } = useWords();
  const { value, again } = useQuery("training.cards", {});
  const put = useCommand("training.card-on");
  const take = useCommand("training.card-off");
  const billed = useCounter(({ state }) => state?.member ?? null);
  const [chosen, setChosen] = useState<string | null>(null);
  const on = value?.on ?? null;
  const cards = value?.cards ?? [];
  const others = billed === null || cards.some(({ member }) => member === billed.member) ? [] : [billed];
  const options = [
    ...cards.map(({ member, name, isIssued }) => ({
      id: member,
      text: name,
      ...(isIssued ? {} : { note: t("training.blank-card") }),
    })),
    ...others.map(({ member, name }) => ({ id: member, text: name })),
  ];
  const whose = on ?? chosen ?? options[0]?.id ?? null;
  const lay = async (member: string): Promise<void> => {
    await put.run({ member });
    again();
  };
  const toggle = async (): Promise<void> => {
    if (on === null) return whose === null ? undefined : lay(whose);
    await take.run({});
    again();
  };
  useCardKey(() => void toggle());
  return (
    <div className={classNames(styles["card"])} role="group" aria-label={t("training.card")}>
      <Select
        label={t("training.whose-card")}
        isBare
        options={options}
        value={whose}
        onChange={(member) => {
          setChosen(member);
          // With a card lying there, another choice changes the card.
          if (on !== null && member !== on) void lay(member);
        }}
      />
      <Button isPending={put.isBusy || take.isBusy} shortcut="Control+K" onPress={() => void toggle()}>
        {on === null ? t("training.put-card") : t("training.take-card")}
      </Button>
      <RefusalNotice refusal={put.refusal ?? take.refusal} />
    </div>
  );
}

/** Ctrl+K, by the key's place: a Persian keyboard has another letter on it. */
function useCardKey(act: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (!event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.code !== "KeyK") return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", press, true);
    return () => removeEventListener("keydown", press, true);
  }, [act]);
}
