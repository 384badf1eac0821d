import type { Bitmap } from "../../../src-main/core/print/bitmap.ts";
import { skip, type Take, word } from "./escpos-take.ts";
import { PrintHead, type PrintedCode, type PrintedText } from "./print-head.ts";

/** What a virtual printer has seen. */
export interface PrinterCounts {
  readonly bytes: number;
  readonly cuts: number;
  /** `m` of each ESC p, in their order. */
  readonly drawerPulses: readonly number[];
  /** `m` of each pulse by DLE DC4, which opens the drawer also without paper. */
  readonly realTimePulses: readonly number[];
  /** How many bytes it had taken in at each pulse of either kind, that pulse's own among them. */
  readonly pulsedAtByte: readonly number[];
  /** Commands that it doesn't know, or that stand where they have no effect, as hexadecimal. */
  readonly unknown: readonly string[];
  readonly statusRequests: number;
  /** DLE ENQ: how often it was told to go on after an error. */
  readonly recoveries: number;
  /** GS r so far. */
  readonly fences: number;
  /** Real-time commands that were obeyed on reception but stood inside a picture or a text. */
  readonly realTimeInData: number;
  /** What it set in its own letters and drew as codes, from the beginning on; places are of their own sheet. */
  readonly texts: readonly PrintedText[];
  readonly codes: readonly PrintedCode[];
}

export interface EscPosPrinterOptions {
  readonly widthDots: number;
  /** 203 when left out. */
  readonly dpi?: number | undefined;
  /** What it calls itself (GS I 67); TM-T20 when left out. */
  readonly model?: string | undefined;
  /** What it takes in while it can't print. */
  readonly bufferBytes: number;
  readonly onReply: (bytes: Uint8Array) => void;
  readonly onCut: (sheet: Bitmap) => void;
}

