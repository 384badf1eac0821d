import type { PrinterAnswer } from "../../core/print/escpos-answers.ts";

/** One answer that is due, of which nobody knows when it comes. */
export interface AwaitedAnswer {
  /** From now on this answer is looked for; what came before doesn't count. Call it before the request leaves. */
  expect(is: (answer: PrinterAnswer) => boolean): void;
  /** True as soon as it has come (also before this call), false when it didn't within `limitMs`. */
  came(limitMs: number): Promise<boolean>;
  onAnswer(answer: PrinterAnswer): void;
}

export function createAwaitedAnswer(): AwaitedAnswer {
  let is: ((answer: PrinterAnswer) => boolean) | undefined;
  let hasCome = false;
  let told: (() => void) | undefined;
  return {
    expect: (wanted) => {
      is = wanted;
      hasCome = false;
    },
    came: (limitMs) => {
      if (hasCome) return Promise.resolve(true);
      return new Promise((resolve) => {
        const end = (): void => {
          clearTimeout(limit);
          told = undefined;
          resolve(hasCome);
        };
        const limit = setTimeout(end, limitMs);
        told = end;
      });
    },
    onAnswer: (answer) => {
      if (is?.(answer) !== true) return;
      is = undefined;
      hasCome = true;
      told?.();
    },
  };
}
