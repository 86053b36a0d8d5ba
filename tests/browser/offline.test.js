// @ts-check
// Offline use: cached pages open, show the time they are from, and update as the clock moves on. The
// program is really stopped.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { freshFolder } from './folders.js';
import { startBrowser, startSite } from './site.js';

const LIST = '/?from=ootori-sho&when=now';
const MINUTE = 60_000;

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {import('playwright-core').BrowserContext} */
let context;
/** @typedef {{ as_of: number, until: number, zone: string, html: string[], places: Record<string, { steps: [number, number, number, number?][] }> }} Times */
/** What the list asks for, forty places at a time; the first of them. @type {Times[]} */
const parts = [];
/** @type {Times} */
let times;
/** @type {string} */
let base;
/** @type {string} */
let place;
/** @type {() => Promise<void>} */
let remove;

/** All cached URLs on the device. @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
const keptBy = (page) => page.evaluate(async () => {
  const all = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
  return all.flat().map((request) => request.url.replace(location.origin, ''));
});

/** Opens a page and waits until it is cached. @param {string} address */
async function visit(address) {
  const page = await context.newPage();
  await page.goto(base + address);
  for (let tries = 0; tries < 100 && !(await keptBy(page)).includes(address); tries += 1) await page.waitForTimeout(100);
  assert.ok((await keptBy(page)).includes(address), `${address} is kept`);
  await page.close();
}

/** Opens the page offline at a given time. @param {string} address @param {number} minute */
async function openAt(address, minute) {
  const page = await context.newPage();
  await page.clock.setFixedTime(minute * MINUTE);
  await page.goto(base + address);
  await page.locator('.as-of').first().waitFor();
  return page;
}

before(async () => {
  const fresh = await freshFolder();
  remove = fresh.remove;
  const [site, started] = await Promise.all([startSite('--data', fresh.folder), startBrowser()]);
  [browser, base] = [started, site.base];
  context = await browser.newContext({ locale: 'ja-JP' });
  await visit(LIST);
  const page = await context.newPage();
  page.on('response', async (reply) => {
    if (/times\.json/.test(reply.url())) parts.push(await reply.json());
  });
  await page.goto(base + LIST);
  const named = await page.locator('[data-times]').evaluateAll((all) => new Set(all.map((card) => card.getAttribute('data-times'))).size);
  const known = () => parts.reduce((sum, part) => sum + Object.keys(part.places).length, 0);
  for (let tries = 0; tries < 100 && known() < named; tries += 1) await pause(100);
  assert.equal(known(), named, 'every place of the list is asked for');
  [times] = parts;
  place = await page.locator('.card h3 a').first().getAttribute('href') ?? '';
  await page.close();
  await visit(place);
  site.stop();
  let answers = true;
  for (let tries = 0; tries < 100 && answers; tries += 1) {
    await pause(100);
    answers = await fetch(base).then(() => true, () => false);
  }
  assert.ok(!answers, 'the program is stopped');
});

after(() => Promise.all([browser?.close(), remove?.()]));

/** Every session of the list that ends within the timeline: its key, first and last step. */
function sessions() {
  return parts.flatMap(({ html, places }) => {
    const isOpen = (/** @type {number} */ text) => /^<p class="state (open|closing)/.test(html[text]);
    return Object.entries(places).flatMap(([key, { steps }]) => steps.flatMap((step, n) => {
      const end = steps.slice(n + 1).find(([, state]) => !isOpen(state));
      return isOpen(step[1]) && (n === 0 || !isOpen(steps[n - 1][1])) && end ? [{ key, start: step[0], end: end[0] }] : [];
    }));
  });
}

test('the list opens without a network and says of when it is', async () => {
  const page = await openAt(LIST, times.as_of + 1);
  assert.match(await page.locator('.as-of').first().innerText(), /^\d+月\d+日（.）\d+:\d\dの情報です$/);
  assert.ok(await page.locator('.card').count() > 20);
  assert.equal(await page.locator('.card').first().evaluate((card) => getComputedStyle(card).listStyleType), 'none', 'styles are kept too');
  await page.close();
});

test('a place opens and closes by the clock of the device', async () => {
  const all = sessions();
  assert.ok(all.length > 20, `${all.length} sessions within a week`);
  for (const { key, start, end } of [all[0], all[Math.floor(all.length / 2)], all[all.length - 1]]) {
    for (const [minute, expected] of /** @type {[number, RegExp][]} */ ([[start, /open|closing/], [end - 1, /closing/], [end, /closed|unknown/]])) {
      const page = await openAt(LIST, minute);
      const state = await page.locator(`[data-times="${key}"] .state`).getAttribute('class');
      assert.match(state ?? '', expected, `${key} at ${minute}`);
      await page.close();
    }
  }
});

test('past what the device knows nothing is open, and it says so', async () => {
  for (const address of [LIST, place]) {
    for (const minute of [times.until, times.until + 1000 * 24 * 60]) {
      const page = await openAt(address, minute);
      const states = await page.locator('[data-times] .state').evaluateAll((all) => all.map((state) => state.className));
      assert.ok(states.length > 0);
      assert.deepEqual([...new Set(states)], ['state unknown'], address);
      assert.match(await page.locator('[data-times] .why').first().innerText(), /この端末で分かるのは/);
      const day = new Intl.DateTimeFormat('sv-SE', { timeZone: times.zone }).format(minute * MINUTE);
      const today = await page.locator('tr.today time').evaluateAll((all) => all.map((time) => /** @type {HTMLTimeElement} */ (time).dateTime));
      assert.deepEqual(today.filter((marked) => marked !== day), [], 'no day of the past is called today');
      await page.close();
    }
  }
});

test('a page left on the screen turns honest by itself', async () => {
  const page = await context.newPage();
  const { key, start, end } = sessions()[0];
  await page.clock.install({ time: Math.max(start, times.as_of) * MINUTE });
  await page.goto(base + LIST);
  await page.locator('.as-of').first().waitFor();
  const state = page.locator(`[data-times="${key}"] .state`);
  assert.match(await state.getAttribute('class') ?? '', /open|closing/);
  await page.clock.runFor((end - Math.max(start, times.as_of) + 1) * MINUTE);
  assert.match(await state.getAttribute('class') ?? '', /closed|unknown/);
  await page.close();
});

test('any other page says there is no network and leads to what is kept', async () => {
  const page = await context.newPage();
  await page.goto(`${base}/week`);
  await page.locator('.kept a').first().waitFor();
  assert.match(await page.locator('.notice').innerText(), /つながっていません/);
  assert.equal(await page.locator('.kept a').count(), 2);
  await page.locator('.kept a[href*="/places/"]').first().click();
  await page.locator('article.place').waitFor();
  await page.goto(`${base}/week`);
  await page.evaluate(() => localStorage.setItem('ibasho-shortlist-1', '[]'));
  await page.locator('[data-clear]').click();
  await page.locator('[data-says="none"]').waitFor();
  assert.deepEqual(await keptBy(page), []);
  assert.equal(await page.evaluate(() => localStorage.length), 0, 'the shortlist is removed, too');
  await page.close();
});
