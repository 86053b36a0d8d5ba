// @ts-check
// The interactive map of the list: numbered pins on the basemap.

import * as L from 'leaflet/dist/leaflet-src.esm.js';
import { GroundMap, latLng } from './ground-map.js';
import { WALK_M_PER_MIN, DETOUR, nearestFirst } from '../near.js';
import { PIN_PX, draw, nearestSpot, stand } from './pins.js';

/** @typedef {import('../near.js').LonLat} LonLat */
/** @typedef {import('./page.js').Place} Place */

/** Walks drawn as rings around the origin, in minutes. */
const RING_MINUTES = [5, 10];

/** How many of the nearest places the first view frames beside the origin. */
const FRAMED = 6;

/** The points of the first view: the origin and the places nearest to it, or all places. @param {Place[]} places @param {LonLat | undefined} origin @returns {LonLat[]} */
const framed = (places, origin) => (origin ? [origin, ...nearestFirst(places, origin).slice(0, FRAMED).map(({ point }) => point)] : places.map(({ point }) => point));

export class MapView extends GroundMap {
  /**
   * @param {HTMLElement} element
   * @param {Omit<ConstructorParameters<typeof GroundMap>[1], 'home'> & { places: Place[], origin?: LonLat, originName: string, rings: string[], chosen: (place: Place) => void }} options
   */
  constructor(element, options) {
    const { places, origin } = options;
    super(element, { ...options, home: framed(places, origin), all: [...places.map(({ point }) => point), ...(origin ? [origin] : [])] });
    this.origin = origin;
    /** Zoom from which closed places are as large as others: one step in, where there is one. */
    this.close = Math.min(this.map.getZoom() + 1, this.map.getMaxZoom());
    this.places = options.places;
    this.chosen = options.chosen;
    /** @type {Map<number, L.Marker>} */
    this.pins = new Map(options.places.map((place) => [place.number, this.#pin(place)]));
    this.leaders = L.layerGroup().addTo(this.map);
    this.map.on('zoomend resize', () => this.#standPins());
    this.#standPins();
    if (origin) this.#drawOrigin(origin, options.originName, options.rings);
    this.map.on('click', (/** @type {{ containerPoint: import('./pins.js').Spot }} */ { containerPoint }) => this.#chooseNear(containerPoint));
  }

  /** Highlights one pin and pans to it. @param {number | undefined} number */
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

  /** @param {Place} place */
  #pin(place) {
    const html = draw(place.number, place.look);
    const icon = L.divIcon({ className: 'map-pin-spot', html, iconSize: [PIN_PX, PIN_PX] });
    const pin = L.marker(latLng(place.point), { icon, keyboard: true, riseOnHover: true }).addTo(this.map);
    const element = pin.getElement();
    element.setAttribute('aria-label', place.label);
    element.dataset.number = String(place.number);
    pin.on('click', () => this.chosen(place));
    element.addEventListener('keydown', (/** @type {KeyboardEvent} */ event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      this.chosen(place);
    });
    return pin;
  }

  /** The origin with its name, and rings of a short walk. @param {LonLat} origin @param {string} name @param {string[]} rings words of the rings */
  #drawOrigin(origin, name, rings) {
    RING_MINUTES.forEach((minutes, nth) => {
      const ring = L.circle(latLng(origin), { radius: (minutes * WALK_M_PER_MIN) / DETOUR, className: 'map-ring', fill: false, interactive: false }).addTo(this.map);
      const south = [ring.getBounds().getSouth(), origin[0]];
      this.#label(south, rings[nth] ?? '', 'map-ring-name');
    });
    this.mark(origin, 'map-origin');
    this.#label(latLng(origin), name, 'map-name');
  }

  /** Words at a point, under which pins may be pressed. @param {number[]} at @param {string} text @param {string} className */
  #label(at, text, className) {
    const words = document.createElement('span');
    words.textContent = text;
    L.marker(at, { icon: L.divIcon({ className, html: words, iconSize: [0, 0] }), interactive: false, keyboard: false, zIndexOffset: 500 }).addTo(this.map);
  }

  /** Whether a place is drawn small at this zoom. @param {Place} place */
  #isSmall(place) {
    return this.map.getZoom() < this.close && (place.look === 'closed' || place.look === 'ended');
  }

  /** Selects the pin near a click. @param {import('./pins.js').Spot} at */
  #chooseNear(at) {
    const spots = [...this.pins.values()].map((pin) => this.map.latLngToContainerPoint(pin.getLatLng()));
    const nth = nearestSpot(spots, at);
    if (nth !== undefined) this.chosen(this.places[nth]);
  }

  /** Places the pins without overlap at this zoom, with lines to their points. */
  #standPins() {
    this.leaders.clearLayers();
    const pointOf = (/** @type {LonLat} */ point) => this.map.latLngToLayerPoint(latLng(point));
    for (const place of this.places) {
      const pin = this.pins.get(place.number);
      pin?.setLatLng(latLng(place.point));
      const [element, small] = [pin?.getElement(), this.#isSmall(place)];
      if (element === undefined) continue;
      element.classList.toggle('is-small', small);
      // A small pin is too near its neighbors to be a control of its own: the list leads to it.
      element.tabIndex = small ? -1 : 0;
      element.setAttribute('role', small ? 'img' : 'button');
    }
    const large = this.places.filter((place) => !this.#isSmall(place));
    const points = large.map(({ point }) => pointOf(point));
    stand(points, this.origin ? [pointOf(this.origin)] : []).forEach((spot, nth) => {
      const place = large[nth];
      const there = this.map.layerPointToLatLng(L.point(spot.x, spot.y));
      this.pins.get(place.number)?.setLatLng(there);
      if (spot === points[nth]) return;
      L.polyline([latLng(place.point), there], { className: 'map-leader', interactive: false }).addTo(this.leaders);
    });
  }
}
