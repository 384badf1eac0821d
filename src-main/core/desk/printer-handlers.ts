import { ok } from "../../../src-shared/base/result.ts";
import { asPermitted, lookingAs, type DeskCall } from "./desk-parts.ts";
import type { Answered } from "./handlers.ts";
import type { SettingsParts } from "./settings-parts.ts";

/** Begins to look for the printer. Only whoever may set one: bytes go to ports that are nobody's business else. */
export function findPrinterCall(parts: SettingsParts, call: DeskCall): Promise<Answered<"settings.find-printer">> {
  return asPermitted(parts, call, { act: "settings" }, async () => {
    await parts.machine.searchPrinter();
    return ok({});
  });
}

export async function printerSearchCall(parts: SettingsParts): Promise<Answered<"settings.printer-search">> {
  const looking = lookingAs(parts);
  return looking.ok ? ok(parts.machine.printerSearch()) : looking;
}

/** Whoever may print a copy stands at the printer: with its jam gone, it goes on with the receipt that it holds. */
export function recoverPrinterCall(
  parts: SettingsParts,
  call: DeskCall,
): Promise<Answered<"settings.recover-printer">> {
  return asPermitted(parts, call, { act: "reprint" }, () => {
    parts.machine.recoverPrinter();
    return ok({});
  });
}
