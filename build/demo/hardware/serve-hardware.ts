import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { basename, join } from "node:path";
import type { Locale } from "../../../src-shared/words/format.ts";
import { PHONE_OFF, phoneTexts } from "../../../src-main/adapters/messages/fake-phone.ts";
import type { CounterRig } from "../../../test/support/counter-rig.ts";
import { hardwarePage } from "./hardware-page.ts";

/** The page of virtual hardware on loopback; its address has a secret, so that no web page can press its buttons. */
export interface Hardware {
  readonly url: string;
  stop(): Promise<void>;
}

const BODY_MAX = 2_000;
const PAPERS_MAX = 12;
const TEXTS_MAX = 50;

export async function serveHardware(rig: CounterRig, locale: Locale): Promise<Hardware> {
  const secret = randomBytes(16).toString("hex");
  const desk = new HardwareDesk(rig);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      send(response, 200, { error: error instanceof Error ? error.message : String(error) });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, given, what, name = ""] = (request.url ?? "").split("/");
    if (request.headers.host !== `127.0.0.1:${port}` || given !== secret) return send(response, 404, {});
    if (request.method === "POST" && what === "act") return send(response, 200, await desk.act(await bodyOf(request)));
    if (what === "paper" && name === "")
      return send(
        response,
        200,
        desk.paper().map((file) => basename(file)),
      );
    if (what === "phone") return send(response, 200, phoneTexts(rig.phone, TEXTS_MAX));
    const file = desk.paper().find((one) => basename(one) === name);
    if (what === "paper" && file !== undefined) {
      response.writeHead(200, { "content-type": "image/png" }).end(readFileSync(file));
      return undefined;
    }
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(hardwarePage(rig, locale));
    return undefined;
  }

  return {
    url: `http://127.0.0.1:${port}/${secret}/`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a hand does to the hardware, by the names of the page's buttons. */
class HardwareDesk {
  readonly #rig: CounterRig;
  #torn = 0;
  #lying: string | undefined;
  #acts = 0;

  constructor(rig: CounterRig) {
    this.#rig = rig;
  }

  /** The pictures that hang out of the printer, newest first. */
  paper(): string[] {
    return this.#rig.printer.receipts().slice(this.#torn).reverse().slice(0, PAPERS_MAX);
  }

  async act({ name, value }: { readonly name: string; readonly value: string }): Promise<object> {
    const { pcsc, printer, core, kiosk, cards } = this.#rig;
    const acts: Readonly<Record<string, () => unknown>> = {
      link: () => ({ link: kiosk.newLink() }),
      put: () => {
        const chosen = cards.find(({ id }) => id === value);
        if (chosen === undefined) throw new Error("no such card");
        this.#lying = chosen.id;
        return pcsc.insert(chosen.card);
      },
      take: () => {
        this.#lying = undefined;
        return pcsc.remove();
      },
      tear: () => {
        const lying = cards.find(({ id }) => id === this.#lying);
        lying?.card.arm({ kind: "tear-torn", atApdu: Math.max(1, Number(value) || 1), seed: Date.now() });
      },
      unplug: () => pcsc.kill(),
      plug: () => pcsc.start(),
      "paper-out": () => printer.setPaper(false),
      "paper-in": () => printer.setPaper(true),
      "paper-low": () => printer.set({ paperLow: true }),
      "paper-full": () => printer.set({ paperLow: false }),
      "cutter-jam": () => printer.set({ cutterStuck: true }),
      "cutter-clear": () => printer.set({ cutterStuck: false }),
      "head-hot": () => printer.set({ headHot: true }),
      "head-cool": () => printer.set({ headHot: false }),
      "cable-out": () => printer.unplug(),
      "cable-in": () => printer.plug(),
      "cover-open": () => printer.set({ coverOpen: true }),
      "cover-shut": () => printer.set({ coverOpen: false }),
      "power-off": () => printer.set({ power: false }),
      "power-on": () => printer.set({ power: true }),
      "tear-off": () => (this.#torn = printer.receipts().length),
      "phone-off": () => writeFileSync(join(this.#rig.phone, PHONE_OFF), ""),
      "phone-on": () => rmSync(join(this.#rig.phone, PHONE_OFF), { force: true }),
      scan: async () => {
        const scanned = await this.#rig.ask("counter.scan", { text: value });
        return scanned.ok ? {} : { error: scanned.error.refusal };
      },
      "kill-core": () => {
        const pid = core.pid();
        if (pid !== undefined) process.kill(pid, "SIGKILL");
      },
      "office-away": () => this.#office(true),
      "office-back": () => this.#office(false),
    };
    const act = acts[name];
    if (act === undefined) throw new Error("no such act");
    const told = await act();
    const isAnswer = name === "link" || name === "scan";
    return isAnswer && typeof told === "object" && told !== null ? told : {};
  }

  #office(away: boolean): Promise<unknown> {
    const by = { command: `hardware.office.${process.pid}.${++this.#acts}`, actor: "1.1" };
    return this.#rig.core.command("office-away", by, { away });
  }
}

async function bodyOf(request: IncomingMessage): Promise<{ readonly name: string; readonly value: string }> {
  let text = "";
  for await (const part of request) {
    text += String(part);
    if (text.length > BODY_MAX) throw new Error("too long");
  }
  const parsed: unknown = JSON.parse(text);
  return { name: String(Reflect.get(Object(parsed), "name")), value: String(Reflect.get(Object(parsed), "value")) };
}

function send(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
}
