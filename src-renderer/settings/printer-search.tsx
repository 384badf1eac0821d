import { useEffect } from "react";
import type { PrinterProbeFound, PrinterSearch } from "../../src-shared/printer/printer-search.ts";
import { PRINTER_FAMILY_WORDS } from "../../src-shared/words/printer-family-words.ts";
import { useCommand } from "../api/use-command.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Line, Lines, Quiet } from "../kit/facts.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Row } from "../kit/page.tsx";
import { Code } from "../kit/shown.tsx";
import { isolated } from "../look/isolated.ts";
import { useDigits } from "../look/use-format.ts";
import { useShared, useWords } from "../look/use-words.ts";
import { keyOf } from "../words/make-words.ts";

/** How often a running search is asked how far it is. */
const LOOK_MS = 500;

/** Looks for the printer at every port, says how far it is, and fills in what it found when that is wanted. */
export function PrinterSearchPart({ onUse }: { readonly onUse: (found: PrinterProbeFound) => void }) {
  const { t } = useWords();
  const start = useCommand("settings.find-printer");
  const { value, refusal, again } = useQuery("settings.printer-search", {});
  const isRunning = value?.isRunning === true;
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(again, LOOK_MS);
    return () => clearInterval(timer);
  }, [isRunning, again]);
  const find = async (): Promise<void> => {
    await start.run({});
    again();
  };
  return (
    <>
      <Quiet>{t("settings.find-what")}</Quiet>
      <Row>
        <ConfirmButton
          question={t("settings.find-sure")}
          isDisabled={isRunning || start.isBusy}
          onConfirm={() => void find()}
        >
          {t("settings.printer-find")}
        </ConfirmButton>
      </Row>
      <RefusalNotice refusal={start.refusal ?? refusal} />
      {value === undefined ? null : <Progress search={value} onUse={onUse} />}
    </>
  );
}

function Progress({
  search: { isRunning, now, tried, found },
  onUse,
}: {
  readonly search: PrinterSearch;
  readonly onUse: (found: PrinterProbeFound) => void;
}) {
  const { t } = useWords();
  const digits = useDigits();
  return (
    <>
      {now === null ? null : (
        <Notice kind="info">
          {now.baudRate === 0
            ? t("settings.find-now", { path: isolated(now.path) })
            : t("settings.find-now-speed", { path: isolated(now.path), baud: digits.integer(now.baudRate) })}
        </Notice>
      )}
      {tried.length === 0 ? null : (
        <Lines label={t("settings.printer-find")}>
          {tried.map(({ path, name, result }) => (
            <Line key={path} end={<span>{t(keyOf("settings.tried-", result))}</span>}>
              <Code>{path}</Code> {name === "" ? null : <Quiet>{isolated(name)}</Quiet>}
            </Line>
          ))}
        </Lines>
      )}
      {found === null ? null : <Found found={found} onUse={onUse} />}
      {isRunning || found !== null || tried.length === 0 ? null : (
        <Notice kind="warn">{t("settings.found-none")}</Notice>
      )}
    </>
  );
}

const SAYS = {
  "process-id": "settings.found-says-process",
  "gs-r": "settings.found-says-fence",
  none: "settings.found-says-none",
} as const;

function Found({
  found,
  onUse,
}: {
  readonly found: PrinterProbeFound;
  readonly onUse: (found: PrinterProbeFound) => void;
}) {
  const { t } = useWords();
  const say = useShared();
  const digits = useDigits();
  const { path, model, baudRate, transport, profile } = found;
  const named = { path: isolated(path), model: isolated(model) };
  return (
    <Notice kind="good">
      <p>{model === "" ? t("settings.found-unnamed", named) : t("settings.found-is", named)}</p>
      {transport === "serial" ? <p>{t("settings.found-speed", { baud: digits.integer(baudRate) })}</p> : null}
      <p>{t(SAYS[profile.overrides.done ?? "none"])}</p>
      <p>
        {t("settings.printer-family")}: {say(PRINTER_FAMILY_WORDS[profile.family])}
      </p>
      <Button onPress={() => onUse(found)}>{t("settings.found-use")}</Button>
    </Notice>
  );
}
