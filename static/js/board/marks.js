// @ts-check
// Reads the marks of the drawn map, so that the interactive map always shows the same ones.

import { corners, pointAt } from './mesh.js';

/**
 * @typedef {{ point: [lon: number, lat: number], element: SVGElement }} Mark a mark drawn around 0, 0
 * @typedef {Mark & { id: string }} Spot a clickable mark; `id` is empty if it is not clickable
 */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * The circles and markers of a drawn map, in drawing order.
 * @param {HTMLElement} figure @returns {{ dots: Mark[], spots: Spot[] }}
 */
export function readMarks(figure) {
  const picture = figure.querySelector('svg.sketch');
  if (!(picture instanceof SVGSVGElement)) throw new Error('no drawn map in the figure, expected the one of the server');
  const shown = corners(figure.dataset.shown);
  const { width, height } = picture.viewBox.baseVal;
  /** @param {number} x @param {number} y @returns {[number, number]} */
  const point = (x, y) => {
    const { lon, lat } = pointAt(shown, x / width, y / height);
    return [lon, lat];
  };
  const dots = [...picture.querySelectorAll('.sk-dot > circle')].filter((dot) => dot.closest('.sk-legend') === null);
  const spots = [...picture.querySelectorAll('.sk-spot')];
  return {
    dots: dots.map((dot) => ({ point: point(number(dot, 'cx'), number(dot, 'cy')), element: middle(dot) })),
    spots: spots.map((spot) => {
      const [x, y] = readMove(spot.getAttribute('transform'));
      const element = /** @type {SVGElement} */ (spot.cloneNode(true));
      element.removeAttribute('transform');
      return { id: spot.getAttribute('data-id') ?? '', point: point(x, y), element };
    }),
  };
}

/** @param {Element} element @param {string} name */
const number = (element, name) => Number(element.getAttribute(name));

/** A circle, translated to 0, 0. @param {Element} dot */
function middle(dot) {
  const group = /** @type {SVGElement} */ (dot.parentElement?.cloneNode(false) ?? document.createElementNS(SVG, 'g'));
  const circle = document.createElementNS(SVG, 'circle');
  circle.setAttribute('r', dot.getAttribute('r') ?? '0');
  group.append(circle);
  return group;
}

/** @param {string | null} text translate(x y) @returns {[x: number, y: number]} */
export function readMove(text) {
  const found = /^translate\((-?[\d.]+) (-?[\d.]+)\)$/.exec(text ?? '');
  if (found === null) throw new Error(`expected translate(x y), got "${text}"`);
  return [Number(found[1]), Number(found[2])];
}

/** The legend of a drawn map as a separate SVG; undefined if it has none. @param {HTMLElement} figure */
export function readLegend(figure) {
  const legend = figure.querySelector('svg.sketch .sk-legend');
  const box = legend?.querySelector('rect');
  if (!legend || !box) return undefined;
  const picture = document.createElementNS(SVG, 'svg');
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => number(box, name));
  picture.setAttribute('viewBox', `${x - 1} ${y - 1} ${width + 2} ${height + 2}`);
  picture.setAttribute('width', String(width + 2));
  picture.setAttribute('font-family', 'sans-serif');
  picture.append(legend.cloneNode(true));
  return picture;
}
