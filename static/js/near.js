// @ts-check
// Distances from the device's location, computed on the device: the position never leaves the page.

/** @typedef {[lon: number, lat: number]} LonLat degrees, longitude first */

/** Mean Earth radius in meters, as on the server. */
const EARTH_RADIUS_M = 6371008.8;

/** Detour factor: streets are longer than the straight line by about this factor. */
export const DETOUR = 1.3;

/** Walking speed of the real-estate fair-display rule, in meters a minute. */
export const WALK_M_PER_MIN = 80;

/** @param {string | undefined} text "135.4589,34.5343" @returns {LonLat | undefined} */
export function readPoint(text) {
  const [lon, lat, ...rest] = (text ?? '').split(',').map(Number);
  const inRange = Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  return rest.length === 0 && inRange ? [lon, lat] : undefined;
}

/** @param {string | undefined} text west, south, east, north @returns {[LonLat, LonLat] | undefined} */
export function readBounds(text) {
  const parts = (text ?? '').split(',');
  const [low, high] = [readPoint(parts.slice(0, 2).join(',')), readPoint(parts.slice(2).join(','))];
  return low && high ? [low, high] : undefined;
}

/** Great-circle distance in meters. @param {LonLat} a @param {LonLat} b */
export function distance([aLon, aLat], [bLon, bLat]) {
  const radians = Math.PI / 180;
  const half = (/** @type {number} */ degrees) => Math.sin((degrees * radians) / 2) ** 2;
  const chord = half(bLat - aLat) + Math.cos(aLat * radians) * Math.cos(bLat * radians) * half(bLon - aLon);
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(Math.min(1, chord)));
}

/** Walking time in whole minutes, rounded up, at least one. @param {number} meters */
export function walkMinutes(meters) {
  return Math.max(1, Math.ceil((meters * DETOUR) / WALK_M_PER_MIN));
}

/**
 * Sorts by distance, nearest first (stable).
 * @template {{ point: LonLat }} T
 * @param {readonly T[]} places @param {LonLat} here
 * @returns {(T & { meters: number })[]}
 */
export function nearestFirst(places, here) {
  return places
    .map((place) => ({ ...place, meters: distance(here, place.point) }))
    .sort((a, b) => a.meters - b.meters);
}

/** @param {LonLat} point @param {[LonLat, LonLat]} bounds */
export function isInside([lon, lat], [[west, south], [east, north]]) {
  return lon >= west && lon <= east && lat >= south && lat <= north;
}
