import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { hasScreen, openBrowser } from "../src-main/shell/open-browser.ts";
import { startCounterRig } from "../test/support/counter-rig.ts";
import { serveHardware } from "./demo/hardware/serve-hardware.ts";
import { ensureBuilt } from "./ensure-pages.ts";

const USAGE = "usage: start.sh --demo [--lang fa|en] [--no-open]";
const MEMBERS = 200;

/**
 * The counter on a demo shop, founded anew, with a page of virtual hardware beside it. Says `ready <link to the
 * counter>` and `hardware <link>` on the standard output, and runs until it is ended.
 */
const options = readOptions();
if (options === undefined) {
  process.stderr.write(`${USAGE}\n`);
  process.exitCode = 2;
} else {
  await run(options);
}

async function run({ lang, open }: { readonly lang: "fa" | "en"; readonly open: boolean }): Promise<void> {
  const base = fileURLToPath(new URL("../.vafa/", import.meta.url));
  const rig = await startCounterRig({ base, locale: lang, pages: await ensureBuilt(), members: MEMBERS });
  const hardware = await serveHardware(rig, lang);
  const link = rig.kiosk.newLink();
  process.stdout.write(`ready ${link}\nhardware ${hardware.url}\n`);
  if (open && hasScreen(process.env, process.platform)) for (const url of [hardware.url, link]) openBrowser(url);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(
      signal,
      () =>
        void hardware
          .stop()
          .then(() => rig.stop())
          .finally(() => process.exit(0)),
    );
}

function readOptions(): { readonly lang: "fa" | "en"; readonly open: boolean } | undefined {
  try {
    const { values } = parseArgs({
      options: { lang: { type: "string", default: "fa" }, "no-open": { type: "boolean", default: false } },
    });
    const { lang } = values;
    return lang === "fa" || lang === "en" ? { lang, open: !values["no-open"] } : undefined;
  } catch {
    return undefined;
  }
}
