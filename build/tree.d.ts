/** A text file of the project: its path from the root with `/`, and its lines without line ends. */
export interface TreeFile {
  readonly path: string;
  readonly lines: readonly string[];
}
/** What a rule found: `line` counts from 1, 0 means the file as a whole. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly rule: string;
  readonly message: string;
}
/** Every text file under `root`, in the order of their paths; package-lock.json, which no person wrote, is left out. */
export declare function readTree(root: string): TreeFile[];
/** The paths of all files under `root/folder`, sorted, with `/`, from `root`. */
export declare function pathsUnder(root: string, folder: string): string[];
