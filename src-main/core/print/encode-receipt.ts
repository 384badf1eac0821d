import { assert, unreachable } from "../../../src-shared/base/assert.ts";
import { concatBytes } from "../../../src-shared/base/bytes.ts";
import { hasSmallestForm, type PrinterProfile } from "../../../src-shared/printer/profile.ts";
import type { NativePart } from "../../../src-shared/receipt/native-parts.ts";
import { checkBitmap } from "./bitmap.ts";
import { columnData, ColumnRuns } from "./column-runs.ts";
import * as command from "./escpos-commands.ts";
import type { Align } from "./escpos-commands.ts";
import { planCheapest } from "./plan-cheapest.ts";
import { planPlain } from "./plan-plain.ts";
import { rowInk, type Drawing, type Piece, type PlanFor, type Stretch } from "./print-plan.ts";
import { breakRealTimeCommands } from "./real-time-guard.ts";

/** A receipt as ESC/POS commands: each must stay whole, between two of them the printer may be asked for its status. */
export interface EncodedReceipt {
  readonly commands: readonly Uint8Array[];
  readonly bandBytesMax: number;
  /** Dots that were made black so that no real-time command stands in the picture. */
  readonly guardedDots: number;
}

/** Band height where a byte is cheap. 24 rows of 576 dots are 150 ms at 115200 baud. */
const BAND_ROWS = 24;
const BAND_ROWS_SLOW = 8;
const SLOW_BAUD = 38_400;
/** Columns that one command may hold however small its bands are: else it would be all head. */
const COLUMNS_MIN = 8;

/** Rows of a band for a line: small enough that a status request soon gets its turn. */
export function bandRowsFor(baudRate: number): number {
  return baudRate < SLOW_BAUD ? BAND_ROWS_SLOW : BAND_ROWS;
}

/** A receipt in the commands that its printer is known to understand (decision 0404). */
export function encodeReceipt(
  { bitmap, native }: Drawing,
  profile: PrinterProfile,
  line: { readonly bandRows: number },
): EncodedReceipt {
  checkBitmap(bitmap);
  assert(bitmap.widthDots === profile.widthDots, "a receipt is drawn for its printer");
  assert(line.bandRows > 0, "a band has rows");
  const plan = { bitmap, profile, bandRows: Math.min(line.bandRows, profile.bandRowsMax) };
  const writer = new Writer(plan);
  const hasText = native.some(({ kind }) => kind === "text");
  writer.commands.push(command.initCommand(profile, hasText));
  for (const piece of pieces(plan, native)) writer.write(piece);
  // Where nothing was printed, no paper moves.
  if (bitmap.heightDots > 0) writer.commands.push(command.cutCommand(profile));
  const { commands, guardedDots } = writer;
  return { commands, bandBytesMax: bandBytesMax(plan), guardedDots };
}

/** Of the printer, not of this receipt: it is also what may be left of another one's band. */
export function bandBytesMax({ profile, bandRows }: Pick<PlanFor, "profile" | "bandRows">): number {
  const ahead = profile.cropLeft || profile.nativeQr ? command.ALIGN_BYTES : 0;
  return (profile.widthDots / 8) * bandRows + command.RASTER_HEAD_BYTES + ahead;
}

function* pieces(plan: PlanFor, native: readonly NativePart[]): Generator<Piece> {
  const { bitmap, profile } = plan;
  const ink = rowInk(bitmap);
  const isPlain = profile.motionUnits === "none" && !profile.cropLeft;
  const columnBytes = bandBytesMax(plan) - command.COLUMNS_HEAD_BYTES - 2 * command.ALIGN_BYTES;
  const countMax = Math.max(COLUMNS_MIN, Math.floor(columnBytes / 3));
  const hasColumns = profile.form === "smallest" && hasSmallestForm(profile);
  const columns = hasColumns ? new ColumnRuns(bitmap, countMax) : undefined;
  const between = (stretch: Stretch): Piece[] => {
    return isPlain ? planPlain(plan, ink, stretch) : planCheapest(plan, ink, stretch, columns);
  };
  let [row, align]: [number, Align] = [0, 0];
  for (const part of native) {
    assert(part.top >= row && part.top + part.height <= bitmap.heightDots, "native parts follow each other");
    yield* between({ from: row, to: part.top, align });
    yield { kind: "native", part };
    [row, align] = [part.top + part.height, part.kind === "qr" ? 1 : 0];
  }
  yield* between({ from: row, to: bitmap.heightDots, align });
}

class Writer {
  readonly commands: Uint8Array[] = [];
  guardedDots = 0;
  readonly #plan: PlanFor;
  #align: Align = 0;

  constructor(plan: PlanFor) {
    this.#plan = plan;
  }

  write(piece: Piece): void {
    switch (piece.kind) {
      case "feed":
        this.#feed(piece.rows);
        return;
      case "raster":
        this.commands.push(concatBytes(this.#aligned(piece.align), this.#raster(piece)));
        return;
      case "columns":
        this.#columns(piece);
        return;
      case "native":
        this.#native(piece.part);
        return;
      default:
        unreachable(piece);
    }
  }

  #feed(rows: number): void {
    const { profile, bandRows } = this.#plan;
    if (profile.motionUnits === "gs-p") {
      this.commands.push(command.feedCommand(rows));
      return;
    }
    // One byte wide: unlike ESC J it needs no agreement about units.
    for (let left = rows; left > 0; left -= bandRows) {
      const height = Math.min(left, bandRows);
      this.commands.push(command.rasterCommand(new Uint8Array(height), height));
    }
  }

  #raster({ top, rows, left, width }: Extract<Piece, { kind: "raster" }>): Uint8Array {
    const { bits, widthDots } = this.#plan.bitmap;
    const band = new Uint8Array(width * rows);
    for (let row = 0; row < rows; row++) {
      const from = (top + row) * (widthDots / 8) + left;
      band.set(bits.subarray(from, from + width), row * width);
    }
    this.guardedDots += breakRealTimeCommands(band);
    return command.rasterCommand(band, rows);
  }

  /** A run is a command of its own: between two the printer may be asked, while its line is not printed yet. */
  #columns({ top, runs }: Extract<Piece, { kind: "columns" }>): void {
    let ahead = this.#aligned(0);
    runs.forEach((run, at) => {
      const data = columnData(this.#plan.bitmap, top, run);
      this.guardedDots += breakRealTimeCommands(data);
      const end = at === runs.length - 1 ? command.feedCommand(24) : new Uint8Array();
      this.commands.push(concatBytes(ahead, command.columnsCommand(run.x, data), end));
      ahead = new Uint8Array();
    });
  }

  #native(part: NativePart): void {
    const ahead = this.#aligned(part.kind === "qr" ? 1 : 0);
    const own = part.kind === "qr" ? command.qrCommand(part) : command.textCommand(part);
    this.commands.push(concatBytes(ahead, own));
  }

  /** ESC a, where another one stands. */
  #aligned(align: Align): Uint8Array {
    if (align === this.#align) return new Uint8Array();
    this.#align = align;
    return command.alignCommand(align);
  }
}
