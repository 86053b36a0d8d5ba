// @ts-check
// No barrier on any page, in any language: what axe-core and pa11y (HTML_CodeSniffer) find at
// 320 px in light and dark colors, and what large text does to the page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import pa11y from 'pa11y';
import { ADDRESSES, STAFF, filledIn } from './addresses.js';
import { LANGUAGES, barriers, inLanguage, useSite } from './site.js';

const NARROW = { width: 320, height: 640 };
const AT_ONCE = 2;

/** @typedef {'axe' | 'pa11y' | 'wide' | 'large'} Suite */
/** @type {Record<Suite, string[]>} what was found, by suite */
const found = { axe: [], pa11y: [], wide: [], large: [] };
/** How many pages were looked at. */
let looked = 0;

/** pa11y on a page that is open already; of the browser it drives it uses only what is here. @param {import('playwright-core').Page} page */
async function codeSniffer(page) {
  const asIs = { on() {}, off() {}, async setViewport() {}, evaluate: page.evaluate.bind(page), title: page.title.bind(page) };
  const { issues } = await pa11y(page.url(), /** @type {any} */ ({ browser: {}, page: asIs, ignoreUrl: true, userAgent: '', standard: 'WCAG2AA', runners: ['htmlcs'] }));
  return issues.map((/** @type {any} */ issue) => `${issue.code}: ${issue.context}`);
}

/** How far the page is wider than the screen, and which boxes cut off their text. @param {import('playwright-core').Page} page */
const lost = (page) => page.evaluate(() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  /** @type {string[]} */ const said = wide > 0 ? [`${wide} px too wide`] : [];
  for (const element of document.querySelectorAll('main *, header *, nav *, footer *')) {
    const style = getComputedStyle(element);
    if (element instanceof HTMLInputElement) continue;
    const clips = [style.overflowX, style.overflowY].some((overflow) => overflow === 'hidden' || overflow === 'clip');
    const small = element.clientWidth <= 1 || element.closest('svg, .leaflet-container') !== null;
    if (clips && !small && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) {
      said.push(`text cut off in ${element.outerHTML.slice(0, 80)}`);
    }
  }
  const controls = [...document.querySelectorAll('main a, main button, main input, main select, main summary')]
    .filter((element) => element.checkVisibility())
    .map((element) => ({ element, box: element.getBoundingClientRect() })).filter(({ box }) => box.width > 1 && box.height > 1);
  for (const [n, one] of controls.entries()) {
    for (const other of controls.slice(n + 1, n + 6)) {
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      const inside = one.element.contains(other.element) || one.element.closest('label, svg, .leaflet-container') !== null;
      const inline = getComputedStyle(one.element).display === 'inline' && getComputedStyle(other.element).display === 'inline';
      if (across > 2 && down > 2 && !inside && !inline) said.push(`${one.element.outerHTML.slice(0, 60)} lies over ${other.element.outerHTML.slice(0, 60)}`);
    }
  }
  return said;
});

/** @param {import('playwright-core').Page} page @param {string} address @param {string} name */
async function look(page, address, name) {
  const add = (/** @type {Suite} */ suite, /** @type {string} */ how, /** @type {string[]} */ all) =>
    found[suite].push(...all.map((one) => `${name}${how}: ${one}`));
  await page.setViewportSize(NARROW);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(address);
  add('wide', '', (await lost(page)).filter((one) => one.includes('wide')));
  add('axe', ', light', await barriers(page));
  add('pa11y', '', await codeSniffer(page));
  await page.emulateMedia({ colorScheme: 'dark' });
  add('axe', ', dark', await barriers(page));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => { document.documentElement.style.fontSize = '200%'; });
  add('large', '', await lost(page));
  looked += 1;
}

const site = useSite();
/** Every page in every language, with its name for the report. */
async function everyPage() {
  const [pages, staff] = await Promise.all([ADDRESSES, STAFF].map((addresses) => filledIn(site.base, addresses)));
  const each = (/** @type {string} */ lang, /** @type {string} */ address) => {
    const asked = inLanguage(address, lang);
    return /** @type {[string, string]} */ ([site.base + asked, asked]);
  };
  return [...LANGUAGES.flatMap((lang) => pages.map((address) => each(lang, address))), ...staff.map((address) => each('ja', address))];
}

test('every page is looked at in every language', async () => {
  const work = await everyPage();
  const queue = [...work];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    const context = await site.browser.newContext({ bypassCSP: true, serviceWorkers: 'block', viewport: NARROW });
    const page = await context.newPage();
    for (let next = queue.shift(); next; next = queue.shift()) await look(page, ...next);
    await context.close();
  }));
  assert.ok(work.length > 100);
  assert.equal(looked, work.length);
});

test('axe-core finds no barrier on any page, in any language, light or dark, at 320 px', () => assert.deepEqual(found.axe, []));

test('pa11y finds no barrier on any page, in any language', () => assert.deepEqual(found.pa11y, []));

test('at 320 px no page has to be scrolled sideways', () => assert.deepEqual(found.wide, []));

test('text twice as large is neither cut off nor covered, and no page has to be scrolled sideways', () => assert.deepEqual(found.large, []));
