import { latinDigits } from "../../src-shared/words/format.ts";

/**
 * Whether a typed Iranian national id has ten digits whose last one is right: the sum of the first nine times their
 * place from the right, modulo eleven. Ten equal digits pass the sum and are nobody's.
 */
export function isNationalId(typed: string): boolean {
  const digits = latinDigits(typed).replace(/[\s-]/g, "");
  if (!/^\d{10}$/.test(digits) || /^(\d)\1{9}$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < 9; at++) sum += Number(digits[at]) * (10 - at);
  const rest = sum % 11;
  return Number(digits[9]) === (rest < 2 ? rest : 11 - rest);
}
