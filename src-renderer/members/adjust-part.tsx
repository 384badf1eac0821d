import { useCommand } from "../api/use-command.ts";
import { AmountField } from "../kit/amount-field.tsx";
import { Button } from "../kit/button.tsx";
import { SignedMoney } from "../kit/facts.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { Columns, Panel, Row } from "../kit/page.tsx";
import { RadioGroup } from "../kit/radio-group.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useWords } from "../look/use-words.ts";
import { useDraft } from "../stores/draft-store.ts";

interface AdjustDraft {
  readonly kind: "goodwill" | "plus" | "minus";
  readonly amountMinor: number | null;
  readonly reason: string;
}
const EMPTY: AdjustDraft = { kind: "goodwill", amountMinor: null, reason: "" };

/** Goodwill credit or a correction, with a reason. The amount stands signed on the very button that books it. */
export function AdjustPart({ member, onDone }: { readonly member: string; readonly onDone: () => void }) {
  const { t } = useWords();
  const draft = useDraft(`members.adjust ${member}`, EMPTY);
  const adjust = useCommand("members.adjust");
  const { kind, reason } = draft.value;
  const signedMinor = (draft.value.amountMinor ?? 0) * (kind === "minus" ? -1 : 1);

  async function send(): Promise<void> {
    const answer = await adjust.run({
      member,
      amountMinor: signedMinor,
      kind: kind === "goodwill" ? "goodwill" : "correction",
      reason: reason.trim(),
    });
    if (!answer.ok) return;
    draft.forget();
    onDone();
  }

  return (
    <Panel title={t("members.adjust")}>
      <Kind value={kind} onChange={(next) => draft.change({ kind: next })} />
      <Columns>
        <AmountField
          label={t("members.amount")}
          valueMinor={draft.value.amountMinor}
          onChange={(amountMinor) => draft.change({ amountMinor })}
          autoFocus
        />
        <TextField
          label={t("members.reason")}
          help={t("members.reason-help")}
          value={reason}
          onChange={(next) => draft.change({ reason: next })}
          maxLength={200}
          isRequired
        />
      </Columns>
      <RefusalNotice refusal={adjust.refusal} />
      <Row>
        <Button
          look={kind === "minus" ? "danger" : "primary"}
          onPress={() => void send()}
          isPending={adjust.isBusy}
          isDisabled={signedMinor === 0 || reason.trim() === ""}
        >
          {t(kind === "minus" ? "members.book-minus" : "members.book-plus")}
        </Button>
        <strong>
          <SignedMoney minor={signedMinor} />
        </strong>
        <Button
          look="quiet"
          onPress={() => {
            draft.forget();
            onDone();
          }}
        >
          {t("kit.cancel")}
        </Button>
      </Row>
    </Panel>
  );
}

function Kind(props: { readonly value: AdjustDraft["kind"]; readonly onChange: (kind: AdjustDraft["kind"]) => void }) {
  const { t } = useWords();
  const { value, onChange } = props;
  return (
    <RadioGroup
      label={t("members.adjust-kind")}
      value={value}
      onChange={onChange}
      options={[
        { id: "goodwill", text: t("members.goodwill") },
        { id: "plus", text: t("members.correction-plus") },
        { id: "minus", text: t("members.correction-minus") },
      ]}
    />
  );
}
