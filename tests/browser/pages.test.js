// @ts-check
// What a family's browser sees: no other host, no cookie, no violation of the policy, no barrier.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barriersOf, lowControls, useSite } from './site.js';

const ADDRESSES = [
  '/',
  '/?from=ootori-sho&when=at&date=2026-12-02&time=16:00',
  '/?from=ootori-sho&kind=library&need=meal&need=wifi&state=open&grade=guardians',
  '/?from=nowhere',
  '/no/such/page',
];

const site = useSite();

/** The page of a place. */
async function place() {
  const { features } = await (await fetch(`${site.base}/api/v1/places?limit=1`)).json();
  return `/places/${features[0].id ?? features[0].properties.id}`;
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`no barrier on any page, ${colorScheme}, 320 px`, async () => {
    assert.deepEqual(await barriersOf(site, colorScheme, [...ADDRESSES, await place()]), []);
  });
}

test('no other host is asked, no cookie is set, the policy is never violated', async () => {
  const context = await site.browser.newContext();
  /** @type {string[]} */ const elsewhere = [];
  /** @type {string[]} */ const complaints = [];
  context.on('request', (request) => request.url().startsWith(site.base) || elsewhere.push(request.url()));
  context.on('console', (message) => /Content.Security.Policy/i.test(message.text()) && complaints.push(message.text()));
  for (const address of [...ADDRESSES, await place()]) {
    const page = await context.newPage();
    await page.goto(site.base + address);
    await page.close();
  }
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(complaints, []);
  assert.deepEqual(await context.cookies(), []);
  await context.close();
});

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
  assert.match(await page.locator('main').innerText(), /これから1週間/);
  await context.close();
});

test('every control is at least 44 pixels high on a phone', async () => {
  const context = await site.browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${site.base}/?from=ootori-sho&when=at&need=quiet`);
  assert.deepEqual(await lowControls(page), []);
  await context.close();
});
