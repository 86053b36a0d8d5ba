// @ts-check
// protomaps-leaflet expects Leaflet under the global name L; the build gives it this one instead.

export * as L from 'leaflet/dist/leaflet-src.esm.js';
