// @ts-check
// What the map reads from the page around it, and says there. The words are the server's.

import { readBounds, readPoint, walkMinutes } from './near.js';
import { readLook } from './pins.js';

/** @typedef {import('./near.js').LonLat} LonLat */
/** @typedef {{ number: number, point: LonLat, look: import('./pins.js').Look, label: string, card: HTMLElement }} Place */

/**
 * The element that matches, which the server always draws.
 * @param {ParentNode} root @param {string} selector @returns {HTMLElement}
 */
export function need(root, selector) {
  const element = root.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`no ${selector} on the page, expected the map page of the server`);
  return element;
}

/** The words of an element without their readings. @param {Element | null} element */
function words(element) {
  const copy = element?.cloneNode(true);
  if (!(copy instanceof Element)) return '';
  for (const reading of copy.querySelectorAll('rt, rp')) reading.remove();
  return (copy.textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** The places of the list, in its order. @param {ParentNode} root @returns {Place[]} */
export function readPlaces(root) {
  return [...root.querySelectorAll('.card[data-point]')].flatMap((card) => {
    if (!(card instanceof HTMLElement)) return [];
    const point = readPoint(card.dataset.point);
    const number = Number(card.id.slice(1));
    const label = `${number} ${words(card.querySelector('h3 a'))} ${words(card.querySelector('.state strong'))}`;
    return point ? [{ number, point, look: readLook(card.dataset.look), label, card }] : [];
  });
}

/** What the page says of the map. @param {HTMLElement} root */
export function readMap(root) {
  const { tiles, bounds, origin, originName, names, show, here } = root.dataset;
  return {
    tiles: tiles ?? '', bounds: readBounds(bounds), origin: readPoint(origin), originName: originName ?? '',
    names: names ?? 'name', show: show ?? '', here: here ?? '',
  };
}

/** Shows one of the server's messages and hides the others. @param {HTMLElement} root @param {string} key */
export function say(root, key) {
  for (const message of root.querySelectorAll('[data-says]')) {
    if (message instanceof HTMLElement) message.hidden = message.dataset.says !== key;
  }
}

/** Puts the list in a new order, each place with its walk. @param {HTMLElement} root @param {(Place & { meters: number })[]} places */
export function reorder(root, places) {
  const template = root.querySelector('template[data-walk]');
  const list = places[0]?.card.parentElement;
  if (!list || !(template instanceof HTMLTemplateElement)) return;
  list.append(...places.map(({ card }) => card));
  for (const { card, meters } of places) {
    for (const old of card.querySelectorAll('.facts .walk, .facts .walk-from-here')) old.remove();
    card.querySelector('.facts')?.prepend(filled(template, walkMinutes(meters)));
  }
  need(root, '.walk-note').hidden = false;
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
