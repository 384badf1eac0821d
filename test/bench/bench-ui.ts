import { startVirtualPcsc } from "../virtual/pcscd/virtual-pcsc.ts";
import type { Bench, Figure } from "./bench.ts";
import { seededRandom } from "./member-generator.ts";
import { fillBasket, seatedTill } from "./seated-till.ts";
import { buildAll, startShell, withKeys } from "./shell-run.ts";
import { MANY_MEMBERS_SHOP, shopDatabase } from "./shop-database.ts";
import { openShopTerminal } from "./shop-terminal.ts";
import { launchBrowser, newWindow, signIn, type TillWindow } from "./till-browser.ts";
import { keyFigures } from "./ui-keys.ts";
import { namedCards, type NamedCard, saleFigure, tapFigures } from "./ui-taps.ts";
import { workFolder } from "./work-folder.ts";

const TAPS = 40;
const SALES = 5;

/**
 * The counter in a real Chromium on the real kiosk shell and core, with a real pcscd, in a shop of 1,000,000 members
 * and with an open bill of 200 lines and a member, which the core finds when it starts.
 * - `first-load-kb`: what comes over the network, headers and fonts too, until a fresh browser shows the counter;
 * - `key-work-p95`, `key-paint`: see `keyFigures`;
 * - `tap-paint-p95`: from the card's last answer to the paint of its member, nothing slowed down;
 * - `sale-keys`: keys beside the amount's digits of sales that are performed.
 */
export const bench: Bench = {
  name: "ui",
  async *run(say) {
    buildAll();
    const database = await shopDatabase(MANY_MEMBERS_SHOP, say);
    const work = workFolder();
    const path = work.copy(database, "data");
    const cards = await prepare(path);
    const pcsc = await startVirtualPcsc();
    const browser = await launchBrowser();
    const shell = await startShell(await withKeys(path, work.path), pcsc.env);
    try {
      const till = await newWindow(browser);
      yield await firstLoad(till, shell.link);
      yield* keyFigures(browser, till);
      yield* await tapFigures(till, pcsc, cards.slice(SALES));
      // The long bill is paid, so that the next one begins.
      await till.page.keyboard.press("Enter");
      await till.page.getByTestId("flash").waitFor();
      yield await saleFigure(till, pcsc, cards.slice(0, SALES));
    } finally {
      await browser.close();
      await shell.stop();
      await pcsc.stop();
      work.remove();
    }
  },
};

/** Leaves a long open bill in the database; gives the cards that will be laid down. */
async function prepare(path: string): Promise<readonly NamedCard[]> {
  const shop = openShopTerminal(path);
  await fillBasket(await seatedTill(shop.terminal), shop.terminal);
  const cards = namedCards(shop, MANY_MEMBERS_SHOP, { count: TAPS + SALES, random: seededRandom(11) });
  shop.close();
  return cards;
}

async function firstLoad(till: TillWindow, link: string): Promise<Figure> {
  let bytes = 0;
  till.debug.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await till.debug.send("Network.enable");
  await till.page.goto(link);
  await signIn(till);
  await till.page.waitForLoadState("networkidle");
  await till.debug.send("Network.disable");
  return { name: "first-load-kb", value: bytes / 1000, unit: "kB" };
}
