// @ts-check
// Reads and reorders the list of places on a page. All texts come from the server.

import { readPoint, walkMinutes } from './near.js';

/** @typedef {import('./near.js').LonLat} LonLat */
/** @typedef {{ number: number, point: LonLat, card: HTMLElement }} Listed */

/** The text of an element without its furigana. @param {Element | null} element */
export function words(element) {
  const copy = element?.cloneNode(true);
  if (!(copy instanceof Element)) return '';
  for (const reading of copy.querySelectorAll('rt, rp')) reading.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** The places of the list, in order. @param {ParentNode} root @returns {Listed[]} */
export function readCards(root) {
  return [...root.querySelectorAll('.card[data-point]')].flatMap((card) => {
    if (!(card instanceof HTMLElement)) return [];
    const point = readPoint(card.dataset.point);
    return point ? [{ number: Number(card.id.slice(1)), point, card }] : [];
  });
}

/** Shows one of the server's messages and hides the others. @param {ParentNode} root @param {string} key */
export function say(root, key) {
  for (const message of root.querySelectorAll('[data-says]')) {
    if (message instanceof HTMLElement) message.hidden = message.dataset.says !== key;
  }
}

/**
 * Reorders the places within each of their lists, adds walking times, and returns them as they now stand.
 * @param {ParentNode} root @param {(Listed & { meters: number })[]} places nearest first
 * @returns {Listed[]}
 */
export function reorder(root, places) {
  const template = root.querySelector('template[data-walk]');
  if (!(template instanceof HTMLTemplateElement)) return places;
  for (const { card } of places) card.parentElement?.append(card);
  for (const { card, meters } of places) {
    for (const old of card.querySelectorAll('.facts .walk, .facts .walk-from-here')) old.remove();
    card.querySelector('.facts')?.prepend(filled(template, walkMinutes(meters)));
  }
  const note = root.querySelector('.walk-note');
  if (note instanceof HTMLElement) note.hidden = false;
  return readCards(root);
}

/**
 * Renumbers the places, on the cards and on the drawn map.
 * @param {ParentNode} root @param {readonly Listed[]} places
 */
export function renumber(root, places) {
  const pins = new Map([...root.querySelectorAll('[data-pin]')].map((pin) => [Number(pin.getAttribute('data-pin')), pin]));
  places.forEach(({ card, number }, nth) => {
    const own = String(nth + 1);
    card.id = `p${own}`;
    const badge = card.querySelector('.pin');
    if (badge) badge.textContent = own;
    const pin = pins.get(number);
    pin?.setAttribute('data-pin', own);
    const text = pin?.querySelector('text');
    if (text) text.textContent = own;
  });
}

/** @param {HTMLTemplateElement} template @param {number} number */
function filled(template, number) {
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    text.nodeValue = (text.nodeValue ?? '').replace('{n}', String(number));
  }
  return copy;
}
