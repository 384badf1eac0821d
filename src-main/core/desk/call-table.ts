import { cardHandlers } from "./cards-handlers.ts";
import { COUNTER_HANDLERS, type CounterParts } from "./counter-handlers.ts";
import { DESK_HANDLERS } from "./desk-handlers.ts";
import { bindHandlers, type CallTable } from "./handlers.ts";
import { importHandlers } from "./imports-handlers.ts";
import { memberHandlers } from "./people-handlers.ts";
import type { PeopleParts } from "./people-parts.ts";
import { productHandlers } from "./products-handlers.ts";
import { salesHandlers } from "./sales-handlers.ts";

/** Everything that pages may ask of a shop's core: the areas' handlers side by side. */
export function callTable(parts: CounterParts, people: PeopleParts): CallTable {
  return {
    ...bindHandlers(parts.desk, DESK_HANDLERS),
    ...bindHandlers(parts, COUNTER_HANDLERS),
    ...bindHandlers(people, memberHandlers),
    ...bindHandlers(people, cardHandlers),
    ...bindHandlers(people, salesHandlers),
    ...bindHandlers(people, productHandlers),
    ...bindHandlers(people, importHandlers),
  };
}
