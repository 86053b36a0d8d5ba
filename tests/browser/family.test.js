// @ts-check
// The pages beside the search in a real browser: no barrier, nothing stored, and a way off the
// children's page that cannot be walked back.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { startBrowser, startSite } from './site.js';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const ADDRESSES = [
  '/week',
  '/week?week=2026-12-30&grade=e5',
  '/events',
  '/talk',
  '/open-one',
  '/kids',
  '/kids?school=ootori-sho',
  '/about',
  '/privacy',
  '/accessibility',
  '/staff/hours',
  '/staff/hours?text=第2・4土 11時〜14時、8月は休み',
  '/staff/hours?text=雨の日だけ 15時から',
];

/** @type {Awaited<ReturnType<typeof startSite>>} */
let site;
/** @type {import('playwright-core').Browser} */
let browser;

before(async () => {
  [site, browser] = await Promise.all([startSite(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  site?.stop();
});

/** @param {string} address @param {string} lang */
const inLanguage = (address, lang) => `${site.base}${address}${address.includes('?') ? '&' : '?'}lang=${lang}`;

/** @param {import('playwright-core').Page} page */
async function barriers(page) {
  await page.evaluate(AXE);
  const run = (/** @type {string[]} */ values) => /** @type {any} */ (globalThis).axe.run({ runOnly: { type: 'tag', values } });
  const { violations } = await page.evaluate(run, RULES);
  return violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes.map((/** @type {any} */ n) => n.html).slice(0, 3).join(' | ')}`);
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`no barrier on the pages beside the search, ${colorScheme}, 320 px`, async () => {
    const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width: 320, height: 640 } });
    /** @type {string[]} */ const found = [];
    for (const lang of ['ja', 'ja-easy', 'en', 'zh', 'ko', 'vi']) {
      for (const address of ADDRESSES) {
        const page = await context.newPage();
        await page.goto(inLanguage(address, lang));
        found.push(...(await barriers(page)).map((/** @type {string} */ barrier) => `${address} in ${lang}: ${barrier}`));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (overflow > 0) found.push(`${address} in ${lang}: ${overflow} px too wide`);
        await page.close();
      }
    }
    await context.close();
    assert.deepEqual(found, []);
  });
}

test('leaving the page for children leaves no step back to it', async () => {
  const context = await browser.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto(`${site.base}/calendar`);
  await page.goto(`${site.base}/kids`);
  assert.equal(await page.title(), 'しらべもの');
  await page.getByRole('link', { name: 'ほかの ページに かえる' }).first().click();
  await page.waitForURL(/\/calendar$/);
  await page.goBack();
  assert.match(page.url(), /\/calendar$/);
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.deepEqual(await context.cookies(), []);
  await context.close();
});

test('without JavaScript the page for children can be left, and sorted by a school', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto(`${site.base}/kids`);
  await page.locator('#school').selectOption('ootori-sho');
  await page.locator('form.filters button').click();
  await page.waitForURL(/school=ootori-sho/);
  await page.getByRole('link', { name: 'ほかの ページに かえる' }).first().click();
  await page.waitForURL(/\/calendar$/);
  await context.close();
});

test('the week is a list on a phone and a grid on a wide screen', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  /** @param {number} width */
  const tops = async (width) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(`${site.base}/week`);
    return page.locator('.timetable .day').evaluateAll((days) => days.map((day) => Math.round(day.getBoundingClientRect().top)));
  };
  assert.equal(new Set(await tops(390)).size, 7);
  assert.equal(new Set(await tops(1280)).size, 1);
  await context.close();
});

test('every control of these pages is at least 44 pixels high on a phone', async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  /** @type {string[]} */ const small = [];
  for (const address of ADDRESSES) {
    await page.goto(site.base + address);
    small.push(...(await page.locator('button, .button, select, summary, nav a').evaluateAll((all) =>
      all.filter((e) => e.getClientRects().length > 0 && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 80)))));
  }
  assert.deepEqual(small, []);
  await context.close();
});
