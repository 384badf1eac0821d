import { Code } from "../kit/shown.tsx";
import { useDigits } from "../look/use-format.ts";

/** The number that a sale's receipt has, in the shop's digits as on paper; without one, the short form of its hash. */
export function SaleNumber({ of: { number, short } }: { readonly of: { number: string; short: string } }) {
  const digits = useDigits();
  return number === "" ? <Code>{short}</Code> : <bdi dir="ltr">{digits.text(number)}</bdi>;
}
