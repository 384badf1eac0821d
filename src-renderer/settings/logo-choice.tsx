import { useRef, useState } from "react";
import type { ReceiptChange } from "../../src-shared/contract/receipt-contract.ts";
import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import { LOGO_HEIGHT_MAX } from "../../src-shared/receipt/logo.ts";
import { Button } from "../kit/button.tsx";
import { Quiet } from "../kit/facts.tsx";
import { Notice } from "../kit/notice.tsx";
import { Row } from "../kit/page.tsx";
import { useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { keyOf } from "../words/make-words.ts";
import { logoOfFile, type LogoFault } from "./logo-of-file.ts";

/** The picture above the shop's name: chosen from a file, made black and white here, and taken away. */
export function LogoChoice(props: {
  readonly now: Settings["receipt"]["logo"];
  readonly draft: ReceiptChange["logo"];
  readonly widthDots: number;
  readonly onPut: (change: ReceiptChange) => void;
}) {
  const { t } = useWords();
  const digits = useDigits();
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<LogoFault | null>(null);
  const [isBusy, setBusy] = useState(false);
  const logo = props.draft === undefined ? props.now : props.draft;
  const choose = async (file: File): Promise<void> => {
    setBusy(true);
    const made = await logoOfFile(file, props.widthDots);
    setBusy(false);
    setFault(typeof made === "string" ? made : null);
    if (typeof made !== "string") props.onPut({ logo: made });
  };
  const sizes = { width: digits.integer(logo?.widthDots ?? 0), height: digits.integer(logo?.heightDots ?? 0) };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/png,image/jpeg"
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) void choose(file);
          // The same file, drawn anew, can be chosen again.
          target.value = "";
        }}
      />
      <Row>
        <Button onPress={() => input.current?.click()} isPending={isBusy}>
          {t("settings.logo-choose")}
        </Button>
        {logo === null ? null : (
          <Button look="quiet" onPress={() => props.onPut({ logo: null })}>
            {t("settings.logo-remove")}
          </Button>
        )}
      </Row>
      <Quiet>
        {logo === null
          ? t("settings.logo-help", { height: digits.integer(LOGO_HEIGHT_MAX) })
          : t("settings.logo-is", sizes)}
      </Quiet>
      {fault === null ? null : <Notice kind="refusal">{t(keyOf("settings.logo-", fault))}</Notice>}
    </>
  );
}
