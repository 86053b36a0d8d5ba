// @ts-check
// Reads the map's parameters and places from the page.

import { readCards, words } from '../cards.js';
import { readBounds, readPoint } from '../near.js';
import { readLook } from './pins.js';

/** @typedef {import('../near.js').LonLat} LonLat */
/** @typedef {{ number: number, point: LonLat, look: import('./pins.js').Look, label: string, card: HTMLElement }} Place */
/**
 * @typedef {{ address: string, deepest: number }} Tiles URL template of tiles, and their maximum zoom
 * @typedef {{ tiles: Tiles, archive: boolean, pictures?: Tiles, module: string, names: string[] }} Ground
 * the basemap: vector tiles of the sketch or of an archive, drawn by `module` with labels from the
 * properties `names`; `pictures` are the raster tiles of a map service that replace both
 */

/**
 * The element that matches; the server always renders it.
 * @param {ParentNode} root @param {string} selector @returns {HTMLElement}
 */
export function need(root, selector) {
  const element = root.querySelector(selector);
  if (!(element instanceof HTMLElement)) throw new Error(`no ${selector} on the page, expected the map page of the server`);
  return element;
}

/** The places of the list, in order. @param {ParentNode} root @returns {Place[]} */
export function readPlaces(root) {
  return readCards(root).map((listed) => {
    const { number, card } = listed;
    const label = `${number} ${words(card.querySelector('h3 a'))} ${words(card.querySelector('.state strong'))}`;
    return { ...listed, look: readLook(card.dataset.look), label };
  });
}

/** The parameters of the map. @param {HTMLElement} root */
export function readMap(root) {
  const { bounds, origin, originName = '', rings = '', show } = root.dataset;
  return {
    ground: readGround(need(root, '.map-canvas').dataset),
    bounds: readBounds(bounds),
    origin: readPoint(origin),
    originName,
    rings: rings.split('|'),
    show: show ?? '',
  };
}

/** The basemap of a canvas, from its data attributes. @param {DOMStringMap} said @returns {Ground} */
export function readGround({ tiles, tilesDeepest, pictures, picturesDeepest, ground, moduleGround, names }) {
  return {
    tiles: { address: tiles ?? '', deepest: Number(tilesDeepest) },
    archive: ground === 'archive',
    pictures: pictures ? { address: pictures, deepest: Number(picturesDeepest) } : undefined,
    module: moduleGround ?? '',
    names: (names ?? 'name').split(' '),
  };
}
