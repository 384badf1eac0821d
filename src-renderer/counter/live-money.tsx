import { type Followed, Live } from "../kit/live.tsx";
import { MoneyBox } from "../kit/shown.tsx";
import { useMoney } from "../look/use-format.ts";

/** A rial amount with its unit, kept as `minor` says after each change of `stores`. */
export function LiveMoney(props: {
  readonly stores: readonly Followed[];
  readonly minor: () => number;
  readonly big?: boolean;
}) {
  const { stores, minor, big = false } = props;
  const { number } = useMoney();
  return (
    <MoneyBox big={big}>
      <Live as="bdi" dir="ltr" stores={stores} text={() => number(minor())} />
    </MoneyBox>
  );
}
