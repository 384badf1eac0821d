import { bindHandlers, type CallTable } from "./handlers.ts";
import type { SettingsParts } from "./settings-parts.ts";
import { SETTINGS_HANDLERS } from "./settings-table.ts";
import { FIRST_START_HANDLERS, SET_UP_HANDLERS, type SetupParts } from "./setup-handlers.ts";

/** What pages may ask of a shop's settings, its data and the rest of its set-up. */
export function settingsCallTable(parts: SettingsParts): CallTable {
  return { ...bindHandlers(parts, SETTINGS_HANDLERS), ...bindHandlers(parts, SET_UP_HANDLERS) };
}

/** What a machine without a shop answers: the entries of the first start. */
export function firstStartTable(parts: SetupParts): CallTable {
  return bindHandlers(parts, FIRST_START_HANDLERS);
}
