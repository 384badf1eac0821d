import type Database from "better-sqlite3";
import { assert } from "../../../src-shared/base/assert.ts";
import type { DrawerJob } from "../../core/print/drawer-job.ts";
import type { DrawerStore } from "../../core/print/drawer-store.ts";

const COLUMNS = `job_no AS jobNo, printer, subject, state, reason, queued_at_ms AS queuedAtMs,
  changed_at_ms AS changedAtMs`;
const OPEN = "state IN ('queued', 'sending')";

/** The drawer's rows in the terminal's database. Its calls join whatever transaction is open on `sqlite`. */
export function createDrawerStore(sqlite: Database.Database): DrawerStore {
  const insert = sqlite.prepare(`INSERT INTO drawer_job (printer, subject, state, queued_at_ms, changed_at_ms)
    VALUES (@printer, @subject, 'queued', @queuedAtMs, @queuedAtMs) ON CONFLICT (subject) DO NOTHING`);
  const open = sqlite.prepare<[string, number], DrawerJob>(
    `SELECT ${COLUMNS} FROM drawer_job WHERE printer = ? AND ${OPEN} ORDER BY job_no LIMIT ?`,
  );
  // "+": by the rows' own order and not by the index, which would sort three months of them at every key.
  const newest = sqlite.prepare<[string], DrawerJob>(
    `SELECT ${COLUMNS} FROM drawer_job WHERE +printer = ? ORDER BY job_no DESC LIMIT 1`,
  );
  const update = sqlite.prepare(`UPDATE drawer_job SET state = @state, reason = @reason, changed_at_ms = @atMs
    WHERE job_no = @jobNo AND state = @was`);
  const remove = sqlite.prepare(`DELETE FROM drawer_job WHERE job_no IN (SELECT job_no FROM drawer_job
    WHERE changed_at_ms < ? AND NOT ${OPEN} ORDER BY job_no LIMIT ?)`);
  return {
    insert: (job) => insert.run(job).changes === 1,
    open: (printer, limit) => open.all(printer, limit),
    newest: (printer) => newest.get(printer),
    change: (job, { state, reason }, atMs) => {
      const { changes } = update.run({ state, reason, atMs, jobNo: job.jobNo, was: job.state });
      assert(changes === 1, "a drawer's row changes only from the state that was read");
    },
    prune: (beforeMs, limit) => remove.run(beforeMs, limit).changes,
  };
}
