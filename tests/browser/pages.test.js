// @ts-check
// What a family's browser sees: no other host, no cookie, no violation of the policy, no barrier.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { startBrowser, startSite } from './site.js';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const ADDRESSES = [
  '/',
  '/?from=ootori-sho&when=at&date=2026-12-02&time=16:00',
  '/?from=ootori-sho&kind=library&need=meal&need=wifi&state=open&grade=guardians',
  '/?from=nowhere',
  '/no/such/page',
];

/** @type {Awaited<ReturnType<typeof startSite>>} */
let site;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {string} */
let place;

before(async () => {
  [site, browser] = await Promise.all([startSite(), startBrowser()]);
  const { features } = await (await fetch(`${site.base}/api/v1/places?limit=1`)).json();
  place = `/places/${features[0].id ?? features[0].properties.id}`;
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
  test(`no barrier on any page, ${colorScheme}, 320 px`, async () => {
    const context = await browser.newContext({ colorScheme, bypassCSP: true, viewport: { width: 320, height: 640 } });
    /** @type {string[]} */ const found = [];
    for (const lang of ['ja', 'ja-easy', 'en', 'zh', 'ko', 'vi']) {
      for (const address of [...ADDRESSES, place]) {
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

test('no other host is asked, no cookie is set, the policy is never violated', async () => {
  const context = await browser.newContext();
  /** @type {string[]} */ const elsewhere = [];
  /** @type {string[]} */ const complaints = [];
  context.on('request', (request) => request.url().startsWith(site.base) || elsewhere.push(request.url()));
  context.on('console', (message) => /Content.Security.Policy/i.test(message.text()) && complaints.push(message.text()));
  for (const address of [...ADDRESSES, place]) {
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
  const context = await browser.newContext({ javaScriptEnabled: false, locale: 'ja-JP' });
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
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${site.base}/?from=ootori-sho&when=at&need=quiet`);
  const small = await page.locator('button, .button, select, .pill, .check, summary, input[type=text]').evaluateAll((all) =>
    all.filter((e) => e.getClientRects().length > 0 && e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 80)));
  assert.deepEqual(small, []);
  await context.close();
});
