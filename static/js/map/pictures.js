// @ts-check
// Basemap of raster tiles from a map service, proxied by our own server.

import * as L from 'leaflet/dist/leaflet-src.esm.js';

/**
 * Drawn on canvases, so that a tile in memory is never requested again.
 * @param {import('./tiles.js').TileSource} source @param {number} deepest the maximum zoom of the tiles
 */
export function pictureLayer(source, deepest) {
  const layer = new L.GridLayer({ maxNativeZoom: deepest, className: 'map-pictures' });
  layer.createTile = (/** @type {{ x: number, y: number, z: number }} */ { x, y, z }, /** @type {(cause?: unknown, tile?: HTMLElement) => void} */ done) => {
    const canvas = document.createElement('canvas');
    const size = layer.getTileSize();
    [canvas.width, canvas.height] = [size.x, size.y];
    paint(canvas, source, { x, y, z }).then(() => done(undefined, canvas), (cause) => done(cause, canvas));
    return canvas;
  };
  return layer;
}

/** @param {HTMLCanvasElement} canvas @param {import('./tiles.js').TileSource} source @param {import('./tiles.js').Tile} tile */
async function paint(canvas, source, { x, y, z }) {
  const found = await source.getZxy(z, x, y);
  if (!found) return;
  const picture = await createImageBitmap(new Blob([found.data])).catch((cause) => {
    source.failed(cause);
    throw cause;
  });
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
}

/** Overzooms tiles of `zoom` from now on. @param {any} layer @param {number} zoom */
export function holdAt(layer, zoom) {
  layer.options.maxNativeZoom = Math.min(layer.options.maxNativeZoom, zoom);
  layer.redraw();
}
