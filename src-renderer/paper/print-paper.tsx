import { useEffect } from "react";
import { createPortal } from "react-dom";
import type { ReceiptLayout } from "../../src-shared/receipt/layout.ts";
import { classNames } from "../kit/class-names.ts";
import { PaperSheet, usePaperLayout, type ShownPaper } from "./paper-view.tsx";
import styles from "./paper.module.css";

/** Dots of a millimetre at 203 dpi, the usual head; only the size of the browser's page depends on it. */
const DOTS_PER_MM = 203 / 25.4;
/** White around it, in millimetres: an office printer can't print to the edge. */
const MARGIN_MM = 4;

/**
 * What the browser prints while a paper is looked at: that paper alone, on a page of its size, by the engine's print
 * (as PDF, or on any printer of the computer). Nothing of it is seen on the screen.
 */
export function PrintPaper({ paper }: { readonly paper: ShownPaper }) {
  const layout = usePaperLayout(paper);
  useEffect(() => {
    if (layout === undefined) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(pageRule(layout));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    };
  }, [layout]);
  if (layout === undefined) return null;
  return createPortal(
    <div className={classNames(styles["printed"])}>
      <PaperSheet layout={layout} />
    </div>,
    document.body,
  );
}

/** A page as large as the paper. A dot more than the picture's height, so that no second page begins. */
function pageRule({ widthDots, heightDots }: ReceiptLayout): string {
  const mm = (dots: number): string => (dots / DOTS_PER_MM + 2 * MARGIN_MM).toFixed(2);
  return `@page { size: ${mm(widthDots)}mm ${mm(heightDots + 8)}mm; margin: ${MARGIN_MM}mm; }`;
}
