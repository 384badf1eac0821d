import { useMemo } from "react";
import { classNames } from "./kit/class-names.ts";
import { KitLocale } from "./kit/kit-locale.tsx";
import { GALLERY, type PageEntry, PAGES } from "./pages.ts";
import { Gate } from "./session/gate.tsx";
import { useLock } from "./session/use-lock.ts";
import { ApprovalDialog } from "./shell/approval-dialog.tsx";
import styles from "./shell/frame.module.css";
import { LineNotice } from "./shell/line-notice.tsx";
import { PageHost } from "./shell/page-host.tsx";
import { useRoute } from "./shell/router.ts";
import { TopBar } from "./shell/top-bar.tsx";
import { useDocumentLook } from "./shell/use-document-look.ts";
import { useFrameKeys } from "./shell/use-frame-keys.ts";
import { StatusStrip } from "./strip/status-strip.tsx";
import { TrainingBand } from "./training/training-band.tsx";
import { useSession } from "./stores/event-stores.ts";
import { useKeptFor } from "./stores/kept-for.ts";

/** The till: the frame, and in it the page that the address says. */
export function App({ withGallery }: { readonly withGallery: boolean }) {
  const tag = useDocumentLook();
  const { path } = useRoute();
  const signedIn = useSession((session) => session.signedIn);
  const kept = useKeptFor();
  const role = signedIn?.role ?? kept.role;
  const pages = useMemo(
    () => (withGallery ? [...PAGES, GALLERY] : PAGES).filter((page) => isFor(page, role)),
    [withGallery, role],
  );
  useFrameKeys(pages);
  useLock();
  const open = pages.find((page) => page.path === path) ?? pages[0];
  return (
    <KitLocale tag={tag}>
      <div className={classNames(styles["frame"])}>
        <TopBar pages={pages} />
        <TrainingBand />
        <LineNotice />
        <div className={classNames(styles["work"])}>
          <Gate isOpen={open?.isOpenToAll === true}>
            {open === undefined || (kept.key === null && open.isOpenToAll !== true) ? null : (
              <PageHost key={kept.key} open={open} pages={pages} />
            )}
          </Gate>
        </div>
        <StatusStrip />
      </div>
      <ApprovalDialog />
    </KitLocale>
  );
}

function isFor({ roles }: PageEntry, role: "owner" | "manager" | "cashier" | undefined): boolean {
  return roles === undefined || (role !== undefined && roles.includes(role));
}
