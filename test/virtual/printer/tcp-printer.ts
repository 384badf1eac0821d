import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import type { Bitmap } from "../../../src-main/core/print/bitmap.ts";
import { EscPosPrinter } from "./escpos-printer.ts";

/** A network printer on loopback that takes one connection at a time and refuses others, as most do. */
export interface TcpPrinter {
  readonly port: number;
  readonly printer: EscPosPrinter;
  readonly sheets: readonly Bitmap[];
  /** Connections that it took so far. */
  connections(): number;
  /** Ends the connection, as a printer does that is switched off. */
  hangUp(): void;
  stop(): Promise<void>;
}

export async function startTcpPrinter(port = 0): Promise<TcpPrinter> {
  const sheets: Bitmap[] = [];
  let [socket, taken]: [Socket | undefined, number] = [undefined, 0];
  const printer = new EscPosPrinter({
    widthDots: 576,
    bufferBytes: 65_536,
    onReply: (bytes) => void socket?.write(bytes),
    onCut: (sheet) => void sheets.push(sheet),
  });
  const server = createServer((next) => {
    next.on("error", () => {});
    if (socket !== undefined) return void next.resetAndDestroy();
    socket = next;
    taken++;
    next.setNoDelay(true);
    next.on("data", (bytes) => printer.receive(bytes));
    next.on("close", () => (socket = undefined));
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    printer,
    sheets,
    connections: () => taken,
    hangUp: () => void socket?.resetAndDestroy(),
    stop: async () => {
      socket?.destroy();
      if (server.listening) await new Promise((resolve) => server.close(resolve));
    },
  };
}
