import { ipcMain, type IpcMainInvokeEvent, type WebContents } from "electron";
import type { PageLine, PageLines } from "../page-line.ts";
import { isOurSender } from "./page-address.ts";
import { CHANNEL } from "./page-bridge.ts";

/** Joins windows to the lines: each message's sender is checked, and a window that loads anew gets a new line. */
export class WindowLines {
  readonly #lines: PageLines;
  readonly #open = new Map<number, PageLine>();
  readonly #windows = new Map<number, { readonly isOnlyDisplay: boolean }>();

  constructor(lines: PageLines) {
    this.#lines = lines;
    ipcMain.handle(CHANNEL, (event, message: unknown) => this.#receive(event, message));
  }

  /** Lets a window's page send. */
  add(contents: WebContents, isOnlyDisplay: boolean): void {
    const { id } = contents;
    this.#windows.set(id, { isOnlyDisplay });
    contents.on("did-start-navigation", ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#end(id);
    });
    contents.on("render-process-gone", () => this.#end(id));
    contents.on("destroyed", () => {
      this.#end(id);
      this.#windows.delete(id);
    });
  }

  #receive(event: IpcMainInvokeEvent, message: unknown): void {
    const { sender, senderFrame } = event;
    const window = this.#windows.get(sender.id);
    const isMainFrame = senderFrame !== null && senderFrame === sender.mainFrame;
    const from = { url: senderFrame?.url ?? null, isMainFrame, isOurWindow: window !== undefined };
    // Thrown, so that the page's promise is refused and nothing tells it more.
    if (window === undefined || !isOurSender(from)) throw new Error("not for this sender");
    const line = this.#open.get(sender.id) ?? this.#connect(sender, window.isOnlyDisplay);
    line.receive(message);
  }

  #connect(contents: WebContents, isOnlyDisplay: boolean): PageLine {
    const line = this.#lines.connect({
      isOnlyDisplay,
      // The till's own window has the seat; there is no other one.
      isFresh: !isOnlyDisplay,
      send: (message) => {
        if (!contents.isDestroyed()) contents.send(CHANNEL, message);
      },
      close: () => this.#end(contents.id),
    });
    this.#open.set(contents.id, line);
    return line;
  }

  #end(id: number): void {
    this.#open.get(id)?.gone();
    this.#open.delete(id);
  }
}
