import { useSyncExternalStore } from "react";

/** Where the screen is: `#/members/7.12` is page path "members" with rest ["7.12"]. */
export interface Route {
  readonly path: string;
  readonly rest: readonly string[];
}

let last: { readonly hash: string; readonly route: Route } | undefined;

/** The route that an address's hash says. */
export function routeOf(hash: string): Route {
  const [path = "", ...rest] = hash.replace(/^#?\/?/, "").split("/");
  return { path, rest: rest.filter((part) => part !== "").map((part) => decoded(part)) };
}

export function useRoute(): Route {
  return useSyncExternalStore(listen, currentRoute);
}

/** Opens a page: `goTo("members", member)`. */
export function goTo(path: string, ...rest: readonly string[]): void {
  location.hash = `/${[path, ...rest.map((part) => encodeURIComponent(part))].join("/")}`;
}

export function currentRoute(): Route {
  // The same object while the address is the same: React compares by identity.
  if (last?.hash !== location.hash) last = { hash: location.hash, route: routeOf(location.hash) };
  return last.route;
}

function listen(changed: () => void): () => void {
  addEventListener("hashchange", changed);
  return () => removeEventListener("hashchange", changed);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
