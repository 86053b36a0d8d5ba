// @ts-check
// The board's interactive map: basemap and interaction of the map page, the marks of the drawn map, and
// the coverage tiles of the same question. Loaded on demand.

import * as L from 'leaflet/dist/leaflet-src.esm.js';
import { GroundMap, latLng } from '../map/ground-map.js';
import { readGround } from '../map/page.js';
import { TileSource } from '../map/tiles.js';
import { labelRules, paintRules } from './counts.js';
import { readLegend, readMarks } from './marks.js';
import { corners } from './mesh.js';

/** @typedef {{ id: string, x: number, y: number }} Pressable a mark on the screen, in pixels */

const SVG = 'http://www.w3.org/2000/svg';

export class BoardMap extends GroundMap {
  /**
   * @param {HTMLElement} canvas @param {HTMLElement} figure the drawn map
   * @param {{ pressed: (marks: Pressable[], x: number, y: number, point: () => { lon: number, lat: number }) => void, failed: () => void }} options
   * callbacks for a click, and for a map that cannot be loaded
   */
  constructor(canvas, figure, { pressed, failed }) {
    const { dots, spots } = readMarks(figure);
    const home = [...dots, ...spots].map(({ point }) => point);
    const { west, south, east, north } = corners(figure.dataset.shown);
    const shown = (/** @type {string} */ kind) => {
      if (canvas.parentElement) canvas.parentElement.dataset.shown = kind;
    };
    // If raster tiles fail, the map falls back to the sketch.
    const lost = (/** @type {string} */ kind) => kind !== 'pictures' && failed();
    super(canvas, { home, bounds: [[west, south], [east, north]], ground: readGround(canvas.dataset), shown, failed: lost });
    this.canvas = canvas;
    this.pressed = pressed;
    this.lost = failed;
    this.dots = new Marks(this.map, 'overlayPane');
    this.marks = new Marks(this.map, 'markerPane');
    this.flags = new Marks(this.map, 'popupPane');
    this.map.on('click', (/** @type {{ containerPoint: { x: number, y: number } }} */ { containerPoint }) => this.#press(containerPoint));
    canvas.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.target !== canvas) return;
      event.preventDefault();
      this.#press(this.map.getSize().divideBy(2));
    });
    this.drawGround();
    this.read(figure);
  }

  /** Updates the marks from `figure`; the viewport stays. @param {HTMLElement} figure */
  read(figure) {
    const { dots, spots } = readMarks(figure);
    this.spots = spots;
    this.dots.show(dots);
    this.marks.show(spots.filter(({ id }) => id !== ''));
    this.flags.show(spots.filter(({ id }) => id === ''));
    const legend = readLegend(figure);
    figure.querySelector('.moving-legend')?.replaceChildren(...(legend ? [legend] : []));
    const address = figure.dataset.counts ?? '';
    if (address !== this.counting?.address) this.#count(address);
  }

  /** Replaces the coverage layer with that of another question. @param {string} address */
  async #count(address) {
    const source = new TileSource(address, () => this.counting === source && this.lost());
    this.counting = source;
    try {
      const ground = await import(this.options.ground.module);
      if (this.counting !== source) return;
      const look = this.#look();
      const fresh = ground.overlayLayer(L, source, {
        pane: 'tooltipPane', deepest: Number(this.canvas.dataset.countsDeepest), paintRules: paintRules(look), labelRules: labelRules(look),
      });
      const old = this.layers ?? [];
      this.layers = [...old, fresh];
      fresh.once('load', () => {
        old.forEach((/** @type {any} */ layer) => layer.remove());
        this.layers = this.layers?.filter((layer) => !old.includes(layer));
      });
      fresh.addTo(this.map);
    } catch (cause) {
      source.failed(cause);
    }
  }

  /** @returns {import('./counts.js').Look} */
  #look() {
    const style = getComputedStyle(this.canvas);
    const { shades, unknown } = this.canvas.dataset;
    return {
      shades: (shades ?? '').split(',').map(Number), unknown: unknown ?? '', lang: document.documentElement.lang,
      fills: [1, 2, 3, 4, 5].map((step) => style.getPropertyValue(`--s${step}`)), ink: style.getPropertyValue('--ink'),
    };
  }

  /** @param {{ x: number, y: number }} at pixels from the corner of the map */
  #press(at) {
    const marks = (this.spots ?? []).map(({ id, point }) => ({ id, ...pixels(this.map.latLngToContainerPoint(latLng(point))) }));
    this.pressed(marks, at.x, at.y, () => {
      const { lng, lat } = this.map.containerPointToLatLng(L.point(at.x, at.y));
      return { lon: lng, lat };
    });
  }

  remove() {
    this.counting = undefined;
    super.remove();
  }
}

/** @param {{ x: number, y: number }} point */
const pixels = ({ x, y }) => ({ x, y });

/** Marks with a constant size at every zoom. */
class Marks {
  /** @param {any} map @param {string} pane */
  constructor(map, pane) {
    this.map = map;
    this.picture = document.createElementNS(SVG, 'svg');
    this.picture.setAttribute('class', 'board-marks leaflet-zoom-hide');
    this.picture.setAttribute('aria-hidden', 'true');
    map.getPane(pane).append(this.picture);
    /** @type {import('./marks.js').Mark[]} */ this.shown = [];
    map.on('zoomend viewreset', () => this.#stand());
  }

  /** @param {import('./marks.js').Mark[]} marks */
  show(marks) {
    this.shown = marks;
    this.picture.replaceChildren(...marks.map(({ element }) => element));
    this.#stand();
  }

  #stand() {
    for (const { element, point } of this.shown) {
      const { x, y } = this.map.latLngToLayerPoint(latLng(point));
      element.setAttribute('transform', `translate(${Math.round(x)} ${Math.round(y)})`);
    }
  }
}
