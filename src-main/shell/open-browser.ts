import { spawn } from "node:child_process";

/** Whether this machine has a screen that a browser could open on. */
export function hasScreen(env: Readonly<Record<string, string | undefined>>, platform: string): boolean {
  if (platform !== "linux") return true;
  return [env["DISPLAY"], env["WAYLAND_DISPLAY"]].some((value) => value !== undefined && value !== "");
}

/** Opens an address in the person's own browser; where there is none, the printed address is enough. */
export function openBrowser(url: string): void {
  const [command, ...args] =
    process.platform === "win32"
      ? ["rundll32", "url.dll,FileProtocolHandler", url]
      : [process.platform === "darwin" ? "open" : "xdg-open", url];
  const child = spawn(command ?? "xdg-open", args, { stdio: "ignore", detached: true });
  child.on("error", () => undefined);
  child.unref();
}
