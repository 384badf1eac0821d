import type { ReactNode } from "react";
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useWords } from "../look/use-words.ts";
import { classNames } from "./class-names.ts";
import styles from "./dialog.module.css";
import { IconButton } from "./icon-button.tsx";

/**
 * A modal window, for PINs and for acts off the normal path only. Esc, the cross and a press beside it call `onClose`;
 * the focus goes back to where it was. Buttons go into `actions`.
 */
export function Dialog(props: {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  readonly size?: "small" | "wide";
}) {
  const { t } = useWords();
  return (
    <ModalOverlay
      isOpen={props.isOpen}
      onOpenChange={(isOpen) => (isOpen ? undefined : props.onClose())}
      isDismissable
      className={classNames(styles["overlay"])}
    >
      <Modal className={classNames(styles["modal"], styles[props.size ?? "small"])}>
        <AriaDialog className={classNames(styles["dialog"])}>
          <header className={classNames(styles["head"])}>
            <Heading slot="title" className={classNames(styles["title"])}>
              {props.title}
            </Heading>
            <IconButton label={t("kit.close")} onPress={props.onClose}>
              ✕
            </IconButton>
          </header>
          <div className={classNames(styles["body"])}>{props.children}</div>
          {props.actions === undefined ? null : <footer className={classNames(styles["foot"])}>{props.actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
