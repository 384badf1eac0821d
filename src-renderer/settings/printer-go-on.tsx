import { useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { useWords } from "../look/use-words.ts";

/** A stuck cutter waits for a person's word; every other trouble of a printer ends by itself. */
export function PrinterGoOn({ word }: { readonly word: string }) {
  const { t } = useWords();
  const recover = useCommand("settings.recover-printer");
  return (
    <>
      {word === "cutter-stuck" ? (
        <Button onPress={() => void recover.run({})}>{t("settings.printer-go-on")}</Button>
      ) : null}
      <RefusalNotice refusal={recover.refusal} />
    </>
  );
}
