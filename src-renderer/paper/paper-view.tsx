import { create } from "qrcode";
import { useMemo } from "react";
import type { ReceiptDocument } from "../../src-shared/receipt/document.ts";
import { layoutReceipt, type Placed, type QrMatrix, type ReceiptLayout } from "../../src-shared/receipt/layout.ts";
import { PAPER_WORDS } from "../../src-shared/words/paper-words.ts";
import { classNames } from "../kit/class-names.ts";
import { useShared } from "../look/use-words.ts";
import { darkPath } from "./dark-path.ts";
import { measureText, usePaperFont, WEIGHTS } from "./paper-font.ts";
import styles from "./paper.module.css";

/** A paper as the core has it: what is printed, and on how many dots. */
export interface ShownPaper {
  readonly document: ReceiptDocument;
  readonly widthDots: number;
}

/**
 * A paper on the screen, from the very layout that the printer gets: the same rows at the same places, as text that can
 * be found, in black on white whatever the theme.
 */
export function PaperView({ paper }: { readonly paper: ShownPaper }) {
  const say = useShared();
  const layout = usePaperLayout(paper);
  if (layout === undefined) return null;
  const name = say(PAPER_WORDS[paper.document.paper]);
  // A region that scrolls is reached by keyboard.
  return (
    <div className={classNames(styles["desk"])} tabIndex={0} role="group" aria-label={name}>
      <PaperSheet layout={layout} />
    </div>
  );
}

/** Where everything of a paper stands; undefined until the face is there to measure with. */
export function usePaperLayout({ document, widthDots }: ShownPaper): ReceiptLayout | undefined {
  const isLoaded = usePaperFont();
  return useMemo(
    () => (isLoaded ? layoutReceipt(document, widthDots, { measure: measureText, qr: qrMatrix }) : undefined),
    [isLoaded, document, widthDots],
  );
}

/** The paper itself, as wide as its dots allow and its place has room for. */
export function PaperSheet({ layout }: { readonly layout: ReceiptLayout }) {
  const { widthDots, heightDots, placed } = layout;
  const dark = useMemo(() => darkPath(placed), [placed]);
  return (
    <svg className={classNames(styles["sheet"])} viewBox={`0 0 ${widthDots} ${Math.max(heightDots, 8)}`}>
      <rect width={widthDots} height={Math.max(heightDots, 8)} fill="#ffffff" />
      <path d={dark} fill="#000000" shapeRendering="crispEdges" />
      {placed.map((item, at) => (item.kind === "text" ? <PaperText key={`${at} ${item.text}`} item={item} /> : null))}
    </svg>
  );
}

function PaperText({ item }: { readonly item: Extract<Placed, { kind: "text" }> }) {
  const { text, font, direction, align, x, y } = item;
  // "start" of a right-to-left text is its right edge.
  const isStart = (align === "right") === (direction === "rtl");
  return (
    <text
      x={x}
      y={y}
      fontSize={font.size}
      fontWeight={font.bold ? WEIGHTS.bold : WEIGHTS.plain}
      direction={direction}
      textAnchor={align === "center" ? "middle" : isStart ? "start" : "end"}
    >
      {text}
    </text>
  );
}

/** The QR code of a text with error correction M, as the printed one. */
function qrMatrix(text: string): QrMatrix {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const { size } = modules;
  const dark = Array.from({ length: size * size }, (_, at) => modules.get(Math.floor(at / size), at % size) !== 0);
  return { size, dark };
}
