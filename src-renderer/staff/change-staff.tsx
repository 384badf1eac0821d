import { useState } from "react";
import type { StaffRow } from "./staff-page.tsx";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { ComboBox } from "../kit/combo-box.tsx";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Columns, Panel, Row } from "../kit/page.tsx";
import { TextField } from "../kit/text-field.tsx";
import { onlyDigits } from "../kit/typed-digits.ts";
import { isolated } from "../look/isolated.ts";
import { useWords } from "../look/use-words.ts";
import { NewPin } from "../session/new-pin.tsx";
import { useKeptFor } from "../stores/kept-for.ts";
import { RoleChoice } from "./role-choice.tsx";

/** One member of the staff, to be changed. */
export function ChangeStaff(props: {
  readonly row: StaffRow;
  readonly onChanged: () => void;
  readonly onEnd: () => void;
}) {
  const { t } = useWords();
  const { row, onChanged, onEnd } = props;
  const change = useCommand("staff.change");
  const [name, setName] = useState(row.name);
  const [role, setRole] = useState(row.role);
  const save = async (input: { name?: string; role?: typeof role; state?: typeof row.state }): Promise<void> => {
    if ((await change.run({ staff: row.staff, ...input })).ok) onChanged();
  };
  const isSame = name.trim() === row.name && role === row.role;
  return (
    <Panel
      title={t("staff.change-of", { name: isolated(row.name) })}
      side={<Button onPress={onEnd}>{t("kit.close")}</Button>}
    >
      <Columns>
        <TextField label={t("staff.name")} value={name} onChange={setName} maxLength={80} autoFocus />
        <RoleChoice role={role} onChange={setRole} />
      </Columns>
      <RefusalNotice refusal={change.refusal} />
      <Row>
        <Button
          isDisabled={isSame || name.trim() === ""}
          isPending={change.isBusy}
          onPress={() => void save({ name: name.trim(), role })}
        >
          {t("staff.save")}
        </Button>
        {row.state === "active" ? (
          <ConfirmButton question={t("staff.leave-sure")} onConfirm={() => void save({ state: "left" })}>
            {t("staff.leave")}
          </ConfirmButton>
        ) : (
          <Button onPress={() => void save({ state: "active" })}>{t("staff.come-back")}</Button>
        )}
      </Row>
      <OwnMember row={row} onChanged={onChanged} />
      <SetPin row={row} onChanged={onChanged} />
    </Panel>
  );
}

/** Their own membership: it doesn't earn on their own shift. */
function OwnMember({ row, onChanged }: { readonly row: StaffRow; readonly onChanged: () => void }) {
  const { t } = useWords();
  const change = useCommand("staff.change");
  const [text, setText] = useState(row.member?.name ?? "");
  const wanted = text.trim() !== "" && text !== row.member?.name;
  const { value } = useQuery("members.search", wanted ? { typed: text.trim() } : null);
  const link = async (member: string | null): Promise<void> => {
    if ((await change.run({ staff: row.staff, member })).ok) onChanged();
  };
  const options = (value?.hits ?? []).map(({ member, name }) => ({ id: member, text: name }));
  return (
    <>
      <ComboBox
        label={t("staff.member")}
        help={t("staff.member-help")}
        options={wanted ? options : []}
        text={text}
        onType={setText}
        onChoose={(member) => void link(member)}
      />
      <RefusalNotice refusal={change.refusal} />
      {row.member === null ? null : (
        <Row>
          <Button look="quiet" onPress={() => void link(null)}>
            {t("staff.unlink")}
          </Button>
        </Row>
      )}
    </>
  );
}

/** A new PIN; who changes their own says the old one. */
function SetPin({ row, onChanged }: { readonly row: StaffRow; readonly onChanged: () => void }) {
  const { t } = useWords();
  const isOwn = useKeptFor(({ staff }) => staff === row.staff);
  const set = useCommand("staff.set-pin");
  const [old, setOld] = useState("");
  const [pin, setPin] = useState<string | null>(null);
  const [round, setRound] = useState(0);
  const send = async (): Promise<void> => {
    if (pin === null) return;
    const answer = await set.run({ staff: row.staff, pin, ...(isOwn ? { oldPin: old } : {}) });
    setOld("");
    if (!answer.ok) return;
    setPin(null);
    setRound(round + 1);
    onChanged();
  };
  return (
    <>
      <Columns>
        {isOwn ? (
          <TextField
            label={t("staff.old-pin")}
            type="password"
            inputMode="numeric"
            isLatin
            value={old}
            onChange={(typed) => setOld(onlyDigits(typed))}
          />
        ) : null}
        <NewPin key={round} onPin={setPin} />
      </Columns>
      <RefusalNotice refusal={set.refusal} />
      {round > 0 && set.refusal === null ? <Notice kind="good">{t("staff.pin-set")}</Notice> : null}
      <Row>
        <Button isDisabled={pin === null || (isOwn && old === "")} isPending={set.isBusy} onPress={() => void send()}>
          {t("session.set-pin")}
        </Button>
      </Row>
    </>
  );
}
