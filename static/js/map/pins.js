// @ts-check
// Numbered pins: their shapes, and their placement without overlap.

/** @typedef {'open' | 'closing' | 'closed' | 'unknown' | 'ended'} Look */
/** @typedef {{ x: number, y: number }} Spot pixels */

/** Width and height of a pin, in pixels. */
export const PIN_PX = 34;

/** Hit radius of a pin in pixels, half of a touch target. */
const REACH_PX = 22;

/** Number of rings tried around a point, their distance, and the positions on each. */
const RINGS = 12;
const RING_STEP_PX = 16;
const SPOTS = 12;

const SVG = 'http://www.w3.org/2000/svg';

/**
 * The outline of a pin in a square of 34: a disk, a notched disk, a ring, a diamond. Shape and fill
 * differ, so that meaning does not depend on color.
 * @type {Readonly<Record<Look, string>>}
 */
export const SHAPES = {
  open: 'M17 3a14 14 0 1 1 0 28a14 14 0 1 1 0-28z',
  closing: 'M17 3v6h14.500a14 14 0 1 1-14.500-6z',
  closed: 'M17 3a14 14 0 1 1 0 28a14 14 0 1 1 0-28z',
  ended: 'M17 3a14 14 0 1 1 0 28a14 14 0 1 1 0-28z',
  unknown: 'M17 .500 33.500 17 17 33.500 .500 17z',
};

/** @param {string | undefined} text @returns {Look} unknown if not valid */
export function readLook(text) {
  return text !== undefined && Object.hasOwn(SHAPES, text) ? /** @type {Look} */ (text) : 'unknown';
}

/** The SVG of a pin. @param {number} number @param {Look} look */
export function draw(number, look) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${PIN_PX} ${PIN_PX}`);
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', `map-pin ${look}`);
  const shape = document.createElementNS(SVG, 'path');
  shape.setAttribute('d', SHAPES[look]);
  const text = document.createElementNS(SVG, 'text');
  text.setAttribute('x', String(PIN_PX / 2));
  text.setAttribute('y', String(PIN_PX / 2));
  text.textContent = String(number);
  svg.append(shape, text);
  return svg;
}

/**
 * Places each point's pin in order: at the point if that is free, else at the nearest free position on
 * rings around it, clockwise from the top; none on a spot of `avoid`.
 * @param {readonly Spot[]} points @param {readonly Spot[]} [avoid] @returns {Spot[]}
 */
export function stand(points, avoid = []) {
  const taken = [...avoid];
  for (const point of points) {
    const free = spots(point).find((spot) => taken.every((other) => Math.hypot(other.x - spot.x, other.y - spot.y) >= PIN_PX));
    taken.push(free ?? point);
  }
  return taken.slice(avoid.length);
}

/** @param {Spot} point @returns {Spot[]} */
function spots(point) {
  const ring = (/** @type {number} */ nth) => {
    const far = PIN_PX + nth * RING_STEP_PX;
    return Array.from({ length: SPOTS }, (_, spot) => {
      const angle = (spot / SPOTS) * 2 * Math.PI;
      return { x: point.x + far * Math.sin(angle), y: point.y - far * Math.cos(angle) };
    });
  };
  return [point, ...Array.from({ length: RINGS }, (_, nth) => ring(nth)).flat()];
}

/**
 * The nearest of the spots within the hit radius of a click, if any.
 * @param {readonly Spot[]} spots @param {Spot} at @returns {number | undefined}
 */
export function nearestSpot(spots, at) {
  const far = spots.map(({ x, y }) => Math.hypot(x - at.x, y - at.y));
  const least = Math.min(...far);
  return least <= REACH_PX ? far.indexOf(least) : undefined;
}
