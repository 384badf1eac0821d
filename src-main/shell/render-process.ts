import { youngGarbage } from "../adapters/node/young-garbage.ts";
import { runRenderHost } from "../adapters/render/render-host.ts";
import { answerPings } from "../core/process/ping.ts";
import { endWithParent, parentLink } from "./spawn-child.ts";

/** The entry of the role "render": draws receipts until its parent ends it. It takes no argument. */
endWithParent();
const link = answerPings(parentLink(), () => runRenderHost(link, youngGarbage()));
