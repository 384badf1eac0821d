import { lazy, Suspense } from "react";
import { useCommand } from "../api/use-command.ts";
import { Button } from "../kit/button.tsx";
import { classNames } from "../kit/class-names.ts";
import { RefusalNotice } from "../kit/notice.tsx";
import { useWords } from "../look/use-words.ts";
import { useSession, useStrip } from "../stores/event-stores.ts";
import styles from "./training.module.css";

/** For those who practise: a working day does not load it. */
const CardOnScreen = lazy(() => import("./card-on-screen.tsx").then((card) => ({ default: card.CardOnScreen })));

/** Stands over every page while nothing is real: both languages, so that nobody can misread it. */
export function TrainingBand() {
  const { t } = useWords();
  const isTraining = useStrip(({ state }) => state?.training ?? false);
  const isSignedIn = useSession(({ signedIn }) => signedIn !== null);
  const leave = useCommand("training.leave");
  if (!isTraining) return null;
  return (
    <>
      <aside className={classNames(styles["band"])} aria-label={t("training.title")}>
        <strong>
          <span lang="fa">تمرین</span> · <span lang="en">TRAINING</span>
        </strong>
        <span>{t("training.band")}</span>
        {isSignedIn ? (
          <Suspense fallback={null}>
            <CardOnScreen />
          </Suspense>
        ) : null}
        {isSignedIn ? (
          <Button isPending={leave.isBusy} onPress={() => void leave.run({})}>
            {t("training.leave")}
          </Button>
        ) : null}
        <RefusalNotice refusal={leave.refusal} />
      </aside>
      <div className={classNames(styles["border"])} aria-hidden="true" />
    </>
  );
}
