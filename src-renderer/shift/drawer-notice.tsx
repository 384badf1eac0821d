import { useEffect } from "react";
import { create } from "zustand";
import type { StripState } from "../../src-shared/contract/counter-state.ts";
import { DRAWER_WORDS } from "../../src-shared/words/drawer-words.ts";
import { useCommand } from "../api/use-command.ts";
import { HotKey } from "../counter/hot-key.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Row } from "../kit/page.tsx";
import { useShared, useWords } from "../look/use-words.ts";
import { useStrip } from "../stores/event-stores.ts";
import { whileShut } from "./shut-drawer.ts";

type Drawer = NonNullable<StripState["drawer"]>;

/** The opening whose notice somebody has put away. */
const useSeen = create<{ readonly job: number }>(() => ({ job: 0 }));

/**
 * A drawer that should have opened and may be shut: why, and a button that opens it as without a sale, under the same
 * right and with a slip. Nothing while all is well. `letter`: the key that does the same, where the page hears letters.
 */
export function DrawerNotice({ letter }: { readonly letter?: string }) {
  const drawer = useStrip(({ state }) => state?.drawer ?? null);
  const seen = useSeen(({ job }) => job);
  return drawer === null || drawer.job === seen ? null : <ShutDrawer drawer={drawer} letter={letter} />;
}

function ShutDrawer({ drawer, letter }: { readonly drawer: Drawer; readonly letter: string | undefined }) {
  const { t } = useWords();
  const say = useShared();
  const open = useCommand("shift.open-drawer");
  const words = DRAWER_WORDS[drawer.word];
  const again = (): void => void open.run({ reason: `${t("shift.drawer-again")} (${words.code})` });
  useEffect(() => (letter === undefined ? undefined : whileShut(again)));
  const action = (
    <Row>
      <HotKey isDisabled={open.isBusy} onPress={again} {...(letter === undefined ? {} : { letter })}>
        {t("shift.open-drawer")}
      </HotKey>
      <HotKey look="quiet" onPress={() => useSeen.setState({ job: drawer.job })}>
        {t("shift.seen")}
      </HotKey>
    </Row>
  );
  return (
    <>
      <Notice kind="warn" code={words.code} action={action}>
        {say(words)}
      </Notice>
      <RefusalNotice refusal={open.refusal} />
    </>
  );
}
