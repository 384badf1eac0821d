import { useEffect, useState } from "react";
import type { Direction } from "../../src-shared/receipt/bidi.ts";
import type { Font } from "../../src-shared/receipt/layout.ts";

/** The face that receipts are printed in, as the pages' style sheet brings it; `paper.module.css` names it too. */
const FAMILY = "Vazirmatn Variable";
/** The weights of the printed face: medium, because a thermal head thins a stroke, and bold. */
export const WEIGHTS = { plain: 500, bold: 700 } as const;
/** Letters of both subsets of the face. */
const LETTERS = "سلام Aa ۱۲۳";

/** Whether the face is loaded: before, every width would be another one's. */
export function usePaperFont(): boolean {
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    const loads = Object.values(WEIGHTS).map((weight) => document.fonts.load(`${weight} 24px "${FAMILY}"`, LETTERS));
    // A face that can't be loaded leaves the system's, which is better than no paper.
    void Promise.allSettled(loads).then(() => isCurrent && setLoaded(true));
    return () => {
      isCurrent = false;
    };
  }, []);
  return isLoaded;
}

let pen: CanvasRenderingContext2D | null = null;

/** The advance of a text in the layout's dots. */
export function measureText(text: string, font: Font, direction: Direction): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (pen === null) return text.length * font.size;
  pen.font = `${font.bold ? WEIGHTS.bold : WEIGHTS.plain} ${font.size}px "${FAMILY}"`;
  pen.direction = direction;
  return pen.measureText(text).width;
}
