import { ok } from "../../../src-shared/base/result.ts";
import type { peopleContract } from "../../../src-shared/contract/people-contract.ts";
import type { productsContract } from "../../../src-shared/contract/sales-contract.ts";
import { asPermitted, lookingAs } from "./desk-parts.ts";
import type { Answered, HandlersOf } from "./handlers.ts";
import type { PeopleParts } from "./people-parts.ts";

type ImportEntries = Pick<typeof peopleContract, "members.import-check" | "members.import" | "imports.progress"> &
  Pick<typeof productsContract, "products.import-check" | "products.import">;

/** Files of members and products: first what one would do, then all of it or nothing. */
export const importHandlers = {
  "members.import-check": async (parts, call, { csv }) =>
    asPermitted(parts.desk, call, { act: "import-members" }, async (): Promise<Answered<"members.import-check">> => {
      const { hash, toImport: _rows, ...plan } = await parts.imports.checkMembers(csv);
      return ok({ planHash: hash, ...plan });
    }),
  "members.import": async (parts, call, input) =>
    asPermitted(parts.desk, call, { act: "import-members" }, async (by): Promise<Answered<"members.import">> => {
      const done = await parts.imports.importMembers(by, input);
      return done.ok ? ok({ imported: done.value.added, balances: done.value.balances }) : done;
    }),
  // Whoever sees the products may look at what a file would do to them; a second person is asked for at the import.
  "products.import-check": async (parts, _call, { csv }) => {
    const looking = lookingAs(parts.desk);
    if (!looking.ok) return looking;
    const { hash, toImport: _rows, ...plan } = await parts.imports.checkProducts(csv);
    return ok({ planHash: hash, ...plan });
  },
  "products.import": async (parts, call, input) =>
    asPermitted(parts.desk, call, { act: "products" }, async (by): Promise<Answered<"products.import">> => {
      const done = await parts.imports.importProducts(by, input);
      return done.ok ? ok({ imported: done.value.added, changed: done.value.changed }) : done;
    }),
  "imports.progress": async (parts) => {
    const looking = lookingAs(parts.desk);
    return looking.ok ? ok(parts.imports.progress()) : looking;
  },
} satisfies HandlersOf<ImportEntries, PeopleParts>;
