import { useEffect, useRef } from "react";
import type { ValueOf } from "../../src-shared/contract/contract.ts";
import { useQuery } from "../api/use-query.ts";
import { ProgressBar } from "../kit/facts.tsx";
import { Notice } from "../kit/notice.tsx";
import { useDate, useDigits } from "../look/use-format.ts";
import { useWords } from "../look/use-words.ts";
import { useDoneWords } from "./done-words.ts";

/** Often enough that a bar moves, and nothing beside the batches themselves. */
const ASK_EVERY_MS = 500;

/**
 * How far a file is, also one that was begun before this page was opened, and how the last one ended. `onEnd` is called
 * when an import ends whose answer this page does not wait for (any more).
 */
export function ImportProgress(props: {
  readonly of: "members" | "products";
  /** What this page waits for. */
  readonly busyWith: "checking" | "importing" | null;
  /** A plan or a result stands below: the last import is of no interest beside it. */
  readonly hasNews: boolean;
  readonly onEnd: () => void;
}) {
  const { busyWith, onEnd } = props;
  const { t } = useWords();
  const digits = useDigits();
  const { value, again } = useQuery("imports.progress", {});
  const now = value?.now ?? null;
  const isActive = busyWith !== null || now !== null;
  // One that was stopped before its first look goes on by itself, and this page may have been told so already.
  useEffect(again, [busyWith, again]);
  useEffect(() => {
    if (!isActive) return;
    const timer = setInterval(again, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isActive, again]);
  const wasImporting = useRef(false);
  useEffect(() => {
    if (wasImporting.current && !isActive) onEnd();
    wasImporting.current = now?.phase === "importing" && busyWith === null;
  }, [isActive, now, busyWith, onEnd]);
  if (!isActive) return props.hasNews ? null : <LastImport of={props.of} last={value?.last ?? null} />;
  const phase = now?.phase ?? busyWith ?? "importing";
  return (
    <>
      <Notice kind="info">{t(phase === "checking" ? "imports.checking" : "imports.importing")}</Notice>
      {now === null ? null : (
        <div>
          <p>{t("imports.progress", { done: digits.integer(now.done), rows: digits.integer(now.rows) })}</p>
          <ProgressBar
            shareBp={now.rows === 0 ? 0 : Math.floor((now.done * 10_000) / now.rows)}
            label={t("imports.progress-label")}
          />
        </div>
      )}
    </>
  );
}

function LastImport(props: {
  readonly of: "members" | "products";
  readonly last: ValueOf<"imports.progress">["last"];
}) {
  const { t } = useWords();
  const date = useDate();
  const say = useDoneWords();
  const { last } = props;
  if (last === null || last.kind !== props.of) return null;
  return <p>{t("imports.last", { at: date.dayAndTime(last.atMs), what: say(last) })}</p>;
}
