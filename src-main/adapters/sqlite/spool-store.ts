import type Database from "better-sqlite3";
import { assert } from "../../../src-shared/base/assert.ts";
import type { SpoolJob } from "../../core/print/spool-job.ts";
import type { NewSpoolJob, SpoolStore } from "../../core/print/spool-store.ts";

const COLUMNS = `job_no AS jobNo, printer, sale_id AS saleId, kind, copy_number AS copyNumber, template, document,
  state, reason, attempts, bytes_sent AS bytesSent, queued_at_ms AS queuedAtMs, expires_at_ms AS expiresAtMs,
  next_try_at_ms AS nextTryAtMs, changed_at_ms AS changedAtMs`;
const OPEN = "state IN ('queued', 'sending', 'waiting_paper')";
const ATTENTION = "state IN ('unknown', 'failed', 'expired')";

/** The spool's rows in the terminal's database. Its calls join whatever transaction is open on `sqlite`. */
export function createSpoolStore(sqlite: Database.Database): SpoolStore {
  const one = (where: string): Database.Statement<unknown[], SpoolJob> =>
    sqlite.prepare(`SELECT ${COLUMNS} FROM spool_job WHERE ${where}`);
  const insert = sqlite.prepare(`INSERT INTO spool_job (printer, sale_id, kind, copy_number, template, document, state,
      attempts, bytes_sent, queued_at_ms, expires_at_ms, next_try_at_ms, changed_at_ms)
    VALUES (@printer, @saleId, @kind, @copyNumber, @template, @document, 'queued',
      0, 0, @queuedAtMs, @expiresAtMs, 0, @queuedAtMs)
    ON CONFLICT (sale_id, kind, copy_number) DO NOTHING`);
  const update = sqlite.prepare(`UPDATE spool_job SET state = @state, reason = @reason, attempts = @attempts,
      bytes_sent = @bytesSent, next_try_at_ms = @nextTryAtMs, expires_at_ms = @expiresAtMs, changed_at_ms = @atMs
    WHERE job_no = @jobNo AND state = @was`);
  const remove = sqlite.prepare(`DELETE FROM spool_job WHERE job_no IN (SELECT job_no FROM spool_job
    WHERE changed_at_ms < ? AND NOT ${OPEN} ORDER BY job_no LIMIT ?)`);
  const firstOpen = one(`printer = ? AND ${OPEN} ORDER BY job_no LIMIT 1`);
  const open = one(`printer = ? AND ${OPEN} ORDER BY job_no LIMIT ?`);
  const ofSale = one("sale_id = ? ORDER BY job_no");
  const byNo = one("job_no = ?");
  const attention = one(`printer = ? AND ${ATTENTION} ORDER BY job_no DESC LIMIT ?`);
  return {
    insert: (job: NewSpoolJob) => insert.run(job).changes === 1,
    firstOpen: (printer) => firstOpen.get(printer),
    open: (printer, limit) => open.all(printer, limit),
    ofSale: (saleId) => ofSale.all(saleId),
    find: (jobNo) => byNo.get(jobNo),
    attention: (printer, limit) => attention.all(printer, limit),
    change: (job, change, atMs) => {
      const next = { ...job, ...change };
      const { state, reason, attempts, bytesSent, nextTryAtMs, expiresAtMs } = next;
      const values = { state, reason, attempts, bytesSent, nextTryAtMs, expiresAtMs, atMs };
      const { changes } = update.run({ ...values, jobNo: job.jobNo, was: job.state });
      assert(changes === 1, "a spool row changes only from the state that was read");
    },
    prune: (beforeMs, limit) => remove.run(beforeMs, limit).changes,
  };
}
