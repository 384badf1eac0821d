import { parseDate } from "@internationalized/date";
import type { DateValue } from "react-aria-components";
import {
  Button,
  Calendar,
  CalendarCell,
  CalendarGrid,
  CalendarStateContext,
  DateInput,
  DatePicker,
  DateSegment,
  Dialog,
  Group,
  Label,
  Popover,
  useLocale,
} from "react-aria-components";
import { useCallback, useContext } from "react";
import { useLook } from "../look/look-store.ts";
import { useWords } from "../look/use-words.ts";
import { classNames } from "./class-names.ts";
import styles from "./date-field.module.css";
import { takeAllDigits } from "./own-digits.ts";
import { FieldNotes, type FieldProps } from "./text-field.tsx";

/**
 * A day, typed or picked in the shop's calendar; `value` is `YYYY-MM-DD` (Gregorian, as it is stored) or null. It has
 * no time zone, so that a birthday can't slip.
 */
export function DateField(
  props: FieldProps & {
    readonly value: string | null;
    readonly onChange: (value: string | null) => void;
    /** The first and the last day that may be chosen, `YYYY-MM-DD`. */
    readonly min?: string;
    readonly max?: string;
  },
) {
  const { t } = useWords();
  const digits = useLook((look) => look.display.digits);
  const field = useCallback((group: HTMLElement | null) => takeAllDigits(group, digits), [digits]);
  return (
    <DatePicker
      className={classNames(styles["field"])}
      value={props.value === null ? null : parseDate(props.value)}
      onChange={(date) => props.onChange(date === null ? null : isoDay(date))}
      {...(props.min === undefined ? {} : { minValue: parseDate(props.min) })}
      {...(props.max === undefined ? {} : { maxValue: parseDate(props.max) })}
      isInvalid={props.error !== undefined}
      isDisabled={props.isDisabled ?? false}
      isRequired={props.isRequired ?? false}
      validationBehavior="aria"
      shouldForceLeadingZeros
    >
      <Label className={classNames(styles["label"])}>{props.label}</Label>
      <Group ref={field} className={classNames(styles["box"])}>
        <DateInput className={classNames(styles["segments"])}>
          {(segment) => <DateSegment segment={segment} className={classNames(styles["segment"])} />}
        </DateInput>
        <Button className={classNames(styles["open"])} aria-label={t("kit.open-calendar")}>
          <span aria-hidden="true">▾</span>
        </Button>
      </Group>
      <FieldNotes help={props.help} error={props.error} />
      <Popover className={classNames(styles["popover"])}>
        <Dialog className={classNames(styles["dialog"])} aria-label={props.label}>
          <Calendar>
            <header className={classNames(styles["head"])}>
              <Button slot="previous" className={classNames(styles["open"])} aria-label={t("kit.previous-month")}>
                <span aria-hidden="true" className={classNames(styles["arrow"])}>
                  ‹
                </span>
              </Button>
              <MonthHeading />
              <Button slot="next" className={classNames(styles["open"])} aria-label={t("kit.next-month")}>
                <span aria-hidden="true" className={classNames(styles["arrow"])}>
                  ›
                </span>
              </Button>
            </header>
            <CalendarGrid>{(date) => <CalendarCell date={date} className={classNames(styles["day"])} />}</CalendarGrid>
          </Calendar>
        </Dialog>
      </Popover>
    </DatePicker>
  );
}

/** Month and year in the order in which people say them: React Aria's own heading puts the year first in Persian. */
function MonthHeading() {
  const state = useContext(CalendarStateContext);
  const { locale } = useLocale();
  if (state === null) return null;
  const first = state.visibleRange.start.toDate("UTC");
  const part = (options: Intl.DateTimeFormatOptions, type: "month" | "year"): string =>
    new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options })
      .formatToParts(first)
      .filter((one) => one.type === type)
      .map(({ value }) => value)
      .join("");
  return (
    <strong className={classNames(styles["month"])} aria-hidden="true">
      {part({ month: "long" }, "month")} {part({ year: "numeric" }, "year")}
    </strong>
  );
}

function isoDay(date: DateValue): string {
  // CalendarDate's own text is the Gregorian ISO day, whatever its calendar.
  return date.toString().slice(0, 10);
}
