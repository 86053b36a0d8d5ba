// @ts-check
// protomaps-leaflet expects Leaflet under the global name L; the build gives it this one, which is
// the map's own.

/** @type {any} */
export let L;

/** @param {any} leaflet */
export function useLeaflet(leaflet) {
  L = leaflet;
}
