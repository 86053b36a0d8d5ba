// @ts-check
// The interactive map: Leaflet with the basemap, on which pages put their own layers.

import * as L from 'leaflet/dist/leaflet-src.esm.js';
import { keepScrolling, panStep } from './moving.js';
import * as pictures from './pictures.js';
import { HELD_ZOOM, TileSource } from './tiles.js';

/** @typedef {import('../near.js').LonLat} LonLat */
/** @typedef {import('./page.js').Ground} Ground */

const FIRST_ZOOM = 11;
const LAST_ZOOM = 18;

/** How far vector tiles are enlarged beyond their own zoom: further in there is nothing more to see. */
const ENLARGED = 2;

/** Padding around the initial view, in pixels. */
const MARGIN_PX = 28;

/** How far the map can be panned beyond the area, as a fraction of it. */
const LEEWAY = 0.25;

/** @param {LonLat} point @returns {[number, number]} */
export const latLng = ([lon, lat]) => [lat, lon];

export class GroundMap {
  /**
   * @param {HTMLElement} element
   * @param {{ home: LonLat[], all?: LonLat[], bounds?: [LonLat, LonLat], ground: Ground,
   *   shown: (kind: 'sketch' | 'pictures' | 'archive') => void, failed: (kind: 'sketch' | 'pictures' | 'archive') => void }} options
   * `home` is the initial view, `all` what "show all" frames (else `home`); `shown` and `failed` are called with the basemap that is shown or
   * cannot be loaded
   */
  constructor(element, options) {
    const { tiles, pictures: photos } = options.ground;
    const deepest = photos ? LAST_ZOOM : Math.min(LAST_ZOOM, tiles.deepest + ENLARGED);
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.options = options;
    this.map = L.map(element, {
      attributionControl: false, zoomControl: false, scrollWheelZoom: false, minZoom: FIRST_ZOOM, maxZoom: deepest,
      zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
    });
    keepScrolling(this.map);
    L.control.scale({ imperial: false }).addTo(this.map);
    const home = L.latLngBounds(options.home.map(latLng));
    this.all = options.all ? L.latLngBounds(options.all.map(latLng)) : home;
    const area = options.bounds ? L.latLngBounds(options.bounds.map(latLng)).extend(this.all) : this.all;
    this.map.setMaxBounds(area.pad(LEEWAY));
    this.#frame(home);
    element.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Draws the basemap; separate, so that pins never wait for it. */
  drawGround() {
    const { pictures } = this.options.ground;
    this.drawing = pictures ? this.#drawPictures(pictures) : this.#drawTiles();
    return this.drawing;
  }

  /** Raster tiles; the sketch as a fallback from the first tile that fails. @param {{ address: string, deepest: number }} from */
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

  /** The current tile source; its first failure is reported while it is current. @param {string} address @param {() => void} failed */
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
    this.#frame(this.all);
  }

  /** @param {L.LatLngBounds} bounds */
  #frame(bounds) {
    this.map.fitBounds(bounds, { padding: [MARGIN_PX, MARGIN_PX], maxZoom: 16 });
  }

  /** @param {number} by */
  zoom(by) {
    this.map.setZoom(this.map.getZoom() + by);
  }

  /**
   * Prefetches the tiles of the whole area, the same for everybody, and requests none afterwards: then
   * a position can be shown and zoomed to without disclosing it to the network.
   * @param {[LonLat, LonLat]} bounds
   */
  async hold(bounds) {
    await this.drawing;
    this.held = bounds;
    const source = this.source;
    await source?.hold(bounds, FIRST_ZOOM - 1);
    // A source that failed meanwhile was replaced by one that has to be held as well.
    if (this.source !== source) await this.drawing;
    else this.holdAt?.(this.ground, HELD_ZOOM);
  }

  /** Adds a marker that is not a place; does not pan. @param {LonLat} point @param {string} className */
  mark(point, className) {
    return L.circleMarker(latLng(point), { className, radius: 8, interactive: false, keyboard: false }).addTo(this.map);
  }

  remove() {
    this.source = undefined;
    this.map.remove();
  }

  /** Arrow keys pan the map also from focused pins; Leaflet handles them on the map only. @param {KeyboardEvent} event */
  #key(event) {
    if (event.target === event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = panStep(event.key);
    if (!step) return;
    event.preventDefault();
    this.map.panBy(step);
  }
}
