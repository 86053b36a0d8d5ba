// @ts-check
// Autocomplete of the origin field: schools, stations and towns; the list autocomplete with manual
// selection of the ARIA Authoring Practices (combobox with a listbox). The list of landmarks is fetched
// once, on first use of the field; what is typed stays on the device.

/** @typedef {{ id: string, name: string, reading: string, spellings: readonly string[] }} Landmark */

/** Maximum number of suggestions, as on the page of an unknown origin. */
const MOST = 10;

/** Suffixes people add to a name, or leave out. */
const ENDING = /(?:まえ|前|校区|えき|駅|学校)$/u;

/** Normalizes spelling differences, as the server does. @param {string} text */
export function letters(text) {
  return text.normalize('NFKC').toLowerCase()
    .replace(/[\s\p{Cc}\-‐‑–−・.,]/gu, '')
    .replace(/[ヶケゖヵ]/gu, 'が')
    .replace(/[ァ-ヴ]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0x60))
    .replace(/^〒/u, '');
}

/** Endings in kanji behind a name in kana, as the server has them. @type {readonly [RegExp, string][]} */
const KANJI_ENDINGS = [
  [/^([ぁ-んー]+)小(学校)?$/u, '$1しょう'], [/^([ぁ-んー]+)中(学校)?$/u, '$1ちゅう'], [/^([ぁ-んー]+)高校?$/u, '$1こう'], [/^([ぁ-んー]+)駅$/u, '$1えき'],
];
/** Spellings in Latin letters that sound alike. @type {readonly [RegExp, string][]} */
const ALIKE = [
  [/elementaryschool/gu, 'sho'], [/juniorhighschool/gu, 'chu'], [/highschool/gu, 'ko'], [/station/gu, ''],
  [/shi/gu, 'si'], [/chi/gu, 'ti'], [/tsu/gu, 'tu'], [/fu/gu, 'hu'], [/ji|di/gu, 'zi'], [/du/gu, 'zu'], [/sh/gu, 'sy'], [/ch/gu, 'ty'],
  [/jy?/gu, 'zy'], [/wo/gu, 'o'], [/m(?=[bpm])/gu, 'n'], [/ou/gu, 'o'], [/oh(?![aiueoy])/gu, 'o'], [/(.)\1+/gu, '$1'],
];

/** @param {string} latin */
const alike = (latin) => ALIKE.reduce((text, [from, to]) => text.replace(from, to), latin.replace(/[^a-z]/gu, ''));

/** What was typed, if it is in Latin letters. @param {string} text */
function latinTyped(text) {
  const plain = text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '');
  return /[^\P{L}a-z]/u.test(plain) ? '' : alike(plain);
}

/** @param {readonly [string, string, string, string][]} rows @returns {Landmark[]} */
export function readLandmarks(rows) {
  return rows.map(([id, name, reading, others]) => ({
    id, name, reading, spellings: [letters(name), letters(reading), ...others.split(' ')].filter((own) => own !== ''),
  }));
}

/** Match rank of a spelling: 0 equal, 1 prefix, 2 substring. @param {string} spelling @param {string} typed */
function rank(spelling, typed) {
  if (spelling === typed) return 0;
  const at = spelling.indexOf(typed);
  return at < 0 ? Infinity : Math.sign(at) + 1;
}

/**
 * The matching landmarks, best first; none for blank text.
 * @param {readonly Landmark[]} landmarks @param {string} text @returns {Landmark[]}
 */
export function suggest(landmarks, text) {
  const whole = letters(text);
  const kana = KANJI_ENDINGS.reduce((typed, [from, to]) => typed.replace(from, to), whole);
  const latin = latinTyped(text);
  for (const typed of [whole, whole.replace(ENDING, ''), kana, latin]) {
    if (typed === '') continue;
    const ranked = landmarks.map((landmark) => ({ landmark, rank: Math.min(...landmark.spellings.map((own) => rank(own, typed))) }));
    const found = ranked.filter((one) => one.rank < Infinity).sort((a, b) => a.rank - b.rank);
    if (found.length > 0) return found.slice(0, MOST).map((one) => one.landmark);
  }
  return [];
}

/** Cache of the lists by URL. @type {Map<string, Promise<Landmark[]>>} */
const lists = new Map();

/** @param {string} address */
function landmarksAt(address) {
  const known = lists.get(address);
  if (known) return known;
  const asked = fetch(address).then(async (reply) => (reply.ok ? readLandmarks(await reply.json()) : []));
  const list = asked.catch(() => {
    lists.delete(address);
    return /** @type {Landmark[]} */ ([]);
  });
  lists.set(address, list);
  return list;
}

