/** The one channel between pages and main. */
export const CHANNEL = "vafa";

/** What the bridge needs of Electron's ipcRenderer. */
export interface IpcEnd {
  invoke(channel: string, message: unknown): Promise<unknown>;
  on(channel: string, listener: (event: unknown, message: unknown) => void): unknown;
  removeListener(channel: string, listener: (event: unknown, message: unknown) => void): unknown;
}

/** Everything that a page gets: one way in, one way out. The event, which leads to Electron, stays outside. */
export interface PageBridge {
  readonly invoke: (message: unknown) => Promise<unknown>;
  readonly subscribe: (listener: (message: unknown) => void) => () => void;
}

export function pageBridge(ipc: IpcEnd): PageBridge {
  return {
    invoke: (message) => ipc.invoke(CHANNEL, message),
    subscribe: (listener) => {
      const pass = (_event: unknown, message: unknown): void => listener(message);
      ipc.on(CHANNEL, pass);
      return () => void ipc.removeListener(CHANNEL, pass);
    },
  };
}
