import { useMemo } from "react";
import type { ValueOf } from "../../src-shared/contract/contract.ts";
import { useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { MobileField } from "../kit/mobile-field.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { useWords } from "../look/use-words.ts";
import { useDraft } from "../stores/draft-store.ts";
import { MessagesSwitch } from "./messages-switch.tsx";
import { changesOf, draftOf } from "./profile-draft.ts";
import { ProfileFields } from "./profile-fields.tsx";

/** Changes a member's profile. */
export function ChangePart(props: {
  readonly member: string;
  readonly profile: NonNullable<ValueOf<"members.get">["profile"]>;
  readonly onDone: () => void;
}) {
  const { t } = useWords();
  const before = useMemo(() => draftOf(props.profile), [props.profile]);
  const draft = useDraft(`members.change ${props.member}`, before);
  const change = useCommand("members.change");

  async function send(): Promise<void> {
    const answer = await change.run({ member: props.member, profile: changesOf(draft.value, before) });
    if (!answer.ok) return;
    draft.forget();
    props.onDone();
  }

  return (
    <Panel title={t("members.change-profile")}>
      <MobileField
        label={t("members.mobile")}
        value={draft.value.mobile}
        onChange={(mobile) => draft.change({ mobile })}
        autoFocus
      />
      <MessagesSwitch draft={draft.value} change={draft.change} />
      <ProfileFields draft={draft.value} change={draft.change} refusal={change.refusal} />
      <RefusalNotice refusal={change.refusal} />
      <Row>
        <Button look="primary" onPress={() => void send()} isPending={change.isBusy} isDisabled={!draft.isTouched}>
          {t("members.save")}
        </Button>
        <Button
          onPress={() => {
            draft.forget();
            props.onDone();
          }}
        >
          {t("kit.cancel")}
        </Button>
      </Row>
    </Panel>
  );
}
