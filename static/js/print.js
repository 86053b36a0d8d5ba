// @ts-check
/**
 * The button that prints this page. It is hidden in the page itself: without this script the
 * browser's own menu prints.
 *
 * @param {HTMLButtonElement} button
 * @param {() => void} print
 */
export function printBy(button, print) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

if (typeof document !== "undefined") {
  for (const button of document.querySelectorAll('button[data-module="print"]')) {
    if (button instanceof HTMLButtonElement) printBy(button, () => window.print());
  }
}
