// @ts-check
// The coverage board in a real browser: the same without a script, answers in place with one, and
// a report that prints on two pages.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, inLanguage, lowControls, tooWide, useSite } from './site.js';

const TWO_HALLS = '/staff/coverage?plan=open~site-fukuizumi-chu~We+15:00-18:00&plan=open~site-gymnasium~Fr+15:00-18:00';
const ADDRESSES = [
  '/staff/coverage',
  `${TWO_HALLS}&group=all&sort=share&goal=child-hours`,
  '/staff/coverage?any=1&reach=10&unit=min&days=vacation',
  '/staff/coverage/report',
];

const site = useSite();

test('without a script the form, the order and a plan are all addresses', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false, locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto(`${site.base}/staff/coverage`);
  assert.match(await page.locator('.board-sentence').innerText(), /^水曜16時、800 m以内に開いている場所がない小学生は [\d,]+人（\d+ %）$/);
  await page.getByLabel('どこまでを近くとするか').fill('400');
  await page.getByLabel('だれについて').selectOption('p12_14');
  await page.getByRole('button', { name: '数える' }).click();
  await page.waitForURL(/reach=400/);
  assert.match(await page.locator('.board-sentence').innerText(), /400 m以内に開いている場所がない中学生は/);
  await page.getByRole('link', { name: '割合' }).click();
  await page.waitForURL(/sort=share/);
  assert.equal(await page.locator('th[aria-sort]').getAttribute('aria-sort'), 'descending');
  await page.locator('#add').selectOption('open~site-gymnasium');
  await page.getByLabel('水曜').last().check();
  await page.getByRole('button', { name: '案に加える' }).click();
  await page.waitForURL(/plan=open/);
  assert.match(page.url(), /reach=400.*group=p12_14.*sort=share/);
  assert.match(await page.locator('.plans-table').innerText(), /家原大池体育館/);
  await context.close();
});

test('with a script the answer changes in place and the address with it', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${site.base}/staff/coverage`);
  await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  const before = await page.locator('.board-sentence').innerText();
  await page.locator('input[type=range]').fill('400');
  await page.waitForFunction((old) => document.querySelector('.board-sentence')?.textContent !== old, before);
  await page.waitForURL(/reach=400/);
  assert.match(await page.locator('#board-said').innerText(), /400 m以内/);
  await page.locator('.heat-map td[data-slot="106"]').first().click();
  await page.waitForURL(/day=4&hour=10/);
  await page.locator('#group').focus();
  await page.keyboard.press('ArrowDown');
  await page.waitForURL(/group=p12_14/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'group', 'the focus stays');
  await page.getByRole('link', { name: '割合' }).press('Enter');
  await page.waitForURL(/sort=share/);
  assert.equal(await page.evaluate(() => /** @type {any} */ (globalThis).stayed), true, 'the page was never left');
  await context.close();
});

test('a press on the map proposes the square or the building there, up to four', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${site.base}/staff/coverage`);
  const map = page.locator('.board-map svg').first();
  // A spot of open ground: far from every mark, within the ward.
  const position = await map.evaluate((picture) => {
    const box = picture.getBoundingClientRect();
    const marks = [...picture.querySelectorAll('.sk-spot')].map((mark) => mark.getBoundingClientRect());
    const free = (/** @type {number} */ x, /** @type {number} */ y) => marks.every((m) => Math.hypot(m.x + m.width / 2 - box.x - x, m.y + m.height / 2 - box.y - y) > 24);
    for (let x = box.width * 0.5; x < box.width * 0.8; x += 8) if (free(x, box.height * 0.7)) return { x, y: box.height * 0.7 };
    throw new Error('no free spot on the map, expected one');
  });
  await map.click({ position });
  await page.waitForURL(/plan=open%7Emesh-\d{10}/);
  assert.doesNotMatch(page.url(), /lat|lon|135\.|34\./, 'no coordinate in the address');
  await page.locator('.board-map .sk-spot[data-id="open~site-gymnasium"] path').click();
  await page.waitForURL(/site-gymnasium/);
  assert.equal(await page.locator('.plans-table thead .flag').count(), 2);
  await page.getByRole('link', { name: '案1を外す' }).click();
  await page.waitForFunction(() => document.querySelectorAll('.plans-table thead .flag').length === 1);
  await context.close();
});

test('the report prints on exactly two pages of A4 in every language, with and without plans', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  for (const lang of LANGUAGES) {
    for (const address of ['/staff/coverage/report', TWO_HALLS.replace('coverage?', 'coverage/report?')]) {
      await page.goto(site.base + inLanguage(address, lang));
      const paper = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
      const pages = paper.match(/\/Type\s*\/Page\b/g) ?? [];
      const [, width, height] = /** @type {RegExpMatchArray} */ (paper.match(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/));
      assert.equal(pages.length, 2, `${address} in ${lang}`);
      assert.deepEqual([Math.round(Number(width)), Math.round(Number(height))], [595, 842], 'A4');
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 703, height: 1000 });
      const cut = await page.locator('.sheet').evaluateAll((sheets) => sheets.map((sheet) => sheet.scrollHeight - sheet.clientHeight));
      assert.deepEqual(cut, [0, 0], `${address} in ${lang}: nothing is cut off`);
      await page.emulateMedia({ media: null });
    }
  }
  await context.close();
});

test('the board fits a phone, and every control is high enough for a finger', async () => {
  const context = await site.browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  for (const address of [...ADDRESSES, TWO_HALLS]) {
    await page.goto(site.base + address);
    assert.ok((await tooWide(page)) <= 0, `${address} is too wide`);
    assert.deepEqual(await lowControls(page), [], address);
  }
  await context.close();
});