const [ESC, GS, DLE, FS, LF] = [0x1b, 0x1d, 0x10, 0x1c, 0x0a];

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
  /** Paper lies in the cutter's way. The error that it makes stays until DLE ENQ 1 comes after it is gone. */
  cutterStuck = false;
  headHot = false;
  /** A clone that knows no status request. */
  answers = true;
  /** A clone that knows neither GS ( H nor GS r. */
  confirms = true;
  /** The roll ends before the head obeys the data byte of this number; status requests are no data. */
  paperEndsAtByte = Infinity;
  readonly #options: EscPosPrinterOptions;
  readonly #head: PrintHead;
  #buffer: number[] = [];
  #parser: Generator<undefined, never, number>;
  #recent: [number, number] = [0, 0];
  #bytes = 0;
  #dataBytes = 0;
  #cuts = 0;
  #statusRequests = 0;
  #realTimeObeyed = 0;
  #cutterError = false;
  #recoveries = 0;
  #fences = 0;
  #realTimeParsed = 0;
  #drawerPulses: number[] = [];
  #realTimePulses: number[] = [];
  #pulsedAtByte: number[] = [];
  /** What of DLE DC4 1 m t is there, from m on; undefined when none is under way. */
  #pulse: number[] | undefined;
  #unknown: string[] = [];

  constructor(options: EscPosPrinterOptions) {
    this.#options = options;
    this.#head = new PrintHead(options.widthDots, options.dpi ?? 203);
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
    this.#cutterError ||= this.cutterStuck;
    while (at < this.#buffer.length && !this.#isOffline()) {
      if (this.#dataBytes === this.paperEndsAtByte) {
        this.paperEndsAtByte = Infinity;
        this.paper = false;
        break;
      }
      this.#dataBytes++;
      this.#parser.next(this.#buffer[at++] ?? 0);
    }
    this.#buffer = this.#buffer.slice(at);
  }

  /** Switched off and on: what it had taken in is lost, and its settings too. */
  restart(): void {
    this.#buffer = [];
    this.#recent = [0, 0];
    this.#pulse = undefined;
    this.#cutterError = this.cutterStuck;
    this.#parser = this.#commands();
    this.#parser.next();
    this.#head.reset();
  }

  counts(): PrinterCounts {
    return {
      bytes: this.#bytes,
      cuts: this.#cuts,
      drawerPulses: this.#drawerPulses,
      realTimePulses: this.#realTimePulses,
      pulsedAtByte: this.#pulsedAtByte,
      unknown: this.#unknown,
      statusRequests: this.#statusRequests,
      recoveries: this.#recoveries,
      fences: this.#fences,
      realTimeInData: this.#realTimeObeyed - this.#realTimeParsed,
      texts: this.#head.texts,
      codes: this.#head.codes,
    };
  }

  #realTime(byte: number): void {
    if (this.#pulse !== undefined) return this.#pulseInRealTime(byte);
    const [first, second] = this.#recent;
    this.#recent = [second, byte];
    if (first !== DLE) return;
    const isStatus = second === 0x04 && byte >= 1 && byte <= 4;
    const isOther = (second === 0x05 && byte <= 2) || (second === 0x14 && byte >= 1 && byte <= 8);
    if (!isStatus && !isOther) return;
    this.#realTimeObeyed++;
    this.#recent = [0, 0];
    if (second === 0x05) this.#recover();
    if (second === 0x14 && byte === 1) this.#pulse = [];
    if (!isStatus) return;
    this.#statusRequests++;
    if (this.answers) this.#options.onReply(Uint8Array.of(this.#status(byte)));
  }

  /** DLE DC4 1 m t: at once, also offline for paper or cover; ignored in an error (as the manuals say). */
  #pulseInRealTime(byte: number): void {
    const [pin, time] = [...(this.#pulse ?? []), byte];
    this.#pulse = time === undefined ? [byte] : undefined;
    if (pin === undefined || time === undefined) return;
    const isRight = pin <= 1 && time >= 1 && time <= 8;
    if (!isRight) this.#unknown.push(hex(DLE, 0x14, 1, pin, time));
    else if (!this.#hasError()) {
      this.#realTimePulses.push(pin);
      this.#pulsedAtByte.push(this.#bytes);
    }
  }

  #status(query: number): number {
    const fixed = 0x12;
    const error = this.#hasError();
    const offline = this.#isOffline();
    switch (query) {
      case 1:
        return fixed | (offline ? 0x08 : 0);
      case 2:
        return fixed | (this.coverOpen ? 0x04 : 0) | (this.paper ? 0 : 0x20) | (error ? 0x40 : 0);
      case 3:
        return fixed | (this.#cutterError ? 0x08 : 0) | (this.error ? 0x20 : 0) | (this.headHot ? 0x40 : 0);
      default:
        return fixed | (this.paperLow ? 0x0c : 0) | (this.paper ? 0 : 0x60);
    }
  }

  #isOffline(): boolean {
    return !this.paper || this.coverOpen || this.#hasError();
  }

  #hasError(): boolean {
    return this.error || this.#cutterError || this.headHot;
  }

  #recover(): void {
    this.#recoveries++;
    this.#cutterError = this.cutterStuck;
    this.run();
  }

  *#commands(): Generator<undefined, never, number> {
    for (;;) {
      const byte = yield;
      if (byte === LF) this.#head.feedLines(1);
      else if (byte === ESC) yield* this.#escape();
      else if (byte === GS) yield* this.#group();
      else if (byte === DLE) yield* this.#dle();
      else if (byte === FS) yield* this.#fs();
      // NUL fills; other control characters are no text.
      else if (byte >= 0x20) this.#head.letter(byte);
      else if (byte !== 0) this.#unknown.push(hex(byte));
    }
  }

  *#dle(): Take {
    const [kind, n] = [yield, yield];
    this.#realTimeParsed++;
    this.#dataBytes -= kind === 0x14 && n === 1 ? 5 : 3;
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
        this.#head.reset();
        return 0;
      case 0x61: {
        const align = yield;
        this.#atLineStart(ESC, kind, align);
        this.#head.align = align % 3;
        return 0;
      }
      case 0x24:
        this.#head.moveTo(yield* word());
        return 0;
      case 0x2a:
        return yield* this.#columns();
      case 0x4a:
        this.#head.feed(yield);
        return 0;
      case 0x64:
        this.#head.feedLines(yield);
        return 0;
      case 0x70:
        this.#drawerPulses.push(yield);
        this.#pulsedAtByte.push(this.#bytes);
        return yield* skip(2);
      case 0x45:
        this.#head.bold = ((yield) & 1) === 1;
        return 0;
      case 0x74:
        this.#head.page = yield;
        return 0;
      case 0x32:
        return 0;
      case 0x33:
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
        this.#head.feed(feed);
        this.#cut();
        return 0;
      }
      case 0x21:
        this.#head.scale = yield;
        return 0;
      case 0x50: {
        const [x, y] = [yield, yield];
        this.#head.units(x, y);
        return 0;
      }
      case 0x61:
        return yield;
      case 0x49: {
        // GS I 67: the model's name.
        const what = yield;
        if (what === 67 && this.confirms)
          this.#options.onReply(Buffer.from(`_${this.#options.model ?? "TM-T20 virtual"}\0`, "latin1"));
        return 0;
      }
      case 0x72:
        yield;
        this.#fences++;
        if (this.confirms) this.#options.onReply(Uint8Array.of(0));
        return 0;
      case 0x28:
        return yield* this.#extended();
      default:
        this.#unknown.push(hex(GS, kind));
        return 0;
    }
  }

  /** ESC * 33 nL nH data: so many columns of 24 dots. Other densities are none that a till of ours sends. */
  *#columns(): Take {
    const mode = yield;
    const count = yield* word();
    if (mode !== 33) this.#unknown.push(hex(ESC, 0x2a, mode));
    const data: number[] = [];
    for (let i = 0; i < count * (mode >= 32 ? 3 : 1); i++) data.push(yield);
    if (mode === 33) this.#head.columns(data);
    return 0;
  }

  #atLineStart(...command: readonly number[]): void {
    if (this.#head.isInLine()) this.#unknown.push(`${hex(...command)} in a line`);
  }

  /** GS v 0 m xL xH yL yH data: painted row by row as it arrives, as the head does. */
  *#raster(): Take {
    const [zero, mode] = [yield, yield];
    if (zero !== 0x30) this.#unknown.push(hex(GS, 0x76, zero));
    this.#atLineStart(GS, 0x76, 0x30);
    const width = yield* word();
    const rows = yield* word();
    const [across, down] = [mode & 1 ? 2 : 1, mode & 2 ? 2 : 1];
    for (let row = 0; row < rows; row++) {
      const { left, top } = this.#head.rasterRow(width * 8 * across, down);
      for (let at = 0; at < width; at++) {
        const byte = yield;
        for (let dot = 0; dot < 8 * across; dot++) {
          if ((byte & (0x80 >> Math.floor(dot / across))) === 0) continue;
          for (let k = 0; k < down; k++) this.#head.black(left + at * 8 * across + dot, top + k);
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
    if (kind === 0x48) {
      if (this.confirms) this.#options.onReply(Uint8Array.of(0x37, 0x22, ...data.slice(2, 6), 0));
    } else if (kind === 0x6b) this.#qrCommand(data);
    else if (kind !== 0x44) this.#unknown.push(hex(GS, 0x28, kind));
    return 0;
  }

  /** GS ( k: 165 model, 167 module, 169 error correction, 180 text, 181 print. */
  #qrCommand(data: readonly number[]): void {
    const [group, action, value = 0, second = 0] = data;
    const { qr } = this.#head;
    if (group !== 0x31) this.#unknown.push(hex(GS, 0x28, 0x6b, group ?? 0));
    else if (action === 0x41 && value === 0x32) return;
    else if (action === 0x43 && value >= 1 && value <= 16) qr.moduleDots = value;
    else if (action === 0x45 && value >= 0x30 && value <= 0x33) qr.level = value - 0x30;
    else if (action === 0x50) qr.text = Buffer.from(data.slice(3)).toString("latin1");
    else if (action === 0x51) {
      this.#atLineStart(GS, 0x28, 0x6b);
      this.#head.printCode();
    } else this.#unknown.push(hex(GS, 0x28, 0x6b, action ?? 0, value, second));
  }

  #cut(): void {
    this.#cuts++;
    this.#options.onCut(this.#head.cut());
  }
}

function hex(...bytes: readonly number[]): string {
  return Buffer.from(bytes).toString("hex");
}
