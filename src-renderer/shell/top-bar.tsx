import { useEffect, useState } from "react";
import { Button } from "../kit/button.tsx";
import { classNames } from "../kit/class-names.ts";
import { DateText } from "../kit/shown.tsx";
import { StatusPill } from "../kit/status-pill.tsx";
import { chooseLook, useLook } from "../look/look-store.ts";
import { useWords } from "../look/use-words.ts";
import type { PageEntry } from "../pages.ts";
import { lockTill } from "../session/use-lock.ts";
import { useSession, useStrip } from "../stores/event-stores.ts";
import styles from "./frame.module.css";
import { goTo, useRoute } from "./router.ts";

const MINUTE_MS = 60_000;

/**
 * The line above every page: the day, the pages with their keys, the other language, the other theme. Pressed by mouse
 * or finger, nothing of it takes the focus from the typing.
 */
export function TopBar({ pages }: { readonly pages: readonly PageEntry[] }) {
  const { t, locale } = useWords();
  const { path } = useRoute();
  const isTraining = useStrip(({ state }) => state?.training ?? false);
  const isSignedIn = useSession(({ signedIn }) => signedIn !== null);
  return (
    <header className={classNames(styles["top"])} onMouseDownCapture={(event) => event.preventDefault()}>
      <span className={classNames(styles["brand"])}>
        <strong className={classNames(styles["name"])}>{t("shell.app-name")}</strong>
        <Today />
      </span>
      {isTraining ? <StatusPill colour="warn">{t("shell.training")}</StatusPill> : null}
      <nav className={classNames(styles["pages"])} aria-label={t("shell.pages")}>
        {pages
          .filter(({ isHidden, isOpenToAll }) => isHidden !== true && (isSignedIn || isOpenToAll === true))
          .map((page) => (
            <a
              key={page.id}
              href={`#/${page.path}`}
              className={classNames(styles["page-link"])}
              {...(page.path === path ? { "aria-current": "page" as const } : {})}
              {...(page.key === undefined ? {} : { "aria-keyshortcuts": page.key })}
              onClick={(event) => {
                event.preventDefault();
                goTo(page.path);
              }}
            >
              <span>{t(page.title)}</span>
              {page.key === undefined ? null : <kbd aria-hidden="true">{page.key}</kbd>}
            </a>
          ))}
      </nav>
      <span className={classNames(styles["switches"])}>
        {isSignedIn ? (
          <Button leavesFocus onPress={lockTill} shortcut="Control+L">
            {t("session.lock")}
          </Button>
        ) : null}
        <Button leavesFocus onPress={() => chooseLook({ locale: locale === "fa" ? "en" : "fa" })}>
          <span lang={locale === "fa" ? "en" : "fa"}>{t("shell.other-language")}</span>
        </Button>
        <ThemeButton />
      </span>
    </header>
  );
}

function ThemeButton() {
  const { t } = useWords();
  const isDark = useLook(({ display }) => display.theme === "dark");
  return (
    <Button leavesFocus onPress={() => chooseLook({ theme: isDark ? "light" : "dark" })}>
      {isDark ? t("shell.to-light") : t("shell.to-dark")}
    </Button>
  );
}

function Today() {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <span className={classNames(styles["today"])}>
      <DateText atMs={now} as="long" />
    </span>
  );
}
