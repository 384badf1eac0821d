/** A test, or a file or a step as a whole, that failed. */
export interface Failure {
  readonly file: string;
  readonly name: string;
  /** The first line of why. */
  readonly reason: string;
}

/** What one suite, or all of them together, came to. */
export interface Tally {
  readonly passed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
  /** Passed, but not at the first try, and why not: somebody should look for what they wait too little for. */
  readonly retried: readonly Failure[];
}

/** The parts that we read of Vitest's JSON report (its `json` reporter, which follows Jest's format). */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/** How a suite's process ended, and the text of its report: null when it left none. */
export interface SuiteRun {
  readonly suite: string;
  readonly exitCode: number;
  readonly report: string | null;
  /** Whether the suite has test files: then a run of no tests is a failure, not a success. */
  readonly hasFiles: boolean;
}

/** Counts a suite's run. What went wrong outside of any test counts as one failure, so that it can't be overlooked. */
export function tallyOf({ suite, exitCode, report, hasFiles }: SuiteRun): Tally {
  const whole = (reason: string): Failure => ({ file: "", name: `suite ${suite}`, reason });
  if (report === null) {
    return {
      passed: 0,
      skipped: 0,
      failures: [whole(`ended with code ${exitCode} and without a report`)],
      retried: [],
    };
  }
  // The reporter's own words; a field that is missing would throw here and be seen.
  const { testResults } = JSON.parse(report) as VitestReport;
  const results = testResults.flatMap((file) => file.assertionResults.map((test) => ({ ...test, file: file.name })));
  const failed = (of: (typeof results)[number]): Failure => {
    return { file: of.file, name: of.fullName, reason: firstLine(of.failureMessages?.[0]) };
  };
  const failures = results.filter(({ status }) => status === "failed").map(failed);
  // A test that passed at another try keeps the errors of those before.
  const isRetried = ({ status, failureMessages }: (typeof results)[number]): boolean =>
    status === "passed" && (failureMessages ?? []).length > 0;
  const retried = results.filter(isRetried).map(failed);
  for (const { name, status, message, assertionResults } of testResults) {
    if (status === "failed" && !assertionResults.some((test) => test.status === "failed")) {
      failures.push({ file: name, name: "the file as a whole", reason: firstLine(message) });
    }
  }
  const passed = results.filter(({ status }) => status === "passed").length;
  const skipped = results.length - passed - results.filter(({ status }) => status === "failed").length;
  if (failures.length === 0 && exitCode !== 0) failures.push(whole(`ended with code ${exitCode}: see its output`));
  if (results.length === 0 && failures.length === 0 && hasFiles)
    failures.push(whole("has test files, but ran no test"));
  return { passed, skipped, failures, retried };
}

/** Several tallies as one. */
export function sumOf(tallies: readonly Tally[]): Tally {
  return {
    passed: tallies.reduce((sum, { passed }) => sum + passed, 0),
    skipped: tallies.reduce((sum, { skipped }) => sum + skipped, 0),
    failures: tallies.flatMap(({ failures }) => failures),
    retried: tallies.flatMap(({ retried }) => retried),
  };
}

/**
 * The end of a run: the tests that passed only at another try and those that failed, with their files, then the closing
 * line, which is the last of all output.
 */
export function closingLines({ passed, skipped, failures, retried }: Tally): string[] {
  const counts = [`${passed} passed`, `${failures.length} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])];
  return [...listed("Passed only at another try:", retried), ...listed("Failed:", failures), "", counts.join(", ")];
}

function listed(title: string, tests: readonly Failure[]): string[] {
  const lines = tests.flatMap(({ file, name, reason }) => [
    `  ${[file, name].filter((part) => part !== "").join(" > ")}`,
    ...(reason === "" ? [] : [`      ${reason}`]),
  ]);
  return lines.length === 0 ? [] : ["", title, ...lines];
}

function firstLine(text: string | undefined): string {
  return (text ?? "").split("\n")[0]?.trim() ?? "";
}
