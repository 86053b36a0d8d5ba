// @ts-check
// Shares the page's URL: by the device's share sheet, or the clipboard. The URL is the one the server
// wrote, which names public places only.

/** @param {HTMLElement} root a `details` with `data-module="share"` */
export function share(root) {
  const field = root.querySelector('input');
  const said = root.querySelector('[data-copied]');
  if (!field || !(said instanceof HTMLElement)) return;
  const url = new URL(field.value, location.href).href;
  field.value = url;
  field.addEventListener('focus', () => field.select());
  press(root, 'share', 'share' in navigator, () => {
    // Dismissing the sheet is not an error.
    navigator.share({ title: root.dataset.title, url }).catch(() => field.select());
  });
  press(root, 'copy', 'clipboard' in navigator, () => {
    navigator.clipboard.writeText(url).then(() => { said.textContent = said.dataset.words ?? ''; }, () => field.focus());
  });
}

/** @param {HTMLElement} root @param {string} what @param {boolean} possible @param {() => void} act */
function press(root, what, possible, act) {
  const button = root.querySelector(`[data-do="${what}"]`);
  if (!possible || !(button instanceof HTMLElement)) return;
  button.hidden = false;
  button.addEventListener('click', act);
}

/** Initializes all share controls under `root`. @param {ParentNode} root */
export function shareAll(root) {
  for (const one of root.querySelectorAll('[data-module="share"]')) {
    if (one instanceof HTMLElement) share(one);
  }
}
