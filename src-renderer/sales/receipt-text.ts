/** Whether a text begins as the QR of a receipt does (`VF1.…`), which nobody types. */
export function isReceiptText(text: string): boolean {
  return /^VF1\./i.test(text.trim());
}
