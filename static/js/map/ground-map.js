// @ts-check
// A map that moves: Leaflet with the ground under whatever a page puts on it.

import * as L from 'leaflet/dist/leaflet-src.esm.js';
import { keepScrolling, panStep } from './moving.js';
import * as pictures from './pictures.js';
import { HELD_ZOOM, TileSource } from './tiles.js';

/** @typedef {import('../near.js').LonLat} LonLat */
/** @typedef {import('./page.js').Ground} Ground */

const FIRST_ZOOM = 11;
const LAST_ZOOM = 18;

/** Ground around what is shown first, in pixels. */
const MARGIN_PX = 28;

/** How far beyond the area one may move, as a share of it. */
const LEEWAY = 0.25;

/** @param {LonLat} point @returns {[number, number]} */
export const latLng = ([lon, lat]) => [lat, lon];

export class GroundMap {
  /**
   * @param {HTMLElement} element
   * @param {{ home: LonLat[], bounds?: [LonLat, LonLat], ground: Ground,
   *   shown: (kind: 'sketch' | 'pictures' | 'archive') => void, failed: (kind: 'sketch' | 'pictures' | 'archive') => void }} options
   *   `home` is what is seen first; `shown` and `failed` are told which ground is there and which cannot be had
   */
  constructor(element, options) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.options = options;
    this.map = L.map(element, {
      attributionControl: false, zoomControl: false, scrollWheelZoom: false, minZoom: FIRST_ZOOM, maxZoom: LAST_ZOOM,
      zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
    });
    keepScrolling(this.map);
    L.control.scale({ imperial: false }).addTo(this.map);
    this.home = L.latLngBounds(options.home.map(latLng));
    const area = options.bounds ? L.latLngBounds(options.bounds.map(latLng)).extend(this.home) : this.home;
    this.map.setMaxBounds(area.pad(LEEWAY));
    this.showAll();
    element.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Draws the ground; apart, so that pins never wait for it. */
  drawGround() {
    const { pictures } = this.options.ground;
    this.drawing = pictures ? this.#drawPictures(pictures) : this.#drawTiles();
    return this.drawing;
  }

  /** Pictures as long as they come; the sketch from the first that does not. @param {{ address: string, deepest: number }} from */
  async #drawPictures({ address, deepest }) {
    const source = this.#sourceOf(address, () => {
      this.drawing = this.#drawTiles();
      this.options.failed('pictures');
    });
    await this.#lay(source, pictures.pictureLayer(source, deepest), pictures.holdAt);
    if (this.source === source) this.options.shown('pictures');
  }

  async #drawTiles() {
    const { tiles, module, archive } = this.options.ground;
    const kind = archive ? 'archive' : 'sketch';
    const source = this.#sourceOf(tiles.address, () => this.options.failed(kind));
    try {
      const ground = await import(module);
      if (this.source !== source) return;
      await this.#lay(source, ground.vectorLayer(L, source, { names: this.options.ground.names, deepest: tiles.deepest }), ground.holdAt);
      this.options.shown(kind);
    } catch (cause) {
      source.failed(cause);
    }
  }

  /** The one place tiles come from now; its first failure is told, while it still is. @param {string} address @param {() => void} failed */
  #sourceOf(address, failed) {
    let told = false;
    const source = new TileSource(address, () => {
      if (told || this.source !== source) return;
      told = true;
      failed();
    });
    this.source = source;
    return source;
  }

  /** @param {TileSource} source @param {any} layer @param {(layer: any, zoom: number) => void} holdAt */
  async #lay(source, layer, holdAt) {
    this.ground?.remove();
    this.ground = layer;
    this.holdAt = holdAt;
    if (this.held) await source.hold(this.held, FIRST_ZOOM - 1);
    if (this.source !== source) return;
    layer.addTo(this.map);
    if (this.held) holdAt(layer, HELD_ZOOM);
  }

  showAll() {
    this.map.fitBounds(this.home, { padding: [MARGIN_PX, MARGIN_PX], maxZoom: 16 });
  }

  /** @param {number} by */
  zoom(by) {
    this.map.setZoom(this.map.getZoom() + by);
  }

  /**
   * Fetches the whole area once, the same for everybody, and asks for no tile after that: then a
   * position can be shown and looked at without the network telling of it.
   * @param {[LonLat, LonLat]} bounds
   */
  async hold(bounds) {
    await this.drawing;
    this.held = bounds;
    const source = this.source;
    await source?.hold(bounds, FIRST_ZOOM - 1);
    // What failed meanwhile has left its place to a ground that is held as well.
    if (this.source !== source) await this.drawing;
    else this.holdAt?.(this.ground, HELD_ZOOM);
  }

  /** Marks a spot that is no place. The map does not move. @param {LonLat} point @param {string} className */
  mark(point, className) {
    return L.circleMarker(latLng(point), { className, radius: 8, interactive: false, keyboard: false }).addTo(this.map);
  }

  remove() {
    this.source = undefined;
    this.map.remove();
  }

  /** Arrow keys move the map from what stands on it as well, where Leaflet listens on the map alone. @param {KeyboardEvent} event */
  #key(event) {
    if (event.target === event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = panStep(event.key);
    if (!step) return;
    event.preventDefault();
    this.map.panBy(step);
  }
}
