import { feedStores, useConnection } from "../stores/event-stores.ts";
import { bridgeLine } from "./bridge.ts";
import { type Api, createApi } from "./create-api.ts";
import type { Transport } from "./transport.ts";
import { webSocketLine } from "./web-socket.ts";

let made: Api | undefined;

/** Opens the line of this page, over Electron's channel where there is one, and feeds the stores from it. */
export function openApi(view: "counter" | "display"): Api {
  return openApiOver(window.vafa === undefined ? webSocketLine() : bridgeLine(window.vafa), view, VAFA_BUILD);
}

/** The same over any line: a test plays the far end of it. */
export function openApiOver(line: Transport, view: "counter" | "display", build: string): Api {
  made ??= connected(line, view, build);
  return made;
}

/** The line of this page. Throws before `openApi`. */
export function theApi(): Api {
  if (made === undefined) throw new Error("the line is not open yet: main.tsx opens it");
  return made;
}

function connected(line: Transport, view: "counter" | "display", build: string): Api {
  const api = createApi(line, { build, view });
  api.onEvent(feedStores);
  api.onConnection((connection) => {
    useConnection.setState({ connection });
    if (connection === "stale") reloadOnce();
  });
  return api;
}

/** A page of an older build loads itself anew, once for each build: if that didn't help, the screen says so. */
function reloadOnce(): void {
  const mark = "vafa.reloaded";
  if (sessionStorage.getItem(mark) === VAFA_BUILD) return;
  sessionStorage.setItem(mark, VAFA_BUILD);
  location.reload();
}
