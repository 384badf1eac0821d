import type Database from "better-sqlite3";
import { assert } from "../../../src-shared/base/assert.ts";
import type { ImportShelf } from "../../core/ports/import-shelf.ts";

/** The rows of an import under way, in `db` (schema/people.ts). Statements are prepared once, here. */
export function makeImportShelf(db: Database.Database): ImportShelf {
  const put = db.prepare("INSERT INTO import_batch (n, rows) VALUES (?, ?)");
  const get = db.prepare<[number], { rows: string }>("SELECT rows FROM import_batch WHERE n = ?");
  const drop = db.prepare("DELETE FROM import_batch WHERE n = ?");
  return {
    put: (n, rows) => assert(put.run(n, rows).changes === 1, "one batch kept"),
    get: (n) => get.get(n)?.rows,
    drop: (n) => assert(drop.run(n).changes === 1, "one batch forgotten"),
  };
}
