import fc from "fast-check";

/**
 * Loaded before every unit test: the random cases of a whole run (`npm run test:all`) come from one seed, which the run
 * names (build/test-seed.ts). Tests that are run by themselves meet new cases every time.
 */
const seed = process.env["VAFA_TEST_SEED"];
if (seed !== undefined) fc.configureGlobal({ seed: Number(seed) });
