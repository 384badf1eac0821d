/**
 * A technical log line: a stable event name and plain fields. Never a secret, a key, a card record or a member's data.
 */
export interface LogPort {
  log(
    level: "debug" | "info" | "warn" | "error",
    event: string,
    fields?: Readonly<Record<string, string | number | boolean>>,
  ): void;
}
