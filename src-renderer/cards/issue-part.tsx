import { useState } from "react";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { useWords } from "../look/use-words.ts";
import { MemberFinder } from "../members/member-finder.tsx";
import { goTo } from "../shell/router.ts";
import type { CardCheck } from "./on-reader.tsx";

/** Gives the card on the reader to a member. What another program wrote on it is overwritten only on a second press. */
export function IssuePart(props: {
  readonly member: string | null;
  readonly check: CardCheck | undefined;
  readonly onIssued: () => void;
}) {
  const { t } = useWords();
  const { member } = props;
  return (
    <Panel title={t("cards.issue")}>
      {member === null ? (
        <MemberFinder label={t("cards.for-whom")} isFocused onOpen={(chosen) => goTo("cards", chosen)} />
      ) : (
        <IssueTo {...props} member={member} />
      )}
    </Panel>
  );
}

function IssueTo(props: {
  readonly member: string;
  readonly check: CardCheck | undefined;
  readonly onIssued: () => void;
}) {
  const { t } = useWords();
  const { member, check } = props;
  const found = useQuery("members.get", { member });
  const issue = useCommand("cards.issue");
  const [issued, setIssued] = useState<string | null>(null);
  const profile = found.value?.profile;
  const name = `${profile?.givenName ?? ""} ${profile?.familyName ?? ""}`.trim() || t("members.no-name");
  const write = async (overwrite: boolean): Promise<void> => {
    const answer = await issue.run({ member, overwrite });
    setIssued(answer.ok ? answer.value.card : null);
    if (answer.ok) props.onIssued();
  };
  const hasOtherData = issue.refusal?.refusal === "issue-foreign-data" || check?.refusal === "issue-foreign-data";
  const overwrite = (
    <ConfirmButton question={t("cards.really-overwrite")} onConfirm={() => void write(true)}>
      {t("cards.overwrite")}
    </ConfirmButton>
  );
  return (
    <>
      <p>
        {t("cards.to-member")} <strong dir="auto">{name}</strong>
      </p>
      <RefusalNotice refusal={found.refusal ?? issue.refusal} />
      {issued === null ? null : <Notice kind="good">{t("cards.issued", { card: `\u2066${issued}\u2069` })}</Notice>}
      <Row>
        {hasOtherData ? (
          overwrite
        ) : (
          <Button
            look="primary"
            onPress={() => void write(false)}
            isPending={issue.isBusy}
            isDisabled={found.value === undefined || check?.kind !== "issuable"}
            autoFocus
          >
            {t("cards.issue-now")}
          </Button>
        )}
        <Button onPress={() => goTo("cards")}>{t("cards.other-member")}</Button>
        <Button look="quiet" onPress={() => goTo("members", member)}>
          {t("cards.open-member")}
        </Button>
      </Row>
      {check?.kind === "issuable" || hasOtherData || issued !== null ? null : <p>{t("cards.need-blank")}</p>}
    </>
  );
}
