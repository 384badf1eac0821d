import { Activity, Component, type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { Button } from "../kit/button.tsx";
import { Notice } from "../kit/notice.tsx";
import { useWords } from "../look/use-words.ts";
import type { PageEntry } from "../pages.ts";
import { goTo } from "./router.ts";
import styles from "./frame.module.css";
import { classNames } from "../kit/class-names.ts";

const loaded = new Map<string, ComponentType>();
const failed = new Set<string>();

/** About as long as the program needs for a start: then a person is told, and opens the page once more. */
const LOAD_TRIES = 4;
const LOAD_AGAIN_MS = 1000;

/**
 * The open page, and those visited before, kept as they were left: what was typed there is still there. Hidden ones run
 * no effects. Give it a new `key` when another person signs in, so that nobody finds another's half-typed work.
 */
export function PageHost({ open, pages }: { readonly open: PageEntry; readonly pages: readonly PageEntry[] }) {
  const [visited, setVisited] = useState<readonly string[]>([open.id]);
  if (!visited.includes(open.id)) setVisited([...visited, open.id]);
  return pages
    .filter(({ id }) => visited.includes(id) || id === open.id)
    .map((page) => (
      <Activity key={page.id} mode={page.id === open.id ? "visible" : "hidden"}>
        <div className={classNames(styles["host"])}>
          <Guard again={() => forgetFailed(page)}>
            <Suspense fallback={null}>
              <Loaded page={page} />
            </Suspense>
          </Guard>
        </div>
      </Activity>
    ));
}

function Loaded({ page }: { readonly page: PageEntry }) {
  const Shown = componentOf(page);
  return <Shown />;
}

function componentOf(page: PageEntry): ComponentType {
  const known = loaded.get(page.id);
  if (known !== undefined) return known;
  const made = lazy(async () => ({ default: await codeOf(page, LOAD_TRIES) }));
  loaded.set(page.id, made);
  return made;
}

/** The program that serves the pages may be starting anew; what does not come is asked for at the next opening. */
async function codeOf(page: PageEntry, tries: number): Promise<ComponentType> {
  try {
    return await page.load();
  } catch (error) {
    if (tries > 1) {
      await new Promise((resolve) => setTimeout(resolve, LOAD_AGAIN_MS));
      return codeOf(page, tries - 1);
    }
    failed.add(page.id);
    throw error;
  }
}

/** Not as soon as it fails: React, drawing it again, would ask without end. */
function forgetFailed(page: PageEntry): void {
  if (failed.delete(page.id)) loaded.delete(page.id);
}

/**
 * A page that throws takes nothing else with it: the frame stays, and the counter is one key away. Opened once more, it
 * is tried once more.
 */
class Guard extends Component<
  { readonly children: ReactNode; readonly again: () => void },
  { readonly isBroken: boolean }
> {
  override state = { isBroken: false };
  #wasHidden = false;

  // A page that is hidden keeps this object, and is told so as if it were taken away.
  override componentWillUnmount(): void {
    this.#wasHidden = true;
  }

  override componentDidMount(): void {
    if (this.#wasHidden && this.state.isBroken) this.#tryAgain();
    this.#wasHidden = false;
  }

  readonly #tryAgain = (): void => {
    this.props.again();
    this.setState({ isBroken: false });
  };

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }

  override render(): ReactNode {
    return this.state.isBroken ? <Broken again={this.#tryAgain} /> : this.props.children;
  }
}

function Broken({ again }: { readonly again: () => void }) {
  const { t } = useWords();
  const back = (): void => {
    goTo("");
    again();
  };
  return (
    <Notice kind="refusal" code="K-24" action={<Button onPress={back}>{t("shell.to-counter")}</Button>}>
      {t("shell.page-broken")}
    </Notice>
  );
}
