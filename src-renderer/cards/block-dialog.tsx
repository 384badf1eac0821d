import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { Dialog } from "../kit/dialog.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { RadioGroup } from "../kit/radio-group.tsx";
import { useWords } from "../look/use-words.ts";

type Why = "lost" | "stolen" | "damaged" | "other";

/** Blocks a card, with its reason; says first what becomes of the credit on it. */
export function BlockDialog(props: {
  readonly card: string | null;
  readonly onClose: () => void;
  readonly onBlocked: () => void;
}) {
  const { t } = useWords();
  const { card, onClose } = props;
  const block = useCommand("cards.block");
  const [why, setWhy] = useState<Why | null>(null);
  const send = async (): Promise<void> => {
    if (card === null || why === null) return;
    const answer = await block.run({ card, reason: why });
    if (!answer.ok) return;
    setWhy(null);
    props.onBlocked();
  };
  return (
    <Dialog
      title={t("cards.block-one", { card: `\u2066${card ?? ""}\u2069` })}
      isOpen={card !== null}
      onClose={() => {
        block.clear();
        onClose();
      }}
      actions={
        <>
          <Button onPress={onClose}>{t("kit.cancel")}</Button>
          <Button look="danger" onPress={() => void send()} isPending={block.isBusy} isDisabled={why === null}>
            {t("cards.block")}
          </Button>
        </>
      }
    >
      <p>{t("cards.block-means")}</p>
      <RadioGroup
        label={t("cards.why")}
        value={why}
        onChange={setWhy}
        options={[
          { id: "lost", text: t("cards.lost") },
          { id: "stolen", text: t("cards.stolen") },
          { id: "damaged", text: t("cards.damaged") },
          { id: "other", text: t("cards.other") },
        ]}
      />
      <RefusalNotice refusal={block.refusal} />
    </Dialog>
  );
}
