import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/**
 * Three suites. `unit` runs its files side by side. `system` starts real daemons (pcscd, a pty), kills and restarts
 * them, so its files run one after another and get longer limits. `pages` drives a real Chromium. Files of the last two
 * that share nothing and keep no time run two at a time in `npm run test:all` (build/run-tests.ts).
 */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/system/**"],
          setupFiles: ["test/support/seeded-cases.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // All of the machine: on two cores Vitest itself would run one file at a time.
          maxWorkers: "100%",
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: "system",
          include: ["test/system/**/*.test.ts"],
          exclude: ["test/system/pages/**"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 60_000,
          // Hands, cables and daemons have their times: what failed once is tried again, and named at the run's end.
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "pages",
          include: ["test/system/pages/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // Keys have their times, which a busy machine stretches: what fails three times is a fault.
          retry: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
