// @ts-check
/** How often Shift leaves the page, and within which time: GOV.UK's "Exit this page" has the same. */
const PRESSES = 3;
const WITHIN_MS = 5000;

/**
 * Quick exit: replaces the page's history entry, so that Back does not return to it.
 *
 * @param {HTMLAnchorElement} link leads to an unrelated page
 * @param {{ replace(address: string): void }} place the tab's `location`
 */
export function leaveBy(link, place) {
  link.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leave(link, place);
  });
}

/** Leaves when Shift is pressed three times alone. @param {EventTarget} keys @param {() => void} away */
export function leaveByShift(keys, away) {
  /** @type {number[]} */ let presses = [];
  keys.addEventListener("keydown", (event) => {
    const { key, repeat, timeStamp } = /** @type {KeyboardEvent} */ (event);
    if (repeat) return;
    presses = key === "Shift" ? [...presses.filter((earlier) => timeStamp - earlier < WITHIN_MS), timeStamp] : [];
    if (presses.length === PRESSES) away();
  });
}

/** @param {HTMLAnchorElement} link @param {{ replace(address: string): void }} place */
function leave(link, place) {
  // Hide the content at once: the next page may take a moment to load.
  document.body.hidden = true;
  place.replace(link.href);
}

if (typeof document !== "undefined") {
  const links = [...document.querySelectorAll('a[data-module="leave"]')].filter((link) => link instanceof HTMLAnchorElement);
  for (const link of links) leaveBy(link, window.location);
  if (links[0]) leaveByShift(document, () => leave(links[0], window.location));
}
