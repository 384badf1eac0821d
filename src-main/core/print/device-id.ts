/** Page languages and label languages; whoever speaks one of them takes a status request for something to print. */
const OTHER_LANGUAGE =
  /\b(PJL|PCL\w*|POSTSCRIPT|PS\d?|PDF|PWG\w*|URF|ESCP\w*|D4|GDI|HBP\w*|ZJS|SPL|ZPL\w*|EPL\w*|TSPL\w*)\b/i;

/**
 * Whether a printer's own words (IEEE 1284 device id, `KEY:value;` pairs) say that it is none for receipts: commands
 * of another kind and no ESC/POS. One that says nothing may be a cheap receipt printer.
 */
export function isOfficePrinter(deviceId: string): boolean {
  const commands = valueOf(deviceId, "CMD|COMMAND SET");
  return OTHER_LANGUAGE.test(commands) && !/ESC\/?POS/i.test(commands);
}

/** What it calls itself there, or nothing. */
export function nameInId(deviceId: string): string {
  return valueOf(deviceId, "MDL|MODEL");
}

function valueOf(deviceId: string, key: string): string {
  return new RegExp(`(?:^|;)\\s*(?:${key}):([^;]*)`, "i").exec(deviceId)?.[1]?.trim() ?? "";
}
