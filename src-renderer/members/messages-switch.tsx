import { Switch } from "../kit/switch.tsx";
import { useWords } from "../look/use-words.ts";
import type { ProfileDraft } from "./profile-draft.ts";

/** The member's own word that the shop may write to them. */
export function MessagesSwitch(props: {
  readonly draft: Pick<ProfileDraft, "wantsMessages">;
  readonly change: (part: Pick<ProfileDraft, "wantsMessages">) => void;
}) {
  const { t } = useWords();
  return (
    <Switch
      isOn={props.draft.wantsMessages === "yes"}
      onChange={(isOn) => props.change({ wantsMessages: isOn ? "yes" : "" })}
    >
      {t("members.wants-messages")}
    </Switch>
  );
}
