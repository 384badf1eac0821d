import { err, ok, type Result } from "../../../src-shared/base/result.ts";
import type { Counter } from "../counter/counter.ts";
import { askOpenings } from "../terminal/ask-head-office.ts";
import { requestHash } from "../terminal/command.ts";
import type { Actor } from "../terminal/context.ts";
import { lastSaleOf } from "../terminal/last-sale.ts";
import { ROWS_A_TURN, type Pace } from "./import-file.ts";
import {
  beginJob,
  carryBatch,
  finishJob,
  lastImport,
  openJob,
  progressOf,
  rowsOf,
  type ImportDone,
  type ImportJob,
  type ImportRows,
  type JobParts,
  type LastImport,
} from "./import-job.ts";
import { planMembers, type MemberPlan } from "./plan-members.ts";
import { planProducts, type ProductPlan } from "./plan-products.ts";

/** What carrying out a file can be refused with; "import-changed" when it would do something else than was checked. */
export type ImportRefused = {
  readonly refusal: "import-broken" | "import-changed" | "import-running" | "import-waits" | "command-reused";
};

/** A file with the hash of the plan that a person has seen. */
export interface ImportRequest {
  readonly csv: string;
  readonly planHash: string;
}

type Done = Result<ImportDone, ImportRefused>;

/** A plan, as far as it decides whether it is carried out, and its rows. */
interface Planned {
  readonly plan: { readonly hash: string; readonly faultCount: number };
  readonly what: ImportRows;
}

/** How far a file is that is checked or imported now. */
export interface FileProgress {
  readonly kind: ImportJob["kind"];
  readonly phase: "checking" | "importing";
  readonly done: number;
  readonly rows: number;
}

/** How often a check goes through all rows: their form, what is here already, and who introduced whom. */
const PASSES = { members: 3, products: 2 } as const;

/** How long an import that could not go on (an absent head office, a full disk) waits before it tries again. */
const AGAIN_AFTER_MS = 30_000;

/**
 * Imports of members and products: a check that writes nothing, and then all of a file, once, beside selling. What was
 * begun is on disk as a job and is carried out to its end, also after a power cut
 * (docs/decisions/0508-an-import-is-a-job.md).
 */
export class ImportDesk {
  readonly #parts: JobParts;
  readonly #counter: Pick<Counter, "contact">;
  readonly #pace: Pace;
  /** The file that is being checked, where no import is under way. */
  #checking: FileProgress | undefined;
  #running: { readonly command: string; readonly request: string; readonly done: Promise<Done> } | undefined;

  constructor(parts: JobParts & { readonly counter: Pick<Counter, "contact"> }) {
    this.#parts = parts;
    this.#counter = parts.counter;
    const { timers } = parts.terminal;
    this.#pace = { pause: () => new Promise((resolve) => void timers.after(0, resolve)) };
  }

  /** What a file of members would do. */
  checkMembers(csv: string): Promise<MemberPlan> {
    return this.#counted("members", csv, (pace) => planMembers(this.#parts.terminal, csv, pace));
  }

  /** What a file of products would do. */
  checkProducts(csv: string): Promise<ProductPlan> {
    return this.#counted("products", csv, (pace) => planProducts(this.#parts, csv, pace));
  }

