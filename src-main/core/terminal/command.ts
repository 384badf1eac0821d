import { toHex, utf8Bytes } from "../../../src-shared/base/bytes.ts";
import { canonicalText, type CanonicalValue } from "../../../src-shared/base/canonical.ts";
import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { LedgerTx } from "../ports/store.ts";
import type { Actor, Terminal } from "./context.ts";

/**
 * Carries a command out once, in one transaction: when its id was carried out before, the stored answer is returned and
 * nothing happens; the same id with another request is refused. A refusal changes nothing and is not kept.
 */
export function once<T extends CanonicalValue, E>(
  terminal: Terminal,
  command: { readonly name: string; readonly by: Actor; readonly request: CanonicalValue },
  body: (tx: LedgerTx) => Result<T, E>,
): Result<T, E | { readonly refusal: "command-reused" }> {
  const request = requestHash(terminal, command.name, command.request);
  return terminal.store.transaction((tx) => {
    const before = tx.commandResult(command.by.command);
    if (before) {
      // What is stored was written below by this very command, so it has this command's type.
      return before.request === request
        ? ok(JSON.parse(before.result) as T)
        : err({ refusal: "command-reused" as const });
    }
    const result = body(tx);
    if (result.ok) {
      tx.putCommandResult({ command: command.by.command, request, result: canonicalText(result.value) });
    }
    return result;
  });
}

/** Whether a command was carried out already: its answer is kept, and `once` gives it. */
export function isAnswered(terminal: Terminal, command: string): boolean {
  return terminal.store.read.commandResult(command) !== undefined;
}

/** What tells two requests under one id apart. */
export function requestHash(terminal: Terminal, name: string, request: CanonicalValue): string {
  return toHex(terminal.crypto.sha256(utf8Bytes(canonicalText([name, request])))).slice(0, 32);
}
