import { useState } from "react";
import type { Refusal } from "../../src-shared/contract/parts.ts";
import { useApproval } from "../api/approval-store.ts";
import { useQuery } from "../api/use-query.ts";
import { Button } from "../kit/button.tsx";
import { classNames } from "../kit/class-names.ts";
import { Dialog } from "../kit/dialog.tsx";
import { EmptyState } from "../kit/empty-state.tsx";
import { RefusalNotice } from "../kit/notice.tsx";
import { PinPad } from "../kit/pin-pad.tsx";
import { isolated } from "../look/isolated.ts";
import { useWords } from "../look/use-words.ts";
import styles from "./frame.module.css";

/** The one place where a second person says yes: who, and their PIN. Any command may call for it (`askApproval`). */
export function ApprovalDialog() {
  const { t } = useWords();
  const asking = useApproval((state) => state.asking);
  return (
    <Dialog title={t("shell.approval-title")} isOpen={asking !== null} onClose={() => asking?.answer(null)}>
      {asking === null ? null : (
        <Approver refusal={asking.refusal} onApprove={(staff, pin) => asking.answer({ staff, pin })} />
      )}
    </Dialog>
  );
}

function Approver(props: { readonly refusal: Refusal; readonly onApprove: (staff: string, pin: string) => void }) {
  const { t } = useWords();
  const { value } = useQuery("session.people", {});
  const [chosen, setChosen] = useState<string | null>(null);
  const { roles } = props.refusal;
  const able = (value?.people ?? []).filter(
    ({ staff, role }) => staff !== value?.signedIn && (roles === undefined || roles.includes(role)),
  );
  const approver = able.find(({ staff }) => staff === chosen) ?? (able.length === 1 ? able[0] : undefined);
  return (
    <>
      <RefusalNotice refusal={props.refusal} />
      {value !== undefined && able.length === 0 ? <EmptyState>{t("shell.approval-nobody")}</EmptyState> : null}
      {able.length > 1 ? (
        <div role="group" aria-label={t("shell.approval-who")} className={classNames(styles["people"])}>
          {able.map(({ staff, name }) => (
            <Button key={staff} look={staff === chosen ? "primary" : "plain"} onPress={() => setChosen(staff)}>
              {name}
            </Button>
          ))}
        </div>
      ) : null}
      {approver === undefined ? null : (
        <PinPad
          key={approver.staff}
          label={t("shell.approval-pin", { name: isolated(approver.name) })}
          onPin={(pin) => props.onApprove(approver.staff, pin)}
        />
      )}
    </>
  );
}
