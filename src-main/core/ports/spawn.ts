/** The processes that the shell can start beside itself. Each is one entry file that the shell knows. */
export type ProcessRole = "core" | "reader" | "render" | "verify" | "backup";

/** How a child ended: one of the two is set. */
export interface ChildExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/** A running child. Messages are structured clones (plain data and Uint8Array) and keep their order. */
export interface ChildLink {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (exit: ChildExit) => void): void;
  /** Ends the child at once (SIGKILL), even when it spins in native code. */
  kill(): void;
}

/**
 * Starts processes. The shell owns it: under Electron's fuses a utility process may not fork, so the core asks its
 * shell for the reader and the render workers instead of starting them.
 */
export interface SpawnPort {
  spawn(role: ProcessRole, argument: Readonly<Record<string, string>>): ChildLink;
}
