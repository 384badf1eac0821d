import type { CoreClient } from "./core-client.ts";

/** What the lines to the pages need of a core. */
export type PageCore = Pick<CoreClient, "call" | "onPageEvent" | "pageSnapshot">;

/** What the side doors need of a core besides. */
export type DoorCore = Pick<CoreClient, "onPageEvent" | "shellCall" | "onDoors">;
