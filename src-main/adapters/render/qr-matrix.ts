import QRCode from "qrcode";
import type { QrMatrix } from "../../../src-shared/receipt/layout.ts";

/** The QR code of a text by the `qrcode` package, with error correction M as on every receipt. */
export function qrMatrix(text: string, level: "L" | "M" | "Q" | "H" = "M"): QrMatrix {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: level });
  return { size: modules.size, dark: Array.from(modules.data, (module) => module === 1) };
}