/** A field with suggestions. */
class Suggestions {
  /** @param {HTMLInputElement} field */
  constructor(field) {
    this.field = field;
    this.said = field.parentElement?.querySelector('[data-suggested]');
    /** @type {Landmark[]} */ this.found = [];
    this.active = -1;
    this.list = document.createElement('ul');
    this.list.id = `${field.id}-list`;
    this.list.className = 'suggestions';
    this.list.hidden = true;
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-labelledby', `${field.id}-label`);
    field.after(this.list);
    for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', this.list.id]]) {
      field.setAttribute(name, value);
    }
    field.addEventListener('input', () => this.look());
    field.addEventListener('keydown', (event) => this.press(event));
    field.addEventListener('blur', () => this.close());
    // Keeps the focus in the field, and a phone's keyboard open.
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.list.addEventListener('mousedown', (event) => event.preventDefault());
    this.list.addEventListener('click', (event) => {
      const option = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
      if (option) this.choose([...this.list.children].indexOf(option));
    });
    field.form?.addEventListener('formdata', ({ formData }) => {
      // Names may be ambiguous; submit the id of the chosen landmark.
      if (this.chosen?.name === field.value) formData.set(field.name, this.chosen.id);
    });
  }

  async look() {
    const typed = this.field.value;
    const landmarks = await landmarksAt(this.field.dataset.suggest ?? '');
    if (this.field.value !== typed || document.activeElement !== this.field) return;
    this.found = suggest(landmarks, typed);
    this.open();
    this.tell(landmarks.length > 0 && typed.trim() !== '');
  }

  open() {
    this.list.replaceChildren(...this.found.map((landmark, nth) => option(landmark, `${this.list.id}-${nth}`)));
    this.list.scrollTop = 0;
    this.list.dataset.of = this.field.value;
    this.shown(this.found.length > 0);
  }

  close() {
    this.shown(false);
    this.tell(false);
  }

  /** @param {boolean} whether */
  shown(whether) {
    this.list.hidden = !whether;
    this.field.setAttribute('aria-expanded', String(whether));
    this.mark(-1);
  }

  /** Announces the number of suggestions to screen readers. @param {boolean} whether */
  tell(whether) {
    if (!(this.said instanceof HTMLElement)) return;
    const { suggested = '', none = '' } = this.said.dataset;
    const text = this.found.length > 0 ? suggested.replace('{n}', String(this.found.length)) : none;
    this.said.textContent = whether ? text : '';
  }

  /** @param {number} nth the option Enter would choose; -1 for none */
  mark(nth) {
    this.active = nth;
    [...this.list.children].forEach((own, at) => own.setAttribute('aria-selected', String(at === nth)));
    const own = this.list.children[nth];
    if (own) {
      this.field.setAttribute('aria-activedescendant', own.id);
      own.scrollIntoView({ block: 'nearest' });
    } else this.field.removeAttribute('aria-activedescendant');
  }

  /** @param {number} nth */
  choose(nth) {
    const landmark = this.found[nth];
    if (!landmark) return;
    this.chosen = landmark;
    this.field.value = landmark.name;
    this.close();
    this.field.focus();
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    // During IME composition, keys belong to the IME.
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const { length } = this.list.hidden ? [] : this.found;
    const own = {
      ArrowDown: () => (length > 0 ? this.mark((this.active + 1) % length) : this.look()),
      ArrowUp: () => (length > 0 ? this.mark((Math.max(this.active, 0) + length - 1) % length) : this.look()),
      Enter: () => this.choose(this.active),
      Escape: () => this.close(),
    }[event.key];
    const idle = (event.key === 'Enter' && this.active < 0) || (event.key === 'Escape' && length === 0);
    if (!own || idle) return;
    event.preventDefault();
    own();
  }
}

/** @param {Landmark} landmark @param {string} id */
function option({ name, reading }, id) {
  const item = document.createElement('li');
  item.id = id;
  item.lang = 'ja';
  item.setAttribute('role', 'option');
  item.textContent = name;
  if (reading) {
    const small = document.createElement('small');
    small.textContent = reading;
    item.append(' ', small);
  }
  return item;
}

/** Gives `field` its suggestions; also for what was typed while this script loaded. @param {HTMLInputElement} field */
export function suggestIn(field) {
  if (field.getAttribute('role') === 'combobox') return;
  const own = new Suggestions(field);
  if (field.value !== field.defaultValue) void own.look();
  void landmarksAt(field.dataset.suggest ?? '');
}
