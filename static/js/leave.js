// @ts-check
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
    // Hide the content at once: the next page may take a moment to load.
    document.body.hidden = true;
    place.replace(link.href);
  });
}

if (typeof document !== "undefined") {
  for (const link of document.querySelectorAll('a[data-module="leave"]')) {
    if (link instanceof HTMLAnchorElement) leaveBy(link, window.location);
  }
}
