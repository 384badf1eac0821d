import { useState } from "react";
import type { Role } from "../../src-shared/contract/parts.ts";
import { useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Columns, Panel, Row } from "../kit/page.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useWords } from "../look/use-words.ts";
import { NewPin } from "../session/new-pin.tsx";
import { RoleChoice } from "./role-choice.tsx";

const NAME_MAX = 80;

/** A new member of the staff: name, role, PIN twice. */
export function AddStaff({ onAdded }: { readonly onAdded: () => void }) {
  const { t } = useWords();
  const add = useCommand("staff.add");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("cashier");
  const [pin, setPin] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const isReady = name.trim() !== "" && pin !== null;
  const send = async (): Promise<void> => {
    if (pin === null || name.trim() === "") return;
    const answer = await add.run({ name: name.trim(), role, pin });
    if (!answer.ok) return;
    setName("");
    setPin(null);
    setRound(round + 1);
    onAdded();
  };
  return (
    <Panel title={t("staff.add-title")}>
      <Columns>
        <TextField label={t("staff.name")} value={name} onChange={setName} maxLength={NAME_MAX} />
        <RoleChoice role={role} onChange={setRole} />
        {/* A new key empties the fields, so that no PIN stays in them. */}
        <NewPin key={round} onPin={setPin} />
      </Columns>
      <RefusalNotice refusal={add.refusal} />
      {round > 0 && add.refusal === null && name === "" ? <Notice kind="good">{t("staff.added")}</Notice> : null}
      <Row>
        <Button isDisabled={!isReady} isPending={add.isBusy} onPress={() => void send()}>
          {t("staff.add")}
        </Button>
      </Row>
    </Panel>
  );
}
