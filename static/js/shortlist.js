// @ts-check
// The places to take along: kept in the browser's storage, never sent. A page asks the service worker to
// keep the page of a place that is taken, so that it opens without a network.

/** @typedef {{ id: string, name: string, point: string, hours: string }} Taken */

const KEY = 'ibasho-shortlist-1';

/** @param {unknown} one @returns {one is Taken} */
const isTaken = (one) => typeof one === 'object' && one !== null && ['id', 'name', 'point', 'hours'].every((key) => typeof (/** @type {any} */ (one))[key] === 'string');

/** The list, in the order of taking; empty if the storage is closed or holds something else. @returns {Taken[]} */
export function readList() {
  try {
    const held = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(held) ? held.filter(isTaken) : [];
  } catch {
    return [];
  }
}

/** @param {readonly Taken[]} list @returns {boolean} whether the browser keeps it */
export function writeList(list) {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
    return true;
  } catch {
    return false;
  }
}

/** `list` with `one` put in, or taken out if it is there; `undefined` if it is full. @param {readonly Taken[]} list @param {Taken} one @param {number} most */
export function toggled(list, one, most) {
  if (list.some((own) => own.id === one.id)) return list.filter((own) => own.id !== one.id);
  return list.length < most ? [...list, one] : undefined;
}

/** What has changed of `one` since it was taken. @param {Taken} one @param {{ point: string, hours: string, ended: boolean }} now @returns {string[]} */
export function changes(one, now) {
  if (now.ended) return ['ended'];
  return [one.point !== now.point ? 'moved' : '', one.hours !== '' && one.hours !== now.hours ? 'hours' : ''].filter((key) => key !== '');
}

/** The place of an address such as `/places/mirai?from=…`. @param {string} href */
const idOf = (href) => decodeURIComponent(new URL(href, location.href).pathname.split('/')[2] ?? '');

/** Asks the service worker to keep the page of a place. @param {string} id */
async function keepPage(id) {
  if (!('serviceWorker' in navigator)) return;
  const { lang = 'ja' } = document.documentElement.dataset;
  const times = `/offline/times.json?${new URLSearchParams([['lang', lang], ['of', id]])}`;
  const worker = (await navigator.serviceWorker.ready).active;
  worker?.postMessage({ keep: `/places/${encodeURIComponent(id)}?lang=${lang}`, times: [times], files: [], offline: `/offline?lang=${lang}` });
}

/**
 * Adds the button to each place under `root`: to cards, and to the actions of a place's own page.
 * @param {ParentNode} root
 */
export function takeAll(root) {
  const template = document.querySelector('template[data-take]');
  if (!(template instanceof HTMLTemplateElement)) return;
  for (const place of root.querySelectorAll('.card[data-point], article[data-point]')) {
    if (place instanceof HTMLElement && place.querySelector('.take') === null) add(place, template);
  }
  showCount();
}

/** @param {HTMLElement} place @param {HTMLTemplateElement} template */
function add(place, template) {
  const link = place.querySelector('h3 a');
  const title = link ?? place.querySelector('h1');
  const button = /** @type {DocumentFragment} */ (template.content.cloneNode(true)).querySelector('button');
  const id = link instanceof HTMLAnchorElement ? idOf(link.href) : idOf(location.href);
  if (!title || !button || id === '') return;
  const copy = /** @type {Element} */ (title.cloneNode(true));
  for (const reading of copy.querySelectorAll('rt, rp')) reading.remove();
  const one = { id, name: copy.textContent?.trim() ?? '', point: place.dataset.point ?? '', hours: place.dataset.hours ?? '' };
  const { words = '', taken = '', full = '', most = '0' } = template.dataset;
  const own = place.querySelector('p.actions');
  if (link) button.setAttribute('aria-label', `${words}: ${one.name}`);
  else {
    button.className = 'button plain take';
    button.append(' ', words);
  }
  button.setAttribute('aria-pressed', String(readList().some((held) => held.id === id)));
  button.addEventListener('click', () => {
    const list = toggled(readList(), one, Number(most));
    const kept = list !== undefined && writeList(list);
    const isIn = readList().some((held) => held.id === id);
    button.setAttribute('aria-pressed', String(isIn));
    const said = document.querySelector('[data-said]');
    if (said) said.textContent = list === undefined ? full : kept && isIn ? `${one.name}: ${taken}` : '';
    if (isIn) void keepPage(id);
    showCount();
  });
  (own ?? place).append(button);
}

/** Shows the way to the list, with the number of places. */
function showCount() {
  const see = document.querySelector('[data-see]');
  if (!(see instanceof HTMLElement)) return;
  const { length } = readList();
  see.hidden = length === 0;
  const link = see.querySelector('a');
  if (link) {
    link.dataset.words ??= link.textContent ?? '';
    link.textContent = `${link.dataset.words}（${length}）`;
  }
}
