// @ts-check
// The map that moves: Leaflet with the ground under it and the numbered pins of the list.

import * as L from 'leaflet/dist/leaflet-src.esm.js';
import { keepScrolling, panStep } from './moving.js';
import * as pictures from './pictures.js';
import { PIN_PX, draw, nearestSpot, stand } from './pins.js';
import { HELD_ZOOM, TileSource } from './tiles.js';

/** @typedef {import('../near.js').LonLat} LonLat */
/** @typedef {import('./page.js').Place} Place */
/** @typedef {import('./page.js').Ground} Ground */

const FIRST_ZOOM = 11;
const LAST_ZOOM = 18;

/** Ground around what is shown first, in pixels. */
const MARGIN_PX = 28;

/** How far beyond the area one may move, as a share of it. */
const LEEWAY = 0.25;

/** @param {LonLat} point @returns {[number, number]} */
const latLng = ([lon, lat]) => [lat, lon];

export class MapView {
  /**
   * @param {HTMLElement} element
   * @param {{ places: Place[], bounds?: [LonLat, LonLat], origin?: LonLat, ground: Ground,
   *   chosen: (place: Place) => void, shown: (kind: 'sketch' | 'pictures' | 'archive') => void, failed: (kind: 'sketch' | 'pictures' | 'archive') => void }} options
   *   `shown` and `failed` are told which ground is there and which cannot be had
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
    /** What is seen first: the places and where the search starts. */
    this.home = L.latLngBounds([...options.places.map(({ point }) => latLng(point)), ...(options.origin ? [latLng(options.origin)] : [])]);
    const area = options.bounds ? L.latLngBounds(options.bounds.map(latLng)).extend(this.home) : this.home;
    this.map.setMaxBounds(area.pad(LEEWAY));
    this.showAll();
    /** @type {Map<number, L.Marker>} */
    this.pins = new Map(options.places.map((place) => [place.number, this.#pin(place)]));
    this.leaders = L.layerGroup().addTo(this.map);
    this.map.on('zoomend resize', () => this.#standPins());
    this.#standPins();
    if (options.origin) this.mark(options.origin, 'map-origin');
    element.addEventListener('keydown', (event) => this.#key(event));
    this.map.on('click', (/** @type {{ containerPoint: import('./pins.js').Spot }} */ { containerPoint }) => this.#chooseNear(containerPoint));
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

  /** Marks one pin as the chosen one and brings it into view. @param {number | undefined} number */
  choose(number) {
    for (const [own, pin] of this.pins) {
      const element = pin.getElement();
      if (own === number) element?.setAttribute('aria-current', 'true');
      else element?.removeAttribute('aria-current');
      pin.setZIndexOffset(own === number ? 1000 : 0);
    }
    const pin = number === undefined ? undefined : this.pins.get(number);
    if (pin) this.map.panInside(pin.getLatLng(), { padding: [PIN_PX, PIN_PX] });
  }

  /** @param {number} number */
  focus(number) {
    this.pins.get(number)?.getElement()?.focus({ preventScroll: true });
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

  /** @param {Place} place */
  #pin(place) {
    const html = draw(place.number, place.look);
    const icon = L.divIcon({ className: 'map-pin-spot', html, iconSize: [PIN_PX, PIN_PX] });
    const pin = L.marker(latLng(place.point), { icon, keyboard: true, riseOnHover: true }).addTo(this.map);
    const element = pin.getElement();
    element.setAttribute('aria-label', place.label);
    element.dataset.number = String(place.number);
    pin.on('click', () => this.options.chosen(place));
    element.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      this.options.chosen(place);
    });
    return pin;
  }

  /** A press beside a pin is meant for it. @param {import('./pins.js').Spot} at */
  #chooseNear(at) {
    const spots = [...this.pins.values()].map((pin) => this.map.latLngToContainerPoint(pin.getLatLng()));
    const nth = nearestSpot(spots, at);
    if (nth !== undefined) this.options.chosen(this.options.places[nth]);
  }

  /** Gives every pin room of its own at this zoom, with a line back to its point. */
  #standPins() {
    this.leaders.clearLayers();
    const points = this.options.places.map(({ point }) => this.map.latLngToLayerPoint(latLng(point)));
    stand(points).forEach((spot, nth) => {
      const place = this.options.places[nth];
      const there = this.map.layerPointToLatLng(L.point(spot.x, spot.y));
      this.pins.get(place.number)?.setLatLng(there);
      if (spot === points[nth]) return;
      L.polyline([latLng(place.point), there], { className: 'map-leader', interactive: false }).addTo(this.leaders);
    });
  }

  /** Arrow keys move the map from a pin as well, where Leaflet listens on the map alone. @param {KeyboardEvent} event */
  #key(event) {
    if (event.target === event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    const step = panStep(event.key);
    if (!step) return;
    event.preventDefault();
    this.map.panBy(step);
  }
}
