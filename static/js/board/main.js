// @ts-check
// Updates the board in place: a changed field, a sorted column or a click on the map fetches the same
// URL as without a script, and only the answer part of the page is replaced.

import { gridKey, prepareGrids } from './grid.js';
import { corners, meshCode, pointAt } from './mesh.js';
import { MOST_PLANS, addressOf, hoursOf, nearest, openAt } from './plans.js';

/** Debounce delay of a slider, in milliseconds. */
const REST_MS = 150;
/** Hit tolerance around a mark, in pixels. */
const FINGER_PX = 14;

/** @typedef {import('./moving.js').Pressable} Pressable */

/** The interactive map, once loaded. @type {import('./moving.js').BoardMap | undefined} */
let moving;
/** @type {AbortController | undefined} */
let asking;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let resting;

const answer = () => /** @type {HTMLElement | null} */ (document.getElementById('board-answer'));
const form = () => /** @type {HTMLFormElement | null} */ (document.getElementById('board-form'));

/**
 * Fetches the answer at `address` and replaces the current one; on failure, navigates there.
 * @param {string} address
 */
async function show(address) {
  asking?.abort();
  asking = new AbortController();
  answer()?.setAttribute('aria-busy', 'true');
  try {
    const reply = await fetch(address, { signal: asking.signal });
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    const [lead, fresh] = ['board-lead', 'board-answer'].map((part) => page.getElementById(part));
    const old = answer();
    if (!reply.ok || !lead || !fresh || old === null) throw new Error(`no answer at ${address}`);
    const focused = document.activeElement?.id;
    document.getElementById('board-lead')?.replaceWith(lead);
    replace(old, fresh);
    document.title = page.title;
    const { hash } = new URL(address, location.href);
    history.replaceState(null, '', shortest(page, reply.url) + hash);
    prepare();
    restoreFocus(focused, hash.slice(1));
    say(lead.querySelector('.board-sentence')?.textContent ?? '');
  } catch (fault) {
    if (!(fault instanceof DOMException && fault.name === 'AbortError')) location.assign(address);
  }
}

/** Replaces the answer; the interactive map moves into the new one. @param {HTMLElement} old @param {HTMLElement} fresh */
function replace(old, fresh) {
  const focused = document.activeElement;
  const live = old.querySelector('.board-map .live');
  old.replaceWith(fresh);
  const place = fresh.querySelector('.board-map .live');
  const figure = place?.closest('figure');
  if (moving === undefined || live === null || !place || !figure) return;
  place.replaceWith(live);
  showMoving(figure, true);
  moving.read(figure);
  if (focused instanceof HTMLElement && live.contains(focused)) focused.focus({ preventScroll: true });
}

/** The canonical URL from the page, which omits default parameters. @param {Document} page @param {string} asked */
function shortest(page, asked) {
  const own = page.querySelector('link[rel=canonical]')?.getAttribute('href');
  const { pathname, search } = new URL(own ?? asked, asked);
  return pathname + search;
}

/** Restores the focus, or moves it to the requested part. @param {string | undefined} id @param {string} part */
function restoreFocus(id, part) {
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  const target = document.getElementById(id || part) ?? document.getElementById(part);
  if (target === null) return;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/** Announces the sentence in a live region. @param {string} text */
function say(text) {
  const status = document.getElementById('board-said');
  if (status !== null) status.textContent = text;
}

/** Submits the form after a delay (debounced). @param {number} rest milliseconds */
function ask(rest) {
  clearTimeout(resting);
  resting = setTimeout(() => {
    const asked = form();
    if (asked?.checkValidity()) show(addressOf(asked.action, new FormData(asked)));
  }, rest);
}

/** Adds a slider beside the field for the reach; the field stays for typing. */
function addSlider() {
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById('reach'));
  const unit = /** @type {HTMLSelectElement | null} */ (form()?.elements.namedItem('unit') ?? null);
  if (field === null || unit === null) return;
  const slider = document.createElement('input');
  slider.type = 'range';
  slider.setAttribute('aria-label', field.labels?.[0]?.textContent ?? '');
  const fit = () => {
    [slider.min, slider.max, slider.step] = unit.value === 'm' ? ['100', '3000', '50'] : ['1', '30', '1'];
    slider.value = field.value;
  };
  slider.addEventListener('input', () => {
    field.value = slider.value;
    ask(REST_MS);
  });
  field.addEventListener('input', fit);
  unit.addEventListener('change', () => {
    field.value = unit.value === 'm' ? '800' : '10';
    fit();
  });
  fit();
  field.before(slider);
}

