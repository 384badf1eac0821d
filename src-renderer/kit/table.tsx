import { type ReactNode, useRef } from "react";
import { useVirtualizer } from "@tanstack/react-virtual";
import { classNames } from "./class-names.ts";
import styles from "./table.module.css";

export interface ColumnOf<R> {
  readonly id: string;
  readonly title: string;
  readonly cell: (row: R) => ReactNode;
  /** Numbers stand units under units, at the right in both languages. */
  readonly isNumber?: boolean;
  /** Free text: breaks wherever it must, before the last column is pushed out of sight. */
  readonly isLong?: boolean;
}

export interface TableProps<R> {
  /** Its name for a screen reader. */
  readonly label: string;
  readonly columns: readonly ColumnOf<R>[];
  readonly rows: readonly R[];
  readonly rowId: (row: R) => string;
  /** Makes rows something to open: by press, by Enter. */
  readonly onOpen?: (row: R) => void;
  readonly empty?: ReactNode;
}

/** A plain table, for up to a few hundred rows. */
export function Table<R>({ label, columns, rows, rowId, onOpen, empty }: TableProps<R>) {
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  return (
    <div className={classNames(styles["frame"])} {...(onOpen === undefined ? scrolledByKeys(label) : {})}>
      <table className={classNames(styles["table"])} aria-label={label}>
        <thead>
          <tr>
            {columns.map(({ id, title, isNumber }) => (
              <th key={id} scope="col" className={classNames(isNumber === true && styles["number"])}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)} {...opening(onOpen, row)}>
              {columns.map(({ id, cell, isNumber, isLong }) => (
                <td key={id} className={classNames(isNumber === true && styles["number"], isLong && styles["long"])}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Where no row takes the focus, the keys scroll what is wider than the screen. */
function scrolledByKeys(label: string) {
  return { tabIndex: 0, role: "region", "aria-label": label };
}

const ROW_PX = 48;
const OVERSCAN = 8;

/** The same for any number of rows: only what is in sight is in the document. At most 70 % of the screen's height. */
export function VirtualTable<R>({ label, columns, rows, rowId, onOpen, empty }: TableProps<R>) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
  });
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;
  const template = { gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))` };
  return (
    <div ref={frame} className={classNames(styles["scroll"])} tabIndex={0} role="region" aria-label={label}>
      <div role="table" aria-label={label} aria-rowcount={rows.length + 1}>
        <div role="row" aria-rowindex={1} className={classNames(styles["head"])} style={template}>
          {columns.map(({ id, title, isNumber }) => (
            <div key={id} role="columnheader" className={classNames(isNumber === true && styles["number"])}>
              {title}
            </div>
          ))}
        </div>
        <div role="rowgroup" className={classNames(styles["rows"])} style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            const place = { ...template, transform: `translateY(${start}px)`, blockSize: ROW_PX };
            return (
              <div
                key={rowId(row)}
                role="row"
                aria-rowindex={index + 2}
                className={classNames(styles["row"])}
                style={place}
                {...opening(onOpen, row)}
              >
                {columns.map(({ id, cell, isNumber }) => (
                  <div key={id} role="cell" className={classNames(isNumber === true && styles["number"])}>
                    {cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

function opening<R>(onOpen: ((row: R) => void) | undefined, row: R) {
  if (onOpen === undefined) return {};
  return {
    tabIndex: 0,
    "data-opens": true,
    onClick: () => onOpen(row),
    onKeyDown: (event: { readonly key: string; readonly target: unknown; readonly currentTarget: unknown }) => {
      if (event.key === "Enter" && event.target === event.currentTarget) onOpen(row);
    },
  };
}
