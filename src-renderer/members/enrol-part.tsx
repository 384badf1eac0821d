import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { MobileField } from "../kit/mobile-field.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { useRefusalWords } from "../look/use-refusal.ts";
import { useWords } from "../look/use-words.ts";
import { goTo } from "../shell/router.ts";
import { useDraft } from "../stores/draft-store.ts";
import { changesOf, EMPTY_PROFILE } from "./profile-draft.ts";
import { MessagesSwitch } from "./messages-switch.tsx";
import { ProfileFields } from "./profile-fields.tsx";

/** Enrols a member: a mobile number and Enter are enough; the rest of the form opens below it. */
export function EnrolPart() {
  const { t } = useWords();
  const draft = useDraft("members.enrol", EMPTY_PROFILE);
  const enrol = useCommand("members.enrol");
  const say = useRefusalWords();
  const { mobile, wantsMessages: _agreed, ...rest } = draft.value;
  const hasMore = Object.values(rest).some((text) => text !== "");
  const [isOpen, setOpen] = useState(hasMore);
  const { refusal } = enrol;
  const taken = refusal?.member;

  async function send(): Promise<void> {
    const profile = changesOf({ ...draft.value, mobile: "" }, EMPTY_PROFILE);
    const answer = await enrol.run(Object.keys(profile).length === 0 ? { mobile } : { mobile, profile });
    if (!answer.ok) return;
    draft.forget();
    goTo("members", answer.value.member);
  }

  const atMobile =
    (refusal?.field === "mobile" || refusal?.refusal === "mobile-invalid") && taken === undefined
      ? say(refusal).sentence
      : undefined;
  return (
    <Panel title={t("members.enrol")}>
      <MobileField
        label={t("members.mobile")}
        value={mobile}
        onChange={(next) => draft.change({ mobile: next })}
        onEnter={() => void send()}
        error={atMobile}
        autoFocus
        isRequired
      />
      <MessagesSwitch draft={draft.value} change={draft.change} />
      {isOpen ? <ProfileFields draft={draft.value} change={draft.change} refusal={refusal} /> : null}
      {refusal === null || (refusal.field !== undefined && taken === undefined) ? null : (
        <RefusalNotice
          refusal={refusal}
          action={
            taken === undefined ? undefined : (
              <Button onPress={() => goTo("members", taken)}>{t("members.open-this")}</Button>
            )
          }
        />
      )}
      {refusal?.field !== undefined && taken === undefined ? (
        <Notice kind="warn">{t("members.look-at-field")}</Notice>
      ) : null}
      <Row>
        <Button look="primary" onPress={() => void send()} isPending={enrol.isBusy} isDisabled={mobile === ""}>
          {t("members.enrol-done")}
        </Button>
        {isOpen ? null : <Button onPress={() => setOpen(true)}>{t("members.more-fields")}</Button>}
        {draft.isTouched ? (
          <Button look="quiet" onPress={draft.forget}>
            {t("members.empty-form")}
          </Button>
        ) : null}
      </Row>
    </Panel>
  );
}
