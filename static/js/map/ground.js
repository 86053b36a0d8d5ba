// @ts-check
// The basemap drawn from vector tiles; a separate bundle, so that pins do not wait for it, and it is
// not loaded with raster tiles.

import { leafletLayer } from 'protomaps-leaflet';
import { useLeaflet } from './leaflet-everywhere.js';
import { colorsFor, labelRules, paintRules } from './style.js';

/**
 * @param {typeof import('leaflet')} leaflet the map's instance
 * @param {import('./tiles.js').TileSource} source
 * @param {{ names: string[], deepest: number }} options the name properties, best first, and the
 * maximum zoom of the tiles
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
 * A vector layer above the basemap, from its own tiles.
 * @param {typeof import('leaflet')} leaflet the map's instance
 * @param {import('./tiles.js').TileSource} source
 * @param {{ pane: string, deepest: number, paintRules: any[], labelRules: any[] }} options its pane,
 * maximum zoom and rules
 */
export function overlayLayer(leaflet, source, { deepest, ...options }) {
  useLeaflet(leaflet);
  return leafletLayer({ url: source, attribution: '', maxDataZoom: deepest, lang: document.documentElement.lang, ...options });
}

/** Overzooms tiles of `zoom` from now on. @param {any} layer @param {number} zoom */
export function holdAt(layer, zoom) {
  for (const view of layer.views.values()) view.maxDataLevel = Math.min(view.maxDataLevel, zoom);
  layer.clearLayout();
  layer.redraw();
}
