import type { Settings } from "../../src-shared/contract/settings-contract.ts";
import { useCommand } from "../api/use-command.ts";
import { ConfirmButton } from "../kit/confirm-button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { Code } from "../kit/shown.tsx";
import { useWords } from "../look/use-words.ts";
import { useStrip } from "../stores/event-stores.ts";
import { useKeptFor } from "../stores/kept-for.ts";
import { useKeyWords } from "./use-key-words.ts";

/** Standing notices with what to do, and what a technician asks for. */
export function AboutPanel({ settings }: { readonly settings: Settings }) {
  const { t } = useWords();
  const say = useKeyWords();
  const notices = useStrip(({ state }) => state?.notices) ?? [];
  const isOwner = useKeptFor(({ role }) => role === "owner");
  const gone = useCommand("settings.old-machine-gone");
  const isHeld = notices.some((key) => HELD.has(key));
  return (
    <>
      <Panel title={t("settings.notices")}>
        {notices.length === 0 ? <p>{t("settings.no-notices")}</p> : null}
        {notices.map((key) => (
          <Notice key={key} kind="warn">
            {say(key)}
          </Notice>
        ))}
        {isHeld && isOwner ? (
          <Row>
            <ConfirmButton question={t("settings.gone-sure")} onConfirm={() => void gone.run({})}>
              {t("settings.gone")}
            </ConfirmButton>
          </Row>
        ) : null}
        <RefusalNotice refusal={gone.refusal} />
      </Panel>
      <Panel title={t("settings.about")}>
        <p>
          {t("settings.version")} <Code>{settings.version}</Code>
        </p>
        <p>
          {t("settings.programme-version")} <Code>{String(settings.programme.version)}</Code>
        </p>
        <p>
          {t("settings.build")} <Code>{VAFA_BUILD}</Code>
        </p>
      </Panel>
    </>
  );
}

/** Notices that end with the owner's word that the old machine no longer works. */
const HELD: ReadonlySet<string> = new Set(["restored", "restored-again", "older-than-remembered"]);
