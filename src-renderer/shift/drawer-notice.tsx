import { create } from "zustand";
import { DRAWER_WORDS } from "../../src-shared/words/drawer-words.ts";
import { useCommand } from "../api/use-command.ts";
import { HotKey } from "../counter/hot-key.tsx";
import { Notice, RefusalNotice } from "../kit/notice.tsx";
import { Row } from "../kit/page.tsx";
import { useShared, useWords } from "../look/use-words.ts";
import { useStrip } from "../stores/event-stores.ts";

/** The opening whose notice somebody has put away. */
const useSeen = create<{ readonly job: number }>(() => ({ job: 0 }));

/**
 * A drawer that should have opened and may be shut: why, and a button that opens it as without a sale, under the same
 * right and with a slip. Nothing while all is well.
 */
export function DrawerNotice() {
  const { t } = useWords();
  const say = useShared();
  const drawer = useStrip(({ state }) => state?.drawer ?? null);
  const seen = useSeen(({ job }) => job);
  const open = useCommand("shift.open-drawer");
  if (drawer === null || drawer.job === seen) return null;
  const words = DRAWER_WORDS[drawer.word];
  const action = (
    <Row>
      <HotKey
        isDisabled={open.isBusy}
        onPress={() => void open.run({ reason: `${t("shift.drawer-again")} (${words.code})` })}
      >
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
