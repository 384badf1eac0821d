const ROOT = "root";

/**
 * Whether something that matches `selector` is open over the page. What is open over it hangs beside the page's root
 * and never in it, so that each key may ask: the page itself is not searched.
 */
export function isCoveredBy(selector: string): boolean {
  for (let part = document.body.firstElementChild; part !== null; part = part.nextElementSibling) {
    if (part.id !== ROOT && (part.matches(selector) || part.querySelector(selector) !== null)) return true;
  }
  return false;
}
