import { must } from "../../src-shared/base/assert.ts";
import { runReaderHost } from "../adapters/pcsc/reader-host.ts";
import type { ReaderRules } from "../core/card/reader-names.ts";
import { answerPings } from "../core/process/ping.ts";
import { childArgument, endWithParent, parentLink } from "./spawn-child.ts";

/** How long the last report may take to leave before the process ends. */
const FLUSH_MS = 50;

endWithParent();
const argument = childArgument();
const driver = argument["driver"];
// Written by openCardReader, a line of this very program.
const rules = JSON.parse(must(argument["rules"], "the reader process is told its rules")) as ReaderRules;
const link = answerPings(parentLink(), () => {
  void runReaderHost({
    link,
    rules,
    driver: driver === "nfc-pcsc" || driver === "pcsc-mini" ? driver : "auto",
    exit: () => setTimeout(() => process.exit(75), FLUSH_MS),
  });
});
