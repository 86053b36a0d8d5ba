// @ts-check
// Replaces the drawn map with the interactive one, and links it to the list.

import { reorder, say } from '../cards.js';
import { isInside, nearestFirst } from '../near.js';
import { suggestInForms } from '../suggesting.js';
import { need, readMap, readPlaces } from './page.js';
import { MapView } from './view.js';

/** @typedef {import('./page.js').Place} Place */

/** Timeout of geolocation, in milliseconds. */
const LOCATE_MS = 15_000;

/** @param {HTMLElement} root */
function start(root) {
  const places = readPlaces(root);
  const about = readMap(root);
  if (places.length === 0) return;
  // Removes all listeners when the drawn map returns.
  const ending = new AbortController();
  const live = need(root, '.live');
  live.hidden = false;
  root.classList.add('is-live');
  const back = () => {
    ending.abort();
    view.remove();
    live.hidden = true;
    root.classList.remove('is-live');
    delete root.dataset.shown;
  };
  const failed = (/** @type {string} */ kind) => {
    if (kind !== 'pictures') back();
    say(root, kind === 'pictures' ? 'pictures-failed' : 'tiles-failed');
  };
  const shown = (/** @type {string} */ kind) => {
    root.dataset.shown = kind;
  };
  const choose = (/** @type {Place | undefined} */ place) => {
    view.choose(place?.number);
    for (const { card } of places) card.classList.toggle('is-chosen', card === place?.card);
    // The selection survives a visit to the place's page.
    history.replaceState(history.state, '', place ? `#${place.card.id}` : location.pathname + location.search);
  };
  const toCard = (/** @type {Place} */ place) => {
    choose(place);
    place.card.focus({ preventScroll: true });
    place.card.scrollIntoView({ block: 'start' });
  };
  const view = new MapView(need(live, '.map-canvas'), { ...about, places, chosen: toCard, shown, failed });
  performance.mark('map-pins');
  view.drawGround();
  for (const place of places) tieCard(place, about.show, ending.signal, () => {
    choose(place);
    live.scrollIntoView({ block: 'nearest' });
    view.focus(place.number);
  });
  /** @type {Place | undefined} */ const linked = places.find(({ card }) => `#${card.id}` === location.hash);
  if (linked) choose(linked);
  escapes(root, places, choose, view, ending.signal);
  const actions = { in: () => view.zoom(1), out: () => view.zoom(-1), all: () => view.showAll(), here: locator(root, places, about, view) };
  for (const [name, act] of Object.entries(actions)) need(live, `[data-do="${name}"]`).addEventListener('click', act, ending);
  tries(root, ending, view);
}

/** The retry buttons, shown if tiles failed to load. @param {HTMLElement} root @param {AbortController} ending @param {MapView} view */
function tries(root, ending, view) {
  const again = {
    'tiles-failed': () => start(root),
    'pictures-failed': () => view.drawGround(),
  };
  const clicks = new AbortController();
  for (const [key, act] of Object.entries(again)) {
    need(root, `[data-says="${key}"] button`).addEventListener('click', () => {
      say(root, '');
      need(root, '.map-canvas').focus({ preventScroll: true });
      if (ending.signal.aborted) clicks.abort();
      act();
    }, clicks);
  }
}

/** Links a card to its pin. @param {Place} place @param {string} words @param {AbortSignal} until @param {() => void} show */
function tieCard({ card, label }, words, until, show) {
  card.tabIndex = -1;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'button call';
  button.textContent = words;
  button.setAttribute('aria-label', `${words} ${label}`);
  button.addEventListener('click', show);
  const actions = document.createElement('p');
  actions.className = 'actions';
  actions.append(button);
  until.addEventListener('abort', () => actions.remove());
  card.append(actions);
}

/**
 * Escape clears the selection; on a card it moves the focus back to its pin.
 * @param {HTMLElement} root @param {Place[]} places @param {(place?: Place) => void} choose @param {MapView} view @param {AbortSignal} signal
 */
function escapes(root, places, choose, view, signal) {
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const from = places.find(({ card }) => card.contains(document.activeElement));
    choose(undefined);
    if (from) view.focus(from.number);
  }, { signal });
}

/**
 * 「現在地から」: computes distances and order on the device; the map does not move, and no tile is requested
 * once the position is known.
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
suggestInForms();
