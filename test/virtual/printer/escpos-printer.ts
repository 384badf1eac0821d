import { qrMatrix } from "../../../src-main/adapters/render/receipt-canvas.ts";
import type { Bitmap } from "../../../src-main/core/print/bitmap.ts";
import { Paper } from "./paper.ts";
import { paintText } from "./text-cells.ts";

/** What a virtual printer has seen. */
export interface PrinterCounts {
  readonly bytes: number;
  readonly cuts: number;
  /** `m` of each drawer pulse, in their order. */
  readonly drawerPulses: readonly number[];
  /** Commands that it doesn't know, as hexadecimal. */
  readonly unknown: readonly string[];
  readonly statusRequests: number;
  /** Real-time commands that were obeyed on reception but stood inside a picture or a text. */
  readonly realTimeInData: number;
}

export interface EscPosPrinterOptions {
  readonly widthDots: number;
  /** What it takes in while it can't print. */
  readonly bufferBytes: number;
  readonly onReply: (bytes: Uint8Array) => void;
  readonly onCut: (sheet: Bitmap) => void;
}

type Take = Generator<undefined, number, number>;
const [ESC, GS, DLE, FS, LF] = [0x1b, 0x1d, 0x10, 0x1c, 0x0a];
const TEXT_ROWS = 30;

/**
 * An ESC/POS printer without its mechanics: obeys real-time commands when they arrive, wherever they stand; takes the
 * rest from its receive buffer, only while it has paper and its cover is closed; paints what it prints. Bits of its
 * answers as in Epson's manuals.
 */
export class EscPosPrinter {
  paper = true;
  paperLow = false;
  coverOpen = false;
  error = false;
  /** A clone that knows no status request. */
  answers = true;
  readonly #options: EscPosPrinterOptions;
  readonly #sheet: Paper;
  #buffer: number[] = [];
  #parser: Generator<undefined, never, number>;
  #recent: [number, number] = [0, 0];
  #bytes = 0;
  #cuts = 0;
  #statusRequests = 0;
  #realTimeObeyed = 0;
  #realTimeParsed = 0;
  #drawerPulses: number[] = [];
  #unknown: string[] = [];
  #align = 0;
  #scale = 0;
  #line: number[] = [];
  #qr = { module: 3, text: "" };

  constructor(options: EscPosPrinterOptions) {
    this.#options = options;
    this.#sheet = new Paper(options.widthDots);
    this.#parser = this.#commands();
    this.#parser.next();
  }

  /** How many bytes it takes now. */
  room(): number {
    return this.#options.bufferBytes - this.#buffer.length;
  }

