// @ts-check
// The ground drawn from vector tiles; a file of its own, so that the pins do not wait for it, and
// for whoever has the ground in pictures it does not come at all.

import { leafletLayer } from 'protomaps-leaflet';
import { useLeaflet } from './leaflet-everywhere.js';
import { colorsFor, labelRules, paintRules } from './style.js';

/**
 * @param {typeof import('leaflet')} leaflet the one the map is made with
 * @param {import('./tiles.js').TileSource} source
 * @param {{ names: string[], deepest: number }} options the properties that hold a name, the best first, and the last zoom of the tiles
 */
export function vectorLayer(leaflet, source, { names, deepest }) {
  useLeaflet(leaflet);
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const look = () => {
    const colors = colorsFor(dark.matches);
    return { paintRules: paintRules(colors), labelRules: labelRules(colors, names), backgroundColor: colors.sea };
  };
  const layer = leafletLayer({ url: source, attribution: '', maxDataZoom: deepest, lang: document.documentElement.lang, ...look() });
  dark.addEventListener('change', () => {
    Object.assign(layer, look());
    layer.clearLayout();
    layer.rerenderTiles();
  });
  return layer;
}

/**
 * What lies over the ground, from tiles of its own.
 * @param {typeof import('leaflet')} leaflet the one the map is made with
 * @param {import('./tiles.js').TileSource} source
 * @param {{ pane: string, deepest: number, paintRules: any[], labelRules: any[] }} options its place among the layers, and how it is drawn
 */
export function overlayLayer(leaflet, source, { deepest, ...options }) {
  useLeaflet(leaflet);
  return leafletLayer({ url: source, attribution: '', maxDataZoom: deepest, lang: document.documentElement.lang, ...options });
}

/** From now on tiles deeper than `zoom` are enlarged ones of that zoom. @param {any} layer @param {number} zoom */
export function holdAt(layer, zoom) {
  for (const view of layer.views.values()) view.maxDataLevel = Math.min(view.maxDataLevel, zoom);
  layer.clearLayout();
  layer.redraw();
}
