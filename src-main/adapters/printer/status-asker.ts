import { statusRequest, type StatusQuery } from "../../core/print/escpos-status.ts";
import type { PrinterLine } from "./printer-line.ts";

/** How one question ended. */
export type StatusAnswer = number | "silent" | "gone" | "stalled";

/** Asks DLE EOT and keeps the answers apart. */
export interface StatusAsker {
  ask(query: StatusQuery, limitMs: number): Promise<StatusAnswer>;
  onAnswer(byte: number): void;
  /** Waits no more for the answers that are late: the printer was off and has never heard those questions. */
  forgetLate(): void;
  /** Forgets every question: another connection begins, or this one ended. */
  reset(): void;
}

interface Question {
  /** Undefined when nobody waits any more; its answer may still come and must not pass for the next one's. */
  resolve: ((answer: StatusAnswer) => void) | undefined;
  readonly askedAtMs: number;
}

/** A late answer is waited for this long; after that the printer has dropped the question. */
const LATE_MS = 5_000;
/** Writing three bytes; longer, and the printer takes nothing. */
const WRITE_LIMIT_MS = 5_000;

/**
 * Answers come in the order of the questions and don't say which they belong to, so each goes to the oldest question,
 * also to one whose time was over: a "near end" read as "cover open" would stop a good printer.
 */
export function createStatusAsker(line: () => PrinterLine): StatusAsker {
  const questions: Question[] = [];
  const drop = (nowMs: number): void => {
    while (questions[0]?.resolve === undefined && questions[0] && nowMs - questions[0].askedAtMs > LATE_MS) {
      questions.shift();
    }
  };
  return {
    ask: async (query, limitMs) => {
      drop(performance.now());
      const question: Question = { resolve: undefined, askedAtMs: performance.now() };
      const answer = new Promise<StatusAnswer>((resolve) => {
        question.resolve = resolve;
      });
      questions.push(question);
      const written = await line().write(statusRequest(query), WRITE_LIMIT_MS);
      if (written !== "written") {
        question.resolve = undefined;
        return written;
      }
      const limit = setTimeout(() => {
        question.resolve?.("silent");
        question.resolve = undefined;
      }, limitMs);
      const result = await answer;
      clearTimeout(limit);
      return result;
    },
    onAnswer: (byte) => {
      drop(performance.now());
      questions.shift()?.resolve?.(byte);
    },
    forgetLate: () => {
      const waited = questions.filter(({ resolve }) => resolve !== undefined);
      questions.splice(0, questions.length, ...waited);
    },
    reset: () => {
      for (const question of questions.splice(0)) question.resolve?.("gone");
    },
  };
}