  /** Bytes from the line: at most `room()` of them. */
  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#bytes++;
      this.#realTime(byte);
      this.#buffer.push(byte);
    }
    this.run();
  }

  /** Prints from the buffer as far as it can; call it when a switch changed. */
  run(): void {
    let at = 0;
    while (at < this.#buffer.length && this.paper && !this.coverOpen && !this.error) {
      this.#parser.next(this.#buffer[at++] ?? 0);
    }
    this.#buffer = this.#buffer.slice(at);
  }

  /** Switched off and on: what it had taken in is lost, and its settings too. */
  restart(): void {
    this.#buffer = [];
    this.#recent = [0, 0];
    this.#parser = this.#commands();
    this.#parser.next();
    this.#reset();
  }

  counts(): PrinterCounts {
    return {
      bytes: this.#bytes,
      cuts: this.#cuts,
      drawerPulses: this.#drawerPulses,
      unknown: this.#unknown,
      statusRequests: this.#statusRequests,
      realTimeInData: this.#realTimeObeyed - this.#realTimeParsed,
    };
  }

  #realTime(byte: number): void {
    const [first, second] = this.#recent;
    this.#recent = [second, byte];
    if (first !== DLE) return;
    const isStatus = second === 0x04 && byte >= 1 && byte <= 4;
    const isOther = (second === 0x05 && byte <= 2) || (second === 0x14 && byte >= 1 && byte <= 8);
    if (!isStatus && !isOther) return;
    this.#realTimeObeyed++;
    this.#recent = [0, 0];
    if (!isStatus) return;
    this.#statusRequests++;
    if (this.answers) this.#options.onReply(Uint8Array.of(this.#status(byte)));
  }

  #status(query: number): number {
    const fixed = 0x12;
    const offline = !this.paper || this.coverOpen || this.error;
    switch (query) {
      case 1:
        return fixed | (offline ? 0x08 : 0);
      case 2:
        return fixed | (this.coverOpen ? 0x04 : 0) | (this.paper ? 0 : 0x20) | (this.error ? 0x40 : 0);
      case 3:
        return fixed | (this.error ? 0x08 : 0);
      default:
        return fixed | (this.paperLow ? 0x0c : 0) | (this.paper ? 0 : 0x60);
    }
  }

  *#commands(): Generator<undefined, never, number> {
    for (;;) {
      const byte = yield;
      if (byte === LF) this.#printLine();
      else if (byte === ESC) yield* this.#escape();
      else if (byte === GS) yield* this.#group();
      else if (byte === DLE) yield* this.#dle();
      else if (byte === FS) yield* this.#fs();
      // NUL fills; other control characters are no text.
      else if (byte >= 0x20) this.#line.push(byte);
      else if (byte !== 0) this.#unknown.push(hex(byte));
    }
  }

  *#dle(): Take {
    const [kind, n] = [yield, yield];
    this.#realTimeParsed++;
    if (![0x04, 0x05, 0x14].includes(kind)) this.#unknown.push(hex(DLE, kind, n));
    // DLE DC4 1 m t and DLE DC4 8 d1..d7 are longer.
    if (kind === 0x14) yield* skip(n === 1 ? 2 : n === 8 ? 7 : 0);
    return 0;
  }

  *#fs(): Take {
    const kind = yield;
    if (kind !== 0x2e) this.#unknown.push(hex(FS, kind));
    return 0;
  }

  *#escape(): Take {
    const kind = yield;
    switch (kind) {
      case 0x40:
        this.#reset();
        return 0;
      case 0x61:
        this.#align = (yield) % 3;
        return 0;
      case 0x4a:
        this.#printLine(yield);
        return 0;
      case 0x64:
        this.#printLine((yield) * TEXT_ROWS);
        return 0;
      case 0x70:
        this.#drawerPulses.push(yield);
        return yield* skip(2);
      case 0x32:
        return 0;
      case 0x33:
      case 0x45:
      case 0x74:
        return yield;
      default:
        this.#unknown.push(hex(ESC, kind));
        return 0;
    }
  }

  *#group(): Take {
    const kind = yield;
    switch (kind) {
      case 0x76:
        return yield* this.#raster();
      case 0x56: {
        const mode = yield;
        const feed = mode === 0x42 || mode === 0x41 ? yield : 0;
        this.#printLine(feed);
        this.#cut();
        return 0;
      }
      case 0x21:
        this.#scale = yield;
        return 0;
      case 0x50:
        return yield* skip(2);
      case 0x61:
        return yield;
      case 0x72:
        yield;
        this.#options.onReply(Uint8Array.of(0));
        return 0;
      case 0x28:
        return yield* this.#extended();
      default:
        this.#unknown.push(hex(GS, kind));
        return 0;
    }
  }

  /** GS v 0 m xL xH yL yH data: painted row by row as it arrives, as the head does. */
  *#raster(): Take {
    const [zero, mode] = [yield, yield];
    if (zero !== 0x30) this.#unknown.push(hex(GS, 0x76, zero));
    const width = (yield) + (yield) * 256;
    const rows = (yield) + (yield) * 256;
    const [across, down] = [mode & 1 ? 2 : 1, mode & 2 ? 2 : 1];
    const space = this.#sheet.widthDots - width * 8 * across;
    const left = this.#align === 0 ? 0 : Math.max(0, Math.floor(space / (this.#align === 1 ? 2 : 1)));
    for (let row = 0; row < rows; row++) {
      const top = this.#sheet.feed(down);
      for (let at = 0; at < width; at++) {
        const byte = yield;
        for (let dot = 0; dot < 8 * across; dot++) {
          if ((byte & (0x80 >> Math.floor(dot / across))) === 0) continue;
          for (let k = 0; k < down; k++) this.#sheet.black(left + at * 8 * across + dot, top + k);
        }
      }
    }
    return 0;
  }

  /** GS ( X pL pH data. */
  *#extended(): Take {
    const kind = yield;
    const length = (yield) + (yield) * 256;
    const data: number[] = [];
    for (let i = 0; i < length; i++) data.push(yield);
    // H: tells when everything before is printed; the answer names the process.
    if (kind === 0x48) this.#options.onReply(Uint8Array.of(0x37, 0x22, ...data.slice(2, 6), 0));
    else if (kind === 0x6b) this.#qrCommand(data);
    else if (kind !== 0x44) this.#unknown.push(hex(GS, 0x28, kind));
    return 0;
  }

  #qrCommand(data: readonly number[]): void {
    const [group, action, value = 3] = data;
    if (group !== 0x31) this.#unknown.push(hex(GS, 0x28, 0x6b, group ?? 0));
    else if (action === 0x43) this.#qr.module = value;
    else if (action === 0x50) this.#qr.text = Buffer.from(data.slice(3)).toString("latin1");
    else if (action === 0x51) this.#printQr();
  }

  #printQr(): void {
    const { size, dark } = qrMatrix(this.#qr.text);
    const { module } = this.#qr;
    const left = Math.floor((this.#sheet.widthDots - size * module) / 2) * (this.#align === 0 ? 0 : this.#align);
    const top = this.#sheet.feed(size * module);
    for (let y = 0; y < size * module; y++) {
      for (let x = 0; x < size * module; x++) {
        const at = Math.floor(y / module) * size + Math.floor(x / module);
        if (dark[at]) this.#sheet.black(left + x, top + y);
      }
    }
  }

  /** Prints the collected text, if any, then feeds; a line of text alone feeds its own height. */
  #printLine(feedRows?: number): void {
    if (this.#line.length > 0 || feedRows === undefined) {
      const text = Buffer.from(this.#line).toString("latin1");
      const scale = { across: (this.#scale >> 4) + 1, down: (this.#scale & 7) + 1 };
      const top = this.#sheet.feed(Math.max(TEXT_ROWS, scale.down * 24));
      paintText({ text, scale, align: this.#align, widthDots: this.#sheet.widthDots }, (x, y) => {
        this.#sheet.black(x, top + y);
      });
      this.#line = [];
    }
    this.#sheet.feed(feedRows ?? 0);
  }

  #cut(): void {
    this.#cuts++;
    this.#options.onCut(this.#sheet.cut());
  }

  #reset(): void {
    [this.#align, this.#scale] = [0, 0];
    this.#line = [];
  }
}

function* skip(count: number): Take {
  for (let i = 0; i < count; i++) yield;
  return 0;
}

function hex(...bytes: readonly number[]): string {
  return Buffer.from(bytes).toString("hex");
}
