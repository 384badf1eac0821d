import { create } from "qrcode";
import { useMemo } from "react";
import { classNames } from "./class-names.ts";
import styles from "./facts.module.css";

/** Quiet modules around the code that readers need. */
const EDGE = 4;

/** A QR code as one SVG path, black on white in both themes so that every reader sees it. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { path, size } = useMemo(() => drawn(text), [text]);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-EDGE} ${-EDGE} ${size + 2 * EDGE} ${size + 2 * EDGE}`}
      className={classNames(styles["qr"])}
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000000" />
    </svg>
  );
}

function drawn(text: string): { readonly path: string; readonly size: number } {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  let path = "";
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) if (modules.get(y, x) !== 0) path += `M${x} ${y}h1v1h-1z`;
  return { path, size: modules.size };
}
