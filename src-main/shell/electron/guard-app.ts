import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { app, protocol, session } from "electron";
import { isOwnPage, PAGE_ORIGIN, PAGE_POLICY, PAGE_SCHEME, pageFile, pageNames } from "./page-address.ts";

/** Called before Electron is ready: the scheme, and a sandbox for every page. */
export function declareScheme(): void {
  app.enableSandbox();
  const privileges = { standard: true, secure: true, supportFetchAPI: true };
  protocol.registerSchemesAsPrivileged([{ scheme: PAGE_SCHEME, privileges }]);
}

/** Serves the pages under their own scheme, and shuts every other way in or out of a page. */
export function guardApp(folder: string): void {
  const names = pageNames(folder);
  protocol.handle(PAGE_SCHEME, async ({ url, method }) => {
    const file = method === "GET" ? pageFile(url, names) : undefined;
    if (file === undefined) return new Response(null, { status: 404 });
    const headers = {
      "content-type": file.type,
      "content-security-policy": PAGE_POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    };
    return new Response(new Uint8Array(await readFile(join(folder, file.name))), { headers });
  });
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest(({ url }, answer) => {
    // The developer's tools have a scheme of their own; a packed till has none of them.
    answer({ cancel: !url.startsWith(`${PAGE_ORIGIN}/`) && (app.isPackaged || !url.startsWith("devtools:")) });
  });
}

/** Every window of the program, however it came to be: it shows our pages, and opens nothing. */
export function guardWindows(): void {
  app.on("web-contents-created", (_event, contents) => {
    contents.on("will-navigate", (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on("will-redirect", (event) => event.preventDefault());
    contents.on("will-attach-webview", (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: "deny" }));
  });
}
