import { z } from "zod";
import { counterContract } from "./counter-contract.ts";
import { counterState, displayState, sound, stripState } from "./counter-state.ts";
import { answerOf, refusal, role, staffId } from "./parts.ts";
import { peopleContract } from "./people-contract.ts";
import { productsContract, salesContract } from "./sales-contract.ts";
import { display, settingsContract, setupContract } from "./settings-contract.ts";
import { shiftContract } from "./shift-contract.ts";
import { staffContract } from "./staff-contract.ts";

/**
 * What the pages may ask of the core, the same over every line (Electron's channel, loopback WebSocket): one table,
 * each entry with the shapes of its input and its value. Both sides validate. Its version is part of the handshake: a
 * page of an older build says so instead of guessing.
 */
export const CONTRACT = {
  ...counterContract,
  ...peopleContract,
  ...salesContract,
  ...productsContract,
  ...shiftContract,
  ...staffContract,
  ...settingsContract,
  ...setupContract,
} as const;

/** Raised whenever a shape in the table changes: test/shared/contract holds the fingerprint that belongs to it. */
export const WIRE_VERSION = 12;

export type EntryName = keyof typeof CONTRACT;
export type CommandName = { [N in EntryName]: (typeof CONTRACT)[N]["kind"] extends "command" ? N : never }[EntryName];
export type QueryName = Exclude<EntryName, CommandName>;
export type InputOf<N extends EntryName> = z.infer<(typeof CONTRACT)[N]["input"]>;
export type ValueOf<N extends EntryName> = z.infer<(typeof CONTRACT)[N]["value"]>;

/** Whether `name` is in the table; what comes from outside may be anything. */
export function isEntryName(name: string): name is EntryName {
  return Object.hasOwn(CONTRACT, name);
}

const answers = new Map<EntryName, z.ZodType>();

/** The schema of an entry's answer. */
export function answerSchema(name: EntryName): z.ZodType {
  const made = answers.get(name) ?? answerOf(CONTRACT[name].value);
  answers.set(name, made);
  return made;
}

/** What the core tells every page, unasked. */
export const pageEvent = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("counter"), state: counterState }),
  z.strictObject({ kind: z.literal("strip"), state: stripState }),
  z.strictObject({ kind: z.literal("display"), state: displayState }),
  z.strictObject({
    kind: z.literal("session"),
    signedIn: z.nullable(z.strictObject({ staff: staffId, name: z.string(), role })),
    setupNeeded: z.boolean(),
  }),
  z.strictObject({ kind: z.literal("look"), display }),
  z.strictObject({ kind: z.literal("sound"), sound }),
  /** Something that nobody asked for was refused (a card on a locked reader): shown where the card's state is. */
  z.strictObject({ kind: z.literal("refused"), refusal }),
  /** The core sells, starts, or refuses to sell and says why (a key of the refusals). */
  z.strictObject({
    kind: z.literal("health"),
    health: z.enum(["ready", "starting", "refused"]),
    refusal: z.nullable(refusal),
  }),
]);
export type PageEvent = z.infer<typeof pageEvent>;
