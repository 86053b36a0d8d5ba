// @ts-check
// protomaps-leaflet expects Leaflet as the global `L`; the build injects the map's own instance.

/** @type {any} */
export let L;

/** @param {any} leaflet */
export function useLeaflet(leaflet) {
  L = leaflet;
}
