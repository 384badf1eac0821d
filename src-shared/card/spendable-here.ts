import { lastSeen, type CardMemory } from "./card-memory.ts";
import type { CardView } from "./card-view.ts";
import { applicableOperations, usability } from "./card-usable.ts";
import type { TapTerminal } from "./tap-terminal.ts";

/** What may be spent now from this card at this terminal, and what bounds it. */
export interface Spendable {
  readonly minor: number;
  readonly boundBy: "card" | "balance" | "per-tap" | "per-card" | "per-terminal" | "unknown-card" | "unknown-cards";
}

/** The lowest of balance and caps; 0 with `card` when the card can't be written here at all. */
export function spendableHere(of: {
  readonly view: CardView;
  readonly memory: CardMemory;
  readonly terminal: TapTerminal;
}): Spendable {
  const { view, memory, terminal } = of;
  if (view.kind !== "ours" || usability({ view, memory, terminal }).refusal !== null)
    return { minor: 0, boundBy: "card" };
  const { limits, usedMinor, cardClass } = terminal;
  const keepBp = keptBp(terminal);
  const cap = (minor: number, used: number): number => Math.max(0, Math.floor((minor * keepBp) / 10_000) - used);
  const usedHere = memory.spends.reduce((sum, spend) => sum + spend.amountMinor, 0);
  const caps: Spendable[] = [
    { minor: cap(limits.perTapMinor, 0), boundBy: "per-tap" },
    { minor: cap(limits.perCardMinor[cardClass], usedHere), boundBy: "per-card" },
    { minor: cap(limits.perTerminalMinor, usedMinor.terminal), boundBy: "per-terminal" },
  ];
  if (!memory.known && lastSeen(memory) === null) {
    caps.push({ minor: cap(limits.unknownCardMinor, usedHere), boundBy: "unknown-card" });
    caps.push({ minor: cap(limits.unknownCardsMinor, usedMinor.unknownCards), boundBy: "unknown-cards" });
  }
  const lowest = caps.reduce((least, next) => (next.minor < least.minor ? next : least));
  const granted = Math.max(lowest.minor, terminal.authorisedMinor);
  const balance = balanceWithOperations(view, memory, terminal);
  return balance <= granted ? { minor: balance, boundBy: "balance" } : { minor: granted, boundBy: lowest.boundBy };
}

function balanceWithOperations(view: CardView & { kind: "ours" }, memory: CardMemory, terminal: TapTerminal): number {
  const operations = applicableOperations({ view, memory, ceilingMinor: terminal.purseCeilingMinor });
  return operations.reduce((sum, operation) => sum + operation.amountMinor, view.current.record.balanceMinor);
}

function keptBp({ limits, feedAgeMs }: TapTerminal): number {
  return limits.shrink.reduce((kept, step) => (feedAgeMs >= step.olderThanMs ? step.keepBp : kept), 10_000);
}
