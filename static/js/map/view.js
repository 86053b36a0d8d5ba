// @ts-check
// The interactive map of the list: numbered pins on the basemap.

import * as L from 'leaflet/dist/leaflet-src.esm.js';
import { GroundMap, latLng } from './ground-map.js';
import { PIN_PX, draw, nearestSpot, stand } from './pins.js';

/** @typedef {import('../near.js').LonLat} LonLat */
/** @typedef {import('./page.js').Place} Place */

export class MapView extends GroundMap {
  /**
   * @param {HTMLElement} element
   * @param {Omit<ConstructorParameters<typeof GroundMap>[1], 'home'> & { places: Place[], origin?: LonLat, chosen: (place: Place) => void }} options
   */
  constructor(element, options) {
    super(element, { ...options, home: [...options.places.map(({ point }) => point), ...(options.origin ? [options.origin] : [])] });
    this.places = options.places;
    this.chosen = options.chosen;
    /** @type {Map<number, L.Marker>} */
    this.pins = new Map(options.places.map((place) => [place.number, this.#pin(place)]));
    this.leaders = L.layerGroup().addTo(this.map);
    this.map.on('zoomend resize', () => this.#standPins());
    this.#standPins();
    if (options.origin) this.mark(options.origin, 'map-origin');
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

  /** Selects the pin near a click. @param {import('./pins.js').Spot} at */
  #chooseNear(at) {
    const spots = [...this.pins.values()].map((pin) => this.map.latLngToContainerPoint(pin.getLatLng()));
    const nth = nearestSpot(spots, at);
    if (nth !== undefined) this.chosen(this.places[nth]);
  }

  /** Places the pins without overlap at this zoom, with lines to their points. */
  #standPins() {
    this.leaders.clearLayers();
    const points = this.places.map(({ point }) => this.map.latLngToLayerPoint(latLng(point)));
    stand(points).forEach((spot, nth) => {
      const place = this.places[nth];
      const there = this.map.layerPointToLatLng(L.point(spot.x, spot.y));
      this.pins.get(place.number)?.setLatLng(there);
      if (spot === points[nth]) return;
      L.polyline([latLng(place.point), there], { className: 'map-leader', interactive: false }).addTo(this.leaders);
    });
  }
}
