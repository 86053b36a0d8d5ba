// @ts-check
// The places to take along: from card and place, kept on the device, told with what has changed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barriers, tooWide, until, useSite } from './site.js';

const site = useSite();
const PHONE = { width: 390, height: 844 };

test('places are taken from card and page, survive a restart, are never sent, and become the sheet', async () => {
  const context = await site.browser.newContext({ viewport: PHONE, bypassCSP: true });
  const page = await context.newPage();
  await page.goto(`${site.base}/?from=ootori-sho&when=now`);
  const card = page.locator('#p1 .take');
  await card.click();
  assert.equal(await card.getAttribute('aria-pressed'), 'true');
  const first = (await page.locator('#p1 h3 a').getAttribute('href'))?.split(/[/?]/)[2];
  await page.goto(`${site.base}/places/sample-ootori-hiroba`);
  const held = page.locator('.actions .take');
  if (await held.getAttribute('aria-pressed') === 'false') await held.click();
  await page.close();

  const later = await context.newPage();
  /** @type {string[]} */ const asked = [];
  later.on('request', (request) => asked.push(new URL(request.url()).pathname + new URL(request.url()).search));
  await later.goto(`${site.base}/shortlist`);
  await later.locator('[data-list] .card .state').first().waitFor();
  const names = await later.locator('[data-list] h3').allInnerTexts();
  assert.ok(names.some((name) => name.includes('おおとり')), names.join());
  assert.ok(!asked.some((address) => /[?&]places=/.test(address)), 'the list goes into no address');
  assert.equal(await later.locator('[data-list] .verify').count(), 0, 'nothing has changed yet');
  assert.deepEqual(await barriers(later), []);
  assert.equal(await tooWide(later), 0);
  const sheet = await later.locator('[data-sheet]').getAttribute('href');
  assert.ok(sheet?.includes(`places=${first}`), sheet ?? '');
  await later.locator('[data-sheet]').click();
  await later.locator('article.sheet').waitFor();
  await context.close();
});

test('what has moved, has other hours or is gone is said', async () => {
  const context = await site.browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  await page.goto(`${site.base}/shortlist`);
  await page.evaluate(() => localStorage.setItem('ibasho-shortlist-1', JSON.stringify([
    { id: 'sample-ootori-hiroba', name: 'おおとり', point: '135.00000,34.00000', hours: '00000000' },
    { id: 'no-such-place', name: 'むかしの広場', point: '135.4,34.5', hours: '' },
  ])));
  await page.reload();
  const [held, gone] = [page.locator('[data-list] .card').first(), page.locator('[data-list] .card').nth(1)];
  await gone.waitFor();
  assert.match(await held.innerText(), /場所が変わりました/);
  assert.match(await held.innerText(), /開く日や時間が変わりました/);
  assert.match(await gone.innerText(), /むかしの広場[^]*なくなったか/);
  await gone.getByRole('button', { name: 'はずす' }).click();
  await until('one place is left', async () => await page.locator('[data-list] .card').count() === 1);
  await context.close();
});

test('seven do not fit: the seventh is refused in words', async () => {
  const context = await site.browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  await page.goto(`${site.base}/map`);
  await page.goto(`${site.base}/?when=now`);
  await page.locator('.card .take').first().waitFor();
  const buttons = await page.locator('.card .take').all();
  for (const button of buttons.slice(0, 7)) await button.dispatchEvent('click');
  assert.equal(await page.locator('.take[aria-pressed="true"]').count(), 6);
  assert.match(await page.locator('[data-said]').innerText(), /6か所まで/);
  await context.close();
});

test('without a network the list opens, with the page of each place and whom to call', async () => {
  const context = await site.browser.newContext({ viewport: PHONE });
  const page = await context.newPage();
  await page.goto(`${site.base}/places/sample-ootori-hiroba?lang=ja`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.locator('.actions .take').click();
  for (const address of ['/shortlist?lang=ja', '/places/sample-ootori-hiroba?lang=ja']) {
    const kept = () => page.evaluate((key) => caches.match(key, { ignoreVary: true }).then((reply) => reply !== undefined), address);
    await until(`${address} is kept`, kept);
  }
  await context.setOffline(true);
  await page.goto(`${site.base}/shortlist`);
  await page.locator('[data-list] .card .facts').waitFor();
  assert.match(await page.locator('[data-list]').innerText(), /おおとり/);
  await page.goto(`${site.base}/talk`);
  assert.equal(await page.locator('a[href="tel:189"]').count(), 1, 'the numbers open');
  await context.close();
});