  /** Enrols the members of a file and opens their balances: all of them, or none. */
  importMembers(by: Actor, asked: ImportRequest): Promise<Done> {
    return this.#once(by, { name: "import-members", asked }, async () => {
      const plan = await this.checkMembers(asked.csv);
      const { toImport: rows, balances } = plan;
      return { plan, what: { kind: "members", rows, balances: balances.count, sumMinor: balances.sumMinor } };
    });
  }

  /** Keeps the products of a file: all of them, or none. */
  importProducts(by: Actor, asked: ImportRequest): Promise<Done> {
    return this.#once(by, { name: "import-products", asked }, async () => {
      const plan = await this.checkProducts(asked.csv);
      return { plan, what: { kind: "products", rows: plan.toImport } };
    });
  }

  /** How many rows of the import under way are carried out, or of a file are checked; and how the last one ended. */
  progress(): { readonly now: FileProgress | null; readonly last: LastImport | null } {
    const { read } = this.#parts.terminal.store;
    const job = openJob(read);
    const importing = job && { kind: job.kind, phase: "importing" as const, ...rowsOf(job, progressOf(read)) };
    return { now: importing ?? this.#checking ?? null, last: lastImport(read) ?? null };
  }

  /** Goes on with an import that a power cut, a full disk or an absent head office stopped. */
  resume(): void {
    const job = this.#running === undefined ? openJob(this.#parts.terminal.store.read) : undefined;
    if (job === undefined) return;
    const done = this.#start(job.by.command, job.request, () => this.#run(job));
    // Whoever asked for it is gone; that it waits, or why it failed, is in the log.
    done.catch(() => undefined);
  }

  /** Once for each command: asked again, while it runs or later, it gives the one answer. */
  async #once(
    by: Actor,
    of: { readonly name: string; readonly asked: ImportRequest },
    planned: () => Promise<Planned>,
  ): Promise<Done> {
    const { terminal } = this.#parts;
    const request = requestHash(terminal, of.name, of.asked.planHash);
    const before = terminal.store.read.commandResult(by.command);
    if (before !== undefined && before.request !== request) return err({ refusal: "command-reused" });
    // Written by `finishJob` for this very command.
    if (before !== undefined) return ok(JSON.parse(before.result) as ImportDone);
    this.resume();
    const running = this.#running;
    if (running !== undefined && running.command !== by.command) return err({ refusal: "import-running" });
    if (running !== undefined) return running.request === request ? running.done : err({ refusal: "command-reused" });
    return this.#start(by.command, request, async () => {
      const { plan, what } = await planned();
      if (plan.faultCount > 0) return err({ refusal: "import-broken" });
      if (plan.hash !== of.asked.planHash) return err({ refusal: "import-changed" });
      return this.#run(beginJob(this.#parts, { by, request, what }));
    });
  }

  /** Counts the turns of a check, each of which has looked at some rows in one of its passes. */
  async #counted<P>(kind: keyof typeof PASSES, csv: string, plan: (pace: Pace) => Promise<P>): Promise<P> {
    const rows = linesIn(csv);
    let turns = 0;
    const pause = (): Promise<void> => {
      turns += 1;
      const done = Math.min(rows, Math.floor((turns * ROWS_A_TURN) / PASSES[kind]));
      this.#checking = { kind, phase: "checking", done, rows };
      return this.#pace.pause();
    };
    try {
      return await plan({ pause });
    } finally {
      this.#checking = undefined;
    }
  }

  #start(command: string, request: string, run: () => Promise<Done>): Promise<Done> {
    const done = run().finally(() => {
      this.#running = undefined;
    });
    this.#running = { command, request, done };
    return done;
  }

  /** Batch by batch; between two of them everything else that waits in the core has its turn. */
  async #run(job: ImportJob): Promise<Done> {
    const { terminal } = this.#parts;
    try {
      for (;;) {
        const { pending: balances, next } = progressOf(terminal.store.read);
        if (balances.length > 0 && !(await askOpenings(terminal, { by: job.by, balances }))) {
          this.#again("import-waits");
          return err({ refusal: "import-waits" });
        }
        if (next >= job.batches) return ok(finishJob(terminal, job));
        await this.#pace.pause();
        carryBatch(this.#parts, job);
        // A look now is short; the next key's, behind thousands of enrolments, would not be.
        lastSaleOf(terminal.store.read, terminal.identity);
        await this.#pace.pause();
        // Enrolments reach the authority in small portions: thousands at once would hold up a sale.
        await this.#counter.contact();
      }
    } catch (error) {
      this.#again(String(error));
      throw error;
    }
  }

  #again(why: string): void {
    const { log, timers } = this.#parts.terminal;
    log.log("warn", "import-stopped", { detail: why });
    timers.after(AGAIN_AFTER_MS, () => this.resume());
  }
}

/** Lines below the headings, nearly: a cell may hold a line of its own. */
function linesIn(csv: string): number {
  let lines = 0;
  for (let at = csv.indexOf("\n"); at !== -1 && at < csv.length - 1; at = csv.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
