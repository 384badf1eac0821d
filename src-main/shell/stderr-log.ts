import pino from "pino";
import type { LogPort } from "../core/ports/log.ts";

/** Structured lines on standard error; the standard output belongs to machines. `VAFA_LOG` sets the level. */
export function stderrLog(name: string): LogPort {
  const level = process.env["VAFA_LOG"] ?? "warn";
  const logger = pino({ name, level, base: { process: name } }, pino.destination({ dest: 2, sync: true }));
  return { log: (at, event, fields) => logger[at]({ ...fields }, event) };
}
