import { Activity, lazy, type ReactNode, Suspense, useEffect } from "react";
import { useQuery } from "../api/use-query.ts";
import { useSession } from "../stores/event-stores.ts";
import { SignInPage } from "./sign-in-page.tsx";

/** Seen once in a shop's life: no other start carries it. */
const SetupPage = lazy(() => import("../setup/setup-page.tsx").then((setup) => ({ default: setup.SetupPage })));

/**
 * What stands before the pages, if anything does. The pages behind it stay as they were left, without effects, out of
 * sight and out of reach of keys and screen readers: what was half typed is there when the same person unlocks.
 */
export function Gate({ isOpen, children }: { readonly isOpen: boolean; readonly children: ReactNode }) {
  const cover = useCover();
  const isPassed = isOpen || cover === null;
  return (
    <>
      {isPassed ? null : <Suspense fallback={null}>{cover}</Suspense>}
      <Activity mode={isPassed ? "visible" : "hidden"}>{children}</Activity>
    </>
  );
}

/**
 * What stands between a person and the pages: a shop that is still to be founded, an owner's unfinished set-up, or
 * nobody signed in; null when nothing does. The core refuses what the gate would hide all the same.
 */
function useCover(): ReactNode {
  const { known, signedIn, setupNeeded } = useSession();
  const isOwner = signedIn?.role === "owner";
  const setup = useQuery("setup.state", isOwner ? {} : null);
  const { again } = setup;
  useEffect(() => {
    if (isOwner) again();
  }, [isOwner, setupNeeded, again]);
  if (!known) return <Blank />;
  if (setupNeeded) return <SetupPage step="shop" onStep={again} />;
  if (signedIn === null) return <SignInPage />;
  if (!isOwner) return null;
  if (setup.value === undefined) return setup.refusal === null ? <Blank /> : null;
  const { step } = setup.value;
  return step === "done" || step === "shop" ? null : <SetupPage step={step} onStep={again} />;
}

/** Nothing yet: a moment later it is known what stands here. */
function Blank() {
  return <></>;
}
