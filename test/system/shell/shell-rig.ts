import { once } from "node:events";
import { request, type IncomingHttpHeaders } from "node:http";
import { WebSocket } from "ws";
import { WIRE_VERSION } from "../../../src-shared/contract/contract.ts";
import { type PageMessage, type ShellMessage, shellMessage } from "../../../src-shared/contract/wire.ts";
import type { Kiosk } from "../../../src-main/shell/kiosk/start-kiosk.ts";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** One request with exactly these headers, also such as `fetch` would not send. */
export async function ask(url: string, { method = "GET", headers = {}, body }: Ask = {}): Promise<Answer> {
  const sent = request(url, { method, headers: { ...headers }, agent: false });
  sent.end(body);
  const [response] = await once(sent, "response");
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(part);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString("utf8") };
}

/** Opens a link as a browser does; the cookie. */
export async function enter(kiosk: Pick<Kiosk, "newLink">): Promise<string> {
  const { status, headers } = await ask(kiosk.newLink());
  if (status !== 303) throw new Error(`the link answered ${status}`);
  return headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
}

/** Between two questions to a core that starts: asked in a tight loop, the doors turn away whoever asks. */
export function aMoment(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 100));
}

/** A page's end of a WebSocket, as a test holds it. */
export class TestPage {
  readonly messages: ShellMessage[] = [];
  readonly socket: WebSocket;
  #closed: number | undefined;
  readonly #watchers = new Set<() => void>();
  #calls = 0;

  constructor(url: string, headers: Readonly<Record<string, string>>) {
    this.socket = new WebSocket(url, { headers: { ...headers } });
    this.socket.on("message", (data: Buffer) => {
      this.messages.push(...[JSON.parse(data.toString("utf8"))].flat().map((one) => shellMessage.parse(one)));
      this.#changed();
    });
    this.socket.on("error", () => undefined);
    this.socket.on("close", (code) => {
      this.#closed = code;
      this.#changed();
    });
  }

  send(message: PageMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  hello(build: string, more: Partial<Extract<PageMessage, { kind: "hello" }>> = {}): void {
    this.send({ kind: "hello", contract: WIRE_VERSION, build, view: "counter", take: false, ...more });
  }

  /** Sends a call; its number. */
  call(name: string, input: unknown, command?: string): number {
    this.#calls += 1;
    this.send({ kind: "call", id: this.#calls, name, input, ...(command === undefined ? {} : { command }) });
    return this.#calls;
  }

  /** The first message for which `is` holds, from `from` on. Throws when the line ends without it. */
  async wait(is: (message: ShellMessage) => boolean, from = 0): Promise<ShellMessage> {
    const found = await this.#until(() => this.messages.slice(from).find(is) ?? this.#closed);
    if (typeof found === "number") throw new Error(`the line ended (${found}) before what was waited for`);
    return found;
  }

  /** What became of a call. */
  answer(id: number): Promise<ShellMessage> {
    return this.wait((message) => (message.kind === "answer" || message.kind === "fault") && message.id === id);
  }

  /** The code with which the line ended. */
  closed(): Promise<number> {
    return this.#until(() => this.#closed);
  }

  close(): void {
    this.socket.terminate();
  }

  async #until<T>(look: () => T | undefined): Promise<T> {
    const found = look();
    if (found !== undefined) return found;
    return new Promise((resolve) => {
      const watch = (): void => {
        const now = look();
        if (now === undefined) return;
        this.#watchers.delete(watch);
        resolve(now);
      };
      this.#watchers.add(watch);
    });
  }

  #changed(): void {
    for (const watch of this.#watchers) watch();
  }
}

/** A page of this kiosk with the session's cookie and the right origin, its line open. */
export async function openPage(kiosk: Pick<Kiosk, "url">, cookie: string): Promise<TestPage> {
  const page = new TestPage(`${kiosk.url.replace("http", "ws")}/ws`, { cookie, origin: kiosk.url });
  await once(page.socket, "open");
  return page;
}
