// @ts-check
// The pages other than the search in a real browser: no accessibility barrier, nothing stored, and a
// quick exit without a way back.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowControls, useSite } from './site.js';

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

const site = useSite();

test('leaving the page for children leaves no step back to it', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP' });
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

test('Shift pressed three times leaves the page for children, and its exit stays in view', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP', viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${site.base}/calendar`);
  await page.goto(`${site.base}/kids`);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  const exits = page.getByRole('link', { name: 'ほかの ページに かえる' });
  const inView = await exits.evaluateAll((links) => links.some((link) => {
    const { top, bottom, height } = link.getBoundingClientRect();
    return height > 0 && top >= 0 && bottom <= innerHeight;
  }));
  assert.ok(inView, 'at the end of the page');
  for (const key of ['Shift', 'Shift', 'a', 'Shift', 'Shift']) await page.keyboard.press(key);
  assert.match(page.url(), /\/kids$/, 'another key between is no exit');
  await page.keyboard.press('Shift');
  await page.waitForURL(/\/calendar$/);
  await page.goBack();
  assert.match(page.url(), /\/calendar$/);
  await context.close();
});

test('without JavaScript the page for children can be left, and sorted by a school', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false, locale: 'ja-JP' });
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
  const context = await site.browser.newContext();
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
  const context = await site.browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  /** @type {string[]} */ const small = [];
  for (const address of ADDRESSES) {
    await page.goto(site.base + address);
    small.push(...await lowControls(page));
  }
  assert.deepEqual(small, []);
  await context.close();
});
