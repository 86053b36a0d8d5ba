// @ts-check
/**
 * The quick way off a page: what is left behind gets no entry in the history of the tab.
 *
 * @param {HTMLAnchorElement} link leads to a page that says nothing about this one
 * @param {{ replace(address: string): void }} place the tab's address
 */
export function leaveBy(link, place) {
  link.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    // The screen is emptied at once: the next page may take a moment to come.
    document.body.hidden = true;
    place.replace(link.href);
  });
}

if (typeof document !== "undefined") {
  for (const link of document.querySelectorAll('a[data-module="leave"]')) {
    if (link instanceof HTMLAnchorElement) leaveBy(link, window.location);
  }
}
