// @ts-check
// Search page: updates results in place, and sorts them by the device's location.

import { readCards, renumber, reorder, say, words } from './cards.js';
import { nearestFirst } from './near.js';
import { shareAll } from './share.js';
import { takeAll } from './shortlist.js';
import { suggestInForms } from './suggesting.js';

/** Timeout of geolocation, in milliseconds. */
const LOCATE_MS = 15_000;

/** How many of the nearest places are listed. */
const SHOWN = 36;

/** The parts that a new result replaces. */
const PARTS = ['#question', '#results'];

/** The current URL, without its fragment. */
let shown = location.pathname + location.search;

/** Aborts the running request. @type {AbortController | undefined} */
let asking;

/** @param {string} selector @param {ParentNode} [root] */
function part(selector, root = document) {
  const element = root.querySelector(selector);
  return element instanceof HTMLElement ? element : undefined;
}

/**
 * Fetches the result of `address` and replaces the current one; on failure, navigates there.
 * @param {string} address @param {{ push: boolean }} how whether to push a history entry
 * @returns {Promise<boolean>} whether it is shown
 */
async function show(address, { push }) {
  asking?.abort();
  const own = new AbortController();
  asking = own;
  const late = setTimeout(() => say(document, 'loading'), 600);
  try {
    const reply = await fetch(address, { signal: own.signal, headers: { accept: 'text/html' } });
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    const fresh = PARTS.map((name) => part(name, page));
    if (!reply.ok || reply.redirected || fresh.includes(undefined)) throw new Error(`no list at ${address}`);
    if (push) history.pushState(null, '', address);
    PARTS.forEach((name, nth) => part(name)?.replaceWith(/** @type {HTMLElement} */ (fresh[nth])));
    for (const name of ['.languages', 'a.furigana']) {
      const link = part(name, page);
      if (link) part(name)?.replaceWith(link);
    }
    document.title = page.title;
    shown = location.pathname + location.search;
    say(document, '');
    ready();
    document.dispatchEvent(new Event('answer'));
    return true;
  } catch (error) {
    if (own.signal.aborted) return false;
    location.assign(address);
    return false;
  } finally {
    clearTimeout(late);
  }
}

/** Focuses the result and announces the number of places. @param {string} address */
async function go(address) {
  if (!await show(address, { push: true })) return;
  const title = part('#results-title');
  title?.focus();
  title?.scrollIntoView({ block: 'start' });
  const count = part('[data-count]');
  if (count) count.textContent = words(title ?? null);
}

/** The list of all places, sorted by location. The position is requested last, and no request follows. @param {HTMLElement} button */
async function near(button) {
  const all = button.dataset.all;
  if (!button.dataset.held && all && !await show(all, { push: true })) return;
  if (readCards(document).length === 0) {
    part('#results-title')?.focus();
    return;
  }
  say(document, 'locating');
  const failed = () => say(document, 'not-located');
  navigator.geolocation.getCurrentPosition(({ coords }) => {
    const root = part('#results');
    if (!root) return;
    const places = reorder(root, nearestFirst(readCards(root), [coords.longitude, coords.latitude]));
    renumber(root, places);
    places.forEach(({ card }, nth) => { card.hidden = nth >= SHOWN; });
    say(document, 'located');
    part('#results-title')?.focus();
  }, failed, { timeout: LOCATE_MS, maximumAge: 60_000 });
}

/** The query of a form, without empty fields. @param {HTMLFormElement} form */
function question(form) {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string' && value !== '') asked.append(name, value);
  }
  if (asked.get('when') !== 'at') for (const name of ['date', 'time']) asked.delete(name);
  return `${form.action.split('?')[0]}?${asked}`;
}

/** Whether a link leads to another result of this page. @param {HTMLAnchorElement} link */
function leadsHere(link) {
  return link.origin === location.origin && link.pathname === location.pathname && link.search !== '' && link.hash === '';
}

/** Initializes a new result. */
function ready() {
  shareAll(document);
  takeAll(document);
  const button = part('[data-do="near"]');
  if (!button || !('geolocation' in navigator)) return;
  button.hidden = false;
  const privacy = part('#near-privacy');
  if (privacy) privacy.hidden = false;
}

document.addEventListener('submit', (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches('form.find')) return;
  event.preventDefault();
  go(question(form));
});
document.addEventListener('click', (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  if (!(event.target instanceof Element)) return;
  const button = event.target.closest('[data-do="near"]');
  if (button instanceof HTMLElement) near(button);
  const link = event.target.closest('#question a, #results a');
  if (!(link instanceof HTMLAnchorElement) || !leadsHere(link)) return;
  event.preventDefault();
  go(link.href);
});
window.addEventListener('popstate', () => {
  if (location.pathname + location.search !== shown) show(location.href, { push: false });
});
ready();
suggestInForms();
