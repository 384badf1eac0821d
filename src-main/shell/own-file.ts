import { extname } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * The program file `name` (as its source is called) beside the module at `beside` (its `import.meta.url`): the source while
 * sources run, the compiled file where those run, which is told by the module's own extension.
 */
export function ownFile(name: string, beside: string): URL {
  return new URL(`./${name.replace(/\.ts$/, extname(fileURLToPath(beside)))}`, beside);
}
