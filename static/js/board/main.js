// @ts-check
// The board answers in place: a changed field, a sorted column, a press on the map ask the same
// address as without a script, and only the answer is put in place of the old one.

import { corners, meshCode, pointAt } from './mesh.js';
import { MOST_PLANS, addressOf, hoursOf, nearest, openAt } from './plans.js';

/** Milliseconds a slider rests before the answer is asked for. */
const REST_MS = 150;
/** Pixels around a mark in which a press means the mark. */
const FINGER_PX = 14;

/** @type {AbortController | undefined} */
let asking;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let resting;

const answer = () => /** @type {HTMLElement | null} */ (document.getElementById('board-answer'));
const form = () => /** @type {HTMLFormElement | null} */ (document.getElementById('board-form'));

/**
 * Puts the answer at `address` in place; where that fails, goes there.
 * @param {string} address
 */
async function show(address) {
  asking?.abort();
  asking = new AbortController();
  answer()?.setAttribute('aria-busy', 'true');
  try {
    const reply = await fetch(address, { signal: asking.signal });
    const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
    const fresh = page.getElementById('board-answer');
    const old = answer();
    if (!reply.ok || fresh === null || old === null) throw new Error(`no answer at ${address}`);
    const focused = document.activeElement?.id;
    old.replaceWith(fresh);
    document.title = page.title;
    const { hash } = new URL(address, location.href);
    history.replaceState(null, '', shortest(page, reply.url) + hash);
    restoreFocus(focused, hash.slice(1));
    say(fresh.querySelector('.board-sentence')?.textContent ?? '');
    prepare();
  } catch (fault) {
    if (!(fault instanceof DOMException && fault.name === 'AbortError')) location.assign(address);
  }
}

/** The address the page itself gives, which leaves out what goes without saying. @param {Document} page @param {string} asked */
function shortest(page, asked) {
  const own = page.querySelector('link[rel=canonical]')?.getAttribute('href');
  const { pathname, search } = new URL(own ?? asked, asked);
  return pathname + search;
}

/** Keeps the focus where it was, or puts it on the part that was asked for. @param {string | undefined} id @param {string} part */
function restoreFocus(id, part) {
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  const target = document.getElementById(id || part) ?? document.getElementById(part);
  if (target === null) return;
  if (target.tabIndex < 0) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/** Reads the sentence aloud. @param {string} text */
function say(text) {
  const status = document.getElementById('board-said');
  if (status !== null) status.textContent = text;
}

/** Asks for what the form says, after a rest. @param {number} rest milliseconds */
function ask(rest) {
  clearTimeout(resting);
  resting = setTimeout(() => {
    const asked = form();
    if (asked?.checkValidity()) show(addressOf(asked.action, new FormData(asked)));
  }, rest);
}

/** A slider beside the field for the reach; the field stays for those who type. */
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

/** Adds a plan to the address that is shown. @param {string} plan */
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
  const mark = nearest(marks.filter(({ id }) => id !== ''), press.clientX, press.clientY, FINGER_PX);
  if (mark?.id.startsWith('close~')) {
    choose(mark.id.replace('close~', 'extend~'));
    return;
  }
  if (mark !== undefined) {
    propose(openAt(mark.id.replace('open~', ''), chosenHours()));
    return;
  }
  const box = picture.getBoundingClientRect();
  const { lon, lat } = pointAt(corners(figure.dataset.shown), (press.clientX - box.x) / box.width, (press.clientY - box.y) / box.height);
  propose(openAt(`mesh-${meshCode(lon, lat)}`, chosenHours()));
}

/** Chooses a place that exists in the form, where its hours or its end are asked for. @param {string} plan */
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
  if (link !== null && !press.ctrlKey && !press.metaKey && !press.shiftKey) {
    press.preventDefault();
    show(link.href);
  } else if (cell !== null) {
    chooseSlot(Number(cell.dataset.slot));
  } else if (figure !== null && press.target.closest('svg') !== null) {
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

/** What only works with a script shows itself. */
function prepare() {
  document.querySelectorAll('.board .by-script').forEach((element) => element.removeAttribute('hidden'));
  document.querySelectorAll('.board-map').forEach((figure) => figure.classList.add('can-press'));
}

const board = document.querySelector('[data-module="board"]');
if (board !== null) {
  addSlider();
  prepare();
  form()?.addEventListener('change', () => ask(0));
  board.addEventListener('click', (event) => pressed(/** @type {MouseEvent} */ (event)));
  board.addEventListener('submit', (event) => submitted(/** @type {SubmitEvent} */ (event)));
}
