// @ts-check
// The search in a browser. Checks of all pages are in barriers and promises.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lowControls, useSite } from './site.js';

const site = useSite();

test('without JavaScript and with the keyboard alone, one form answers', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false, locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto(site.base);
  await page.getByLabel('どこから').focus();
  await page.keyboard.type('おおとりしょう');
  await page.keyboard.press('Enter');
  await page.waitForURL(/from=/);
  assert.match(await page.locator('h1').innerText(), /鳳小学校/);
  const first = page.locator('.card').first();
  const order = await first.innerText();
  assert.ok(order.indexOf('1') < order.indexOf('歩いて'), `number before distance:\n${order}`);
  await first.locator('h3 a').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/places\//);
  assert.match(await page.locator('main').innerText(), /開く日/);
  await context.close();
});

test('every control is at least 44 pixels high on a phone', async () => {
  const context = await site.browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${site.base}/?from=ootori-sho&when=at&need=quiet`);
  assert.deepEqual(await lowControls(page), []);
  await context.close();
});
