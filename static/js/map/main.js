// @ts-check
// Puts the map that moves in the place of the drawn one, and ties it to the list.

import { reorder, say } from '../cards.js';
import { isInside, nearestFirst } from '../near.js';
import { need, readMap, readPlaces } from './page.js';
import { MapView } from './view.js';

/** @typedef {import('./page.js').Place} Place */

/** How long the device may look for its position, in milliseconds. */
const LOCATE_MS = 15_000;

/** @param {HTMLElement} root */
function start(root) {
  const places = readPlaces(root);
  const about = readMap(root);
  if (places.length === 0) return;
  const live = need(root, '.live');
  live.hidden = false;
  root.classList.add('is-live');
  const back = () => {
    view.remove();
    live.hidden = true;
    root.classList.remove('is-live');
    say(root, 'tiles-failed');
  };
  const choose = (/** @type {Place | undefined} */ place) => {
    view.choose(place?.number);
    for (const { card } of places) card.classList.toggle('is-chosen', card === place?.card);
    // The place stays chosen when a family comes back from its page.
    history.replaceState(history.state, '', place ? `#${place.card.id}` : location.pathname + location.search);
  };
  const toCard = (/** @type {Place} */ place) => {
    choose(place);
    place.card.focus({ preventScroll: true });
    place.card.scrollIntoView({ block: 'start' });
  };
  const view = new MapView(need(live, '.map-canvas'), { ...about, places, chosen: toCard, failed: back });
  view.drawGround();
  for (const place of places) tieCard(place, about.show, () => {
    choose(place);
    live.scrollIntoView({ block: 'nearest' });
    view.focus(place.number);
  });
  /** @type {Place | undefined} */ const linked = places.find(({ card }) => `#${card.id}` === location.hash);
  if (linked) choose(linked);
  escapes(root, places, choose, view);
  const actions = { in: () => view.zoom(1), out: () => view.zoom(-1), all: () => view.showAll(), here: locator(root, places, about, view) };
  for (const [name, act] of Object.entries(actions)) need(live, `[data-do="${name}"]`).addEventListener('click', act);
  performance.mark('map-pins');
}

/** A way from the list to the map. @param {Place} place @param {string} words @param {() => void} show */
function tieCard({ card, label }, words, show) {
  card.tabIndex = -1;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button call';
  button.textContent = words;
  button.setAttribute('aria-label', `${words} ${label}`);
  button.addEventListener('click', show);
  card.querySelector('.actions')?.append(button);
}

/**
 * Escape lets go of the chosen place; from its card it leads back to its pin.
 * @param {HTMLElement} root @param {Place[]} places @param {(place?: Place) => void} choose @param {MapView} view
 */
function escapes(root, places, choose, view) {
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const from = places.find(({ card }) => card.contains(document.activeElement));
    choose(undefined);
    if (from) view.focus(from.number);
  });
}

/**
 * What 「現在地から」 does: distances and order are worked out here, the map does not move, and once
 * the position is known no tile is asked for.
 * @param {HTMLElement} root @param {Place[]} places @param {ReturnType<typeof readMap>} about @param {MapView} view
 */
function locator(root, places, about, view) {
  /** @type {{ remove(): void } | undefined} */ let mark;
  const show = (/** @type {GeolocationPosition} */ { coords }) => {
    /** @type {import('../near.js').LonLat} */ const here = [coords.longitude, coords.latitude];
    mark?.remove();
    mark = view.mark(here, 'map-here');
    reorder(root, nearestFirst(places, here));
    say(root, about.bounds && !isInside(here, about.bounds) ? 'far' : 'located');
  };
  return async () => {
    say(root, 'locating');
    if (!about.bounds || !('geolocation' in navigator)) {
      say(root, 'not-located');
      return;
    }
    await view.hold(about.bounds);
    navigator.geolocation.getCurrentPosition(show, () => say(root, 'not-located'), { timeout: LOCATE_MS, maximumAge: 60_000 });
  };
}

for (const root of document.querySelectorAll('[data-module="map"]')) {
  if (root instanceof HTMLElement) start(root);
}
