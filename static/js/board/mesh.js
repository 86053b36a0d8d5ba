// @ts-check
// Converts points to 250 m squares of the standard mesh (JIS X 0410), and clicks on a drawn map to
// points. Pure functions, without the DOM.

/**
 * @typedef {{ west: number, south: number, east: number, north: number }} Corners
 */

/** Mercator projection of a latitude in degrees. @param {number} lat */
const height = (lat) => Math.asinh(Math.tan((lat * Math.PI) / 180));

/** @param {number} at */
const latitude = (at) => (Math.atan(Math.sinh(at)) * 180) / Math.PI;

/** @param {string | undefined} text west,south,east,north @returns {Corners} */
export function corners(text) {
  const [west, south, east, north] = (text ?? '').split(',').map(Number);
  if ([west, south, east, north].some((degrees) => !Number.isFinite(degrees))) throw new Error(`expected west,south,east,north, got "${text}"`);
  return { west, south, east, north };
}

/**
 * The point at a fraction of the map's width (from the left) and height (from the top), both 0 to 1.
 * @param {Corners} shown @param {number} across @param {number} down
 */
export function pointAt(shown, across, down) {
  const [top, bottom] = [height(shown.north), height(shown.south)];
  return { lon: shown.west + across * (shown.east - shown.west), lat: latitude(top + down * (bottom - top)) };
}

/** The code of the 250 m square, ten digits. @param {number} lon @param {number} lat */
export function meshCode(lon, lat) {
  // Quarters of the 30″ × 45″ square, counted from the mesh's origin (0° N, 100° E).
  const rows = Math.floor((lat * 3600) / 7.5);
  const columns = Math.floor(((lon - 100) * 3600) / 11.25);
  const squareRow = Math.floor(rows / 4);
  const squareColumn = Math.floor(columns / 4);
  const [large, small] = [(/** @type {number} */ n) => Math.floor(n / 80), (/** @type {number} */ n) => n % 80];
  const two = (/** @type {number} */ n) => String(n).padStart(2, '0');
  const first = two(large(squareRow)) + two(large(squareColumn));
  const second = `${Math.floor(small(squareRow) / 10)}${Math.floor(small(squareColumn) / 10)}`;
  const third = `${squareRow % 10}${squareColumn % 10}`;
  const [row, column] = [rows % 4, columns % 4];
  const half = 1 + Math.floor(row / 2) * 2 + Math.floor(column / 2);
  const quarter = 1 + (row % 2) * 2 + (column % 2);
  return `${first}${second}${third}${half}${quarter}`;
}
