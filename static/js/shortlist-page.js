// @ts-check
// The page of the places to take along: each as its own page tells it now, with what has changed since.

import { share } from './share.js';
import { changes, readList, writeList } from './shortlist.js';

/** @typedef {import('./shortlist.js').Taken} Taken */

const root = document.querySelector('[data-module="shortlist"]');
const list = document.querySelector('[data-list]');

/** A copy of what a template holds. @param {string} selector */
function copied(selector) {
  const template = root?.querySelector(`template${selector}`);
  return template instanceof HTMLTemplateElement ? /** @type {DocumentFragment} */ (template.content.cloneNode(true)) : document.createDocumentFragment();
}

/** The page of a place: from the network, else as the device keeps it. @param {string} address */
async function pageOf(address) {
  const read = async (/** @type {Response} */ reply) => new DOMParser().parseFromString(await reply.text(), 'text/html');
  try {
    const reply = await fetch(address, { headers: { accept: 'text/html' } });
    if (reply.ok) return { page: await read(reply), kept: false, gone: false };
    if (reply.status === 404) return { page: undefined, kept: false, gone: true };
  } catch {
    // No network: the device may keep the page.
  }
  const held = 'caches' in window ? await caches.match(address, { ignoreSearch: true, ignoreVary: true }) : undefined;
  return { page: held && await read(held), kept: true, gone: false };
}

/** @param {Taken} one */
async function card(one) {
  const { lang = 'ja', furigana } = document.documentElement.dataset;
  const address = `/places/${encodeURIComponent(one.id)}?lang=${lang}${furigana === undefined ? '' : '&furigana=on'}`;
  const { page, kept, gone } = await pageOf(address);
  const place = page?.querySelector('article[data-point]');
  const head = place?.querySelector('.place-head');
  const item = document.createElement('li');
  item.className = 'card';
  const title = document.createElement('h3');
  const link = document.createElement('a');
  link.href = address;
  link.lang = 'ja';
  link.append(...(head?.querySelector('h1')?.cloneNode(true).childNodes ?? [one.name]));
  title.append(link);
  item.append(title);
  if (place instanceof HTMLElement && head instanceof HTMLElement) {
    const now = { point: place.dataset.point ?? '', hours: place.dataset.hours ?? '', ended: head.querySelector('.state.ended') !== null };
    // From a list nothing is known of the hours: what is read first is what later ones are compared with.
    if (one.hours === '') writeList(readList().map((own) => (own.id === one.id ? { ...own, hours: now.hours } : own)));
    if (head.dataset.times) item.dataset.times = head.dataset.times;
    item.append(...[...head.querySelectorAll('.state, .why, .facts')].map((part) => document.importNode(part, true)));
    // A kept page is of another hour: its state is told by its times, or not at all.
    if (kept) item.querySelector('.state')?.replaceChildren();
    if (kept) item.querySelector('.why')?.remove();
    item.append(...changes(one, now).map((key) => copied(`[data-change="${key}"]`)));
  } else item.append(copied(`[data-change="${gone ? 'gone' : 'offline'}"]`));
  item.append(copied('[data-remove]'));
  item.querySelector('button')?.addEventListener('click', () => {
    writeList(readList().filter((own) => own.id !== one.id));
    void show();
  });
  return item;
}

async function show() {
  const taken = readList();
  root?.querySelector('[data-none]')?.toggleAttribute('hidden', taken.length > 0);
  list?.toggleAttribute('hidden', taken.length === 0);
  root?.querySelector('[data-some]')?.toggleAttribute('hidden', taken.length === 0);
  addresses(taken);
  list?.replaceChildren(...await Promise.all(taken.map(card)));
  document.dispatchEvent(new Event('answer'));
}

/** The sheet of `taken`, to print and to share. @param {readonly Taken[]} taken */
function addresses(taken) {
  const link = root?.querySelector('[data-sheet]');
  const field = root?.querySelector('.share input');
  const line = root?.querySelector('.share a');
  if (!(link instanceof HTMLAnchorElement) || !(field instanceof HTMLInputElement)) return;
  const sheet = new URL(link.href);
  sheet.searchParams.delete('places');
  const join = sheet.search === '' ? '?' : '&';
  // A comma needs no escape in a query.
  const own = `${sheet.href}${join}places=${taken.map((one) => encodeURIComponent(one.id)).join(',')}`;
  link.href = own;
  field.value = own;
  if (line instanceof HTMLAnchorElement) line.href = `https://line.me/R/share?${new URLSearchParams({ text: own })}`;
}

addresses(readList());
for (const one of root?.querySelectorAll('[data-module="share"]') ?? []) if (one instanceof HTMLElement) share(one);
void show();
