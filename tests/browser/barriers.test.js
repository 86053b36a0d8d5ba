// @ts-check
// Accessibility of every page in every language at 320 px: axe-core. Colors, light and dark, in Japanese,
// as no language changes them; pa11y (HTML_CodeSniffer) in Japanese and English.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import pa11y from 'pa11y';
import { everyPage } from './addresses.js';
import { barriers, useSite } from './site.js';

const NARROW = { width: 320, height: 640 };
const AT_ONCE = 2;
/** Rules about colors: they take half of the time of all rules. */
const OF_COLORS = ['color-contrast', 'link-in-text-block'];
/** Languages whose pages are checked for `OF_COLORS`, and by pa11y. */
const COLORS_IN = ['ja'];
const PA11Y_IN = ['ja', 'en'];

/** @typedef {'axe' | 'pa11y'} Suite */
/** @type {Record<Suite, string[]>} findings by suite */
const found = { axe: [], pa11y: [] };
/** Number of pages checked. */
let looked = 0;

/** Runs pa11y on an open page; of its browser driver it uses only what is here. @param {import('playwright-core').Page} page */
async function codeSniffer(page) {
  const asIs = { on() {}, off() {}, async setViewport() {}, evaluate: page.evaluate.bind(page), title: page.title.bind(page) };
  const { issues } = await pa11y(page.url(), /** @type {any} */ ({ browser: {}, page: asIs, ignoreUrl: true, userAgent: '', standard: 'WCAG2AA', runners: ['htmlcs'] }));
  return issues.map((/** @type {any} */ issue) => `${issue.code}: ${issue.context}`);
}

/** @param {import('playwright-core').Page} page @param {import('./addresses.js').Address} address */
async function look(page, { url, name, lang }) {
  const add = (/** @type {Suite} */ suite, /** @type {string} */ how, /** @type {string[]} */ all) =>
    found[suite].push(...all.map((one) => `${name}${how}: ${one}`));
  await page.setViewportSize(NARROW);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(url);
  const colors = COLORS_IN.includes(lang);
  add('axe', ', light', await barriers(page, colors ? {} : { without: OF_COLORS }));
  if (PA11Y_IN.includes(lang)) add('pa11y', '', await codeSniffer(page));
  if (colors) {
    await page.emulateMedia({ colorScheme: 'dark' });
    add('axe', ', dark', await barriers(page, { only: OF_COLORS }));
  }
  looked += 1;
}

const site = useSite();
test('every page is looked at in every language', async () => {
  const work = await everyPage(site.base);
  const queue = [...work];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    const context = await site.browser.newContext({ bypassCSP: true, serviceWorkers: 'block', viewport: NARROW });
    const page = await context.newPage();
    for (let next = queue.shift(); next; next = queue.shift()) await look(page, next);
    await context.close();
  }));
  assert.ok(work.length > 100);
  assert.equal(looked, work.length);
});

test('axe-core finds no barrier on any page, in any language, at 320 px', () => assert.deepEqual(found.axe, []));

test('pa11y finds no barrier on any page', () => assert.deepEqual(found.pa11y, []));