/** Adds a plan to the current URL. @param {string} plan */
function propose(plan) {
  const asked = form();
  if (asked === null) return;
  const fields = new FormData(asked);
  if (fields.getAll('plan').length >= MOST_PLANS) {
    const full = document.querySelector('[aria-labelledby="plans-title"] .notice');
    full?.scrollIntoView({ block: 'center' });
    say(full?.textContent ?? '');
    return;
  }
  fields.append('plan', plan);
  show(`${addressOf(asked.action, fields)}#plans-title`);
}

/** The hours chosen where plans are added. */
function chosenHours() {
  const adding = /** @type {HTMLFormElement | null} */ (document.querySelector('form.add-plan'));
  if (adding === null) return '';
  const fields = new FormData(adding);
  return hoursOf(fields.getAll('on').map(String), String(fields.get('from')), String(fields.get('until')));
}

/** @param {MouseEvent} press @param {HTMLElement} figure */
function pressMap(press, figure) {
  const picture = figure.querySelector('svg');
  if (picture === null) return;
  const marks = [...picture.querySelectorAll('.sk-spot')].map((mark) => {
    const box = mark.getBoundingClientRect();
    return { id: mark.getAttribute('data-id') ?? '', x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
  const box = picture.getBoundingClientRect();
  pressedAt(marks, press.clientX, press.clientY, () => pointAt(corners(figure.dataset.shown), (press.clientX - box.x) / box.width, (press.clientY - box.y) / box.height));
}

/**
 * What was clicked: the mark within tolerance, else, where any square may be asked about, a new place in
 * the mesh square there.
 * @param {Pressable[]} marks @param {number} x @param {number} y @param {() => { lon: number, lat: number }} point
 */
function pressedAt(marks, x, y, point) {
  const mark = nearest(marks.filter(({ id }) => id !== ''), x, y, FINGER_PX);
  if (mark?.id.startsWith('close~')) choose(mark.id.replace('close~', 'extend~'));
  else if (mark !== undefined) propose(openAt(mark.id.replace('open~', ''), chosenHours()));
  else if (document.querySelector('.board-map[data-squares]') !== null) {
    const { lon, lat } = point();
    propose(openAt(`mesh-${meshCode(lon, lat)}`, chosenHours()));
  }
}

/** Shows the interactive map, or the drawn one. @param {HTMLElement} figure @param {boolean} moves */
function showMoving(figure, moves) {
  figure.classList.toggle('is-moving', moves);
  figure.querySelectorAll('.live, .by-moving').forEach((part) => part.toggleAttribute('hidden', !moves));
}

/** Loads the interactive map and replaces the drawn one. @param {HTMLElement} button */
async function startMoving(button) {
  const { moduleMap, styles } = button.dataset;
  if (moving !== undefined || moduleMap === undefined || styles === undefined) return;
  button.setAttribute('aria-busy', 'true');
  try {
    const [{ BoardMap }] = await Promise.all([/** @type {Promise<typeof import('./moving.js')>} */ (import(moduleMap)), stylesheet(styles)]);
    // The answer may have been replaced meanwhile.
    const figure = /** @type {HTMLElement | null} */ (document.querySelector('.board-map'));
    const canvas = /** @type {HTMLElement | null | undefined} */ (figure?.querySelector('.map-canvas'));
    if (!figure || !canvas || moving !== undefined) return;
    figure.querySelector('[data-says=moving-failed]')?.toggleAttribute('hidden', true);
    showMoving(figure, true);
    moving = new BoardMap(canvas, figure, { pressed: pressedAt, failed: () => stopMoving(true) });
    canvas.focus({ preventScroll: true });
  } catch {
    stopMoving(true);
  } finally {
    button.removeAttribute('aria-busy');
  }
}

/** Returns to the drawn map. @param {boolean} failed whether to report an error */
function stopMoving(failed) {
  const figure = /** @type {HTMLElement | null} */ (document.querySelector('.board-map'));
  if (figure === null) return;
  moving?.remove();
  moving = undefined;
  const within = figure.contains(document.activeElement);
  showMoving(figure, false);
  const notice = figure.querySelector('[data-says=moving-failed]');
  notice?.toggleAttribute('hidden', !failed);
  if (failed) say(notice?.textContent ?? '');
  if (within) /** @type {HTMLElement | null} */ (figure.querySelector('[data-do=move]'))?.focus({ preventScroll: true });
}

/** Loads a stylesheet. @param {string} address @returns {Promise<unknown>} when it has loaded */
function stylesheet(address) {
  const known = document.querySelector(`link[href="${address}"]`);
  if (known !== null) return Promise.resolve();
  const link = document.createElement('link');
  [link.rel, link.href] = ['stylesheet', address];
  return new Promise((there, failed) => {
    link.addEventListener('load', there);
    link.addEventListener('error', failed);
    document.head.append(link);
  });
}

/** Actions of the map's buttons. @type {Record<string, (button: HTMLElement) => void>} */
const MAP_BUTTONS = {
  move: startMoving, back: () => stopMoving(false), in: () => moving?.zoom(1), out: () => moving?.zoom(-1), all: () => moving?.showAll(),
};

/** Selects an existing place in the form, to enter its hours or its closure. @param {string} plan */
function choose(plan) {
  const list = /** @type {HTMLSelectElement | null} */ (document.getElementById('add'));
  if (list === null) return;
  list.value = plan;
  list.focus();
}

/** @param {MouseEvent} press */
function pressed(press) {
  if (!(press.target instanceof Element)) return;
  const link = /** @type {HTMLAnchorElement | null} */ (press.target.closest('a[data-in-place]'));
  const cell = /** @type {HTMLElement | null} */ (press.target.closest('td[data-slot]'));
  const figure = /** @type {HTMLElement | null} */ (press.target.closest('.board-map'));
  const button = /** @type {HTMLElement | null} */ (press.target.closest('.board-map [data-do]'));
  if (button !== null) {
    MAP_BUTTONS[button.dataset.do ?? '']?.(button);
  } else if (link !== null && !press.ctrlKey && !press.metaKey && !press.shiftKey) {
    press.preventDefault();
    show(link.href);
  } else if (cell !== null) {
    chooseSlot(Number(cell.dataset.slot));
  } else if (figure !== null && press.target.closest('svg.sketch') !== null) {
    pressMap(press, figure);
  }
}

/** @param {number} slot hour of the week from Monday 0:00 */
function chooseSlot(slot) {
  const asked = form();
  const field = (/** @type {string} */ name) => /** @type {HTMLInputElement | undefined} */ (asked?.elements.namedItem(name) ?? undefined);
  const [day, hour, any] = [field('day'), field('hour'), field('any')];
  if (day === undefined || hour === undefined || any === undefined) return;
  [day.value, hour.value, any.checked] = [String(Math.floor(slot / 24)), String(slot % 24), false];
  ask(0);
}

/** @param {SubmitEvent} event */
function submitted(event) {
  const sent = event.target;
  if (!(sent instanceof HTMLFormElement) || !(sent.id === 'board-form' || 'inPlace' in sent.dataset)) return;
  event.preventDefault();
  show(addressOf(sent.action, new FormData(sent)));
}

/** Shows the controls that need a script, and gives the tables of hours their keys. */
function prepare() {
  prepareGrids(document);
  document.querySelectorAll('.board .by-script').forEach((element) => element.removeAttribute('hidden'));
  document.querySelectorAll('.board-map').forEach((figure) => figure.classList.add('can-press'));
}

const board = document.querySelector('[data-module="board"]');
if (board !== null) {
  addSlider();
  prepare();
  form()?.addEventListener('change', () => ask(0));
  board.addEventListener('click', (event) => pressed(/** @type {MouseEvent} */ (event)));
  board.addEventListener('keydown', (event) => gridKey(/** @type {KeyboardEvent} */ (event), chooseSlot));
  board.addEventListener('submit', (event) => submitted(/** @type {SubmitEvent} */ (event)));
}
