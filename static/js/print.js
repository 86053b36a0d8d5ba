// @ts-check
/**
 * Print button. Hidden by default: without this script, use the browser's print menu.
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
