import { useState } from "react";
import { normaliseMobile } from "../../src-shared/words/format.ts";
import { useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { TextField } from "../kit/text-field.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";

/** Proves that the mobile is the member's: a code that is sent and said back, or the staff's own word for it. */
export function VerifyPart({ member, onDone }: { readonly member: string; readonly onDone: () => void }) {
  const { t } = useWords();
  const digits = useDigits();
  const send = useCommand("members.send-code");
  const check = useCommand("members.verify-code");
  const byStaff = useCommand("members.verify-by-staff");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [code, setCode] = useState("");

  /** A message whose gateway did not answer in time may come all the same, and its code is good. */
  const mayCome = sentTo !== null || send.refusal?.refusal === "code-late";

  const sendCode = async (): Promise<void> => {
    const answer = await send.run({ member });
    if (answer.ok) setSentTo(answer.value.sentTo);
  };
  const checkCode = async (): Promise<void> => {
    const answer = await check.run({ member, code: code.trim() });
    if (answer.ok) onDone();
  };
  const verified = async (): Promise<void> => {
    const answer = await byStaff.run({ member });
    if (answer.ok) onDone();
  };

  return (
    <Panel title={t("members.verify")}>
      {sentTo === null ? (
        <p>{t("members.verify-how")}</p>
      ) : (
        <Notice kind="good">
          {t("members.code-sent", { mobile: `\u2066${digits.text(normaliseMobile(sentTo) ?? sentTo)}\u2069` })}
        </Notice>
      )}
      {!mayCome ? null : (
        <TextField
          label={t("members.code")}
          value={code}
          onChange={setCode}
          onEnter={() => void checkCode()}
          maxLength={12}
          isLatin
          inputMode="numeric"
          autoFocus
        />
      )}
      <RefusalNotice refusal={send.refusal ?? check.refusal ?? byStaff.refusal} />
      <Row>
        {!mayCome ? null : (
          <Button look="primary" onPress={() => void checkCode()} isPending={check.isBusy} isDisabled={code === ""}>
            {t("members.check-code")}
          </Button>
        )}
        <Button onPress={() => void sendCode()} isPending={send.isBusy}>
          {t("members.send-code")}
        </Button>
        <Button onPress={() => void verified()} isPending={byStaff.isBusy}>
          {t("members.by-staff")}
        </Button>
        <Button look="quiet" onPress={onDone}>
          {t("kit.cancel")}
        </Button>
      </Row>
    </Panel>
  );
}
