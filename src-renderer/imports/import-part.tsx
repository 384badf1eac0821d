import { useCallback, useRef, useState } from "react";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import { ask, useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Panel, Row } from "../kit/page.tsx";
import { useWords } from "../look/use-words.ts";
import { decodeText, type TextEncoding } from "./decode-text.ts";
import { useDoneWords } from "./done-words.ts";
import { ImportProgress } from "./import-progress.tsx";
import { PlanPart, type Plan } from "./plan-part.tsx";

interface Chosen {
  readonly name: string;
  readonly encoding: TextEncoding;
  readonly csv: string;
}

/** More characters than the contract takes. */
const CSV_MAX = 20_000_000;

/** Reads a CSV file of members or products: first what it would do, with every fault; then all of it, or nothing. */
export function ImportPart({ of }: { readonly of: "members" | "products" }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [plan, setPlan] = useState<Plan | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isTooLong, setTooLong] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const importing = useImport(of);

  async function read(file: File): Promise<void> {
    const { text, encoding } = decodeText(new Uint8Array(await file.arrayBuffer()));
    setPlan(null);
    setDone(null);
    setRefusal(null);
    importing.clear();
    setTooLong(text.length > CSV_MAX);
    if (text.length > CSV_MAX) return setChosen(null);
    setChosen({ name: file.name, encoding, csv: text });
    setBusy(true);
    const answer = await ask(of === "members" ? "members.import-check" : "products.import-check", { csv: text });
    setBusy(false);
    if (answer.ok) setPlan(answer.value);
    else setRefusal(answer.error);
  }

  // An import that had waited has ended by itself: what was said of it, and its file, are over.
  const { clear } = importing;
  const forget = useCallback(() => {
    clear();
    setPlan(null);
    setChosen(null);
  }, [clear]);

  async function carryOut(): Promise<void> {
    if (chosen === null || plan === null) return;
    const body = { csv: chosen.csv, planHash: plan.planHash };
    const said = await importing.run(body);
    if (said === null) return;
    setDone(said);
    setPlan(null);
    setChosen(null);
  }

  return (
    <Panel title={t(of === "members" ? "imports.members" : "imports.products")}>
      <p>{t(of === "members" ? "imports.members-help" : "imports.products-help")}</p>
      <Chooser chosen={chosen} isFirst={plan === null} isBusy={isBusy} onFile={(file) => void read(file)} />
      {isTooLong ? <Notice kind="warn">{t("imports.too-long")}</Notice> : null}
      <RefusalNotice refusal={refusal ?? importing.refusal} />
      <ImportProgress
        of={of}
        busyWith={isBusy ? "checking" : importing.isBusy ? "importing" : null}
        hasNews={done !== null || plan !== null}
        onEnd={forget}
      />
      {done === null ? null : <Notice kind="good">{done}</Notice>}
      {plan === null ? null : <PlanPart plan={plan} isBusy={importing.isBusy} onImport={() => void carryOut()} />}
    </Panel>
  );
}

/** Carries out what was checked, of either kind; says what was done, or null when it was refused. */
function useImport(of: "members" | "products") {
  const say = useDoneWords();
  const members = useCommand("members.import");
  const products = useCommand("products.import");
  const run = async (body: { readonly csv: string; readonly planHash: string }): Promise<string | null> => {
    if (of === "members") {
      const answer = await members.run(body);
      if (!answer.ok) return null;
      const { imported, balances } = answer.value;
      return say({ kind: of, added: imported, changed: 0, balances });
    }
    const answer = await products.run(body);
    if (!answer.ok) return null;
    const { imported, changed } = answer.value;
    return say({ kind: of, added: imported, changed, balances: 0 });
  };
  const { refusal, isBusy, clear } = of === "members" ? members : products;
  return { run, refusal, isBusy, clear };
}

function Chooser(props: {
  readonly chosen: Chosen | null;
  readonly isFirst: boolean;
  readonly isBusy: boolean;
  readonly onFile: (file: File) => void;
}) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const { chosen } = props;
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file !== undefined) props.onFile(file);
          // The same file, mended, can be chosen again.
          target.value = "";
        }}
      />
      <Row>
        <Button
          look={props.isFirst ? "primary" : "plain"}
          onPress={() => input.current?.click()}
          isPending={props.isBusy}
        >
          {t("imports.choose")}
        </Button>
        {chosen === null ? null : (
          <span>
            <bdi>{chosen.name}</bdi> · <bdi dir="ltr">{chosen.encoding}</bdi>
          </span>
        )}
      </Row>
    </>
  );
}
