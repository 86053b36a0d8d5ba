// @ts-check
// The basemap: raster tiles of a service that works, fails and recovers, and an archive with a lower
// maximum zoom than the map.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { ibasho, inLanguage, letClockRun, lowControls, resting, startBrowser, startPictures, startSite, until } from './site.js';

const ADDRESS = '/map?from=ootori-sho&when=at&date=2026-12-02&time=16:00';
const GREEN = [60, 180, 90];
const HERE = { latitude: 34.567891, longitude: 135.445678 };

/** @type {import('playwright-core').Browser} */
let browser;
/** @type {string} */
let folder;

before(async () => {
  [browser, folder] = await Promise.all([startBrowser(), mkdtemp(join(tmpdir(), 'ibasho-ground-'))]);
});

after(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

/** A raster service and the site that proxies it. @param {string} name of its cache folder */
async function withPictures(name) {
  const service = await startPictures(GREEN);
  const site = await startSite('--basemap', service.template, '--basemap-cache', join(folder, name), '--basemap-credit', '緑の地図の会');
  return { service, site, stop: () => [service, site].forEach((one) => one.stop()) };
}

/** @param {import('playwright-core').Page} page @param {string} kind */
const shows = (page, kind) => page.locator(`[data-shown="${kind}"] canvas.leaflet-tile-loaded`).first().waitFor();

/** The green fraction of the basemap. @param {import('playwright-core').Page} page */
const greenery = (page) => page.locator('.map-canvas canvas').evaluateAll((all, [r, g, b]) => {
  let [green, sum] = [0, 0];
  for (const canvas of /** @type {HTMLCanvasElement[]} */ (all)) {
    const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    for (let at = 0; at < data.length; at += 4) {
      sum += 1;
      if (data[at] === r && data[at + 1] === g && data[at + 2] === b) green += 1;
    }
  }
  return sum === 0 ? 0 : green / sum;
}, GREEN);

/** @param {string} base @param {import('playwright-core').BrowserContextOptions} [options] @param {string} [lang] */
async function open(base, options = {}, lang = 'ja') {
  const context = await browser.newContext({ locale: 'ja-JP', ...options });
  await letClockRun(context);
  const page = await context.newPage();
  /** @type {string[]} */ const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto(base + inLanguage(ADDRESS, lang));
  await page.locator('.map-pin').first().waitFor();
  return { context, page, asked };
}

test('the pictures of the service lie under the pins, from our own address, with its credit', async () => {
  const { service, site, stop } = await withPictures('works');
  const { context, page, asked } = await open(site.base);
  await shows(page, 'pictures');
  await until('the pictures are the ground', async () => await greenery(page) > 0.5);
  assert.ok(service.asked > 0);
  assert.deepEqual(asked.filter((url) => !url.startsWith(site.base)), []);
  assert.ok(asked.some((url) => url.includes('/tiles/raster/')) && !asked.some((url) => url.includes('/tiles/base/')));
  assert.ok(!asked.some((url) => url.includes('/dist/ground')), 'what draws tiles is not asked for');
  assert.match(await page.locator('.map-side').innerText(), /背景の地図：緑の地図の会/);
  assert.ok(!await page.locator('.credit').isVisible());
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('svg.sketch').isVisible() && await page.locator('.credit').isVisible());
  await context.close();
  stop();
});

for (const [lang, again, said] of [['ja', 'もう一度ためす', /概略図を出しています/], ['en', 'Try again', /here is a sketch/]]) {
  test(`when the service dies the sketch shows and the page says so, in ${lang}, and again when asked again`, async () => {
    const { service, site, stop } = await withPictures(`dies-${lang}`);
    service.dead = true;
    const { context, page } = await open(site.base, { viewport: { width: 390, height: 844 } }, String(lang));
    await shows(page, 'sketch');
    const message = page.locator('[role="status"] [data-says="pictures-failed"]');
    await message.waitFor();
    assert.match(await message.innerText(), /** @type {RegExp} */ (said));
    assert.equal(await page.locator('[role="alert"]').count(), 0);
    assert.equal(await greenery(page), 0);
    assert.ok(await page.locator('.credit').isVisible(), 'the sketch is credited');
    assert.deepEqual(await lowControls(page), []);
    const first = page.locator('[data-number="1"]');
    await first.click();
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'p1', 'pins work as before');
    service.dead = false;
    // The circuit breaker of the program stays open for half a minute.
    await message.getByRole('button', { name: String(again) }).click();
    assert.equal(await page.evaluate(() => document.activeElement?.className.includes('map-canvas')), true);
    await message.waitFor();
    await context.close();
    stop();
  });
}

test('a service that dies while somebody looks leaves the sketch, and its return the pictures', async () => {
  const { site, stop } = await withPictures('flickers');
  const { context, page } = await open(site.base);
  await shows(page, 'pictures');
  await page.route('**/tiles/raster/**', (route) => route.fulfill({ status: 502, body: '' }));
  await page.getByRole('button', { name: '大きくする' }).click();
  await shows(page, 'sketch');
  await page.locator('[data-says="pictures-failed"]').waitFor();
  await page.unroute('**/tiles/raster/**');
  await page.getByRole('button', { name: 'もう一度ためす' }).click();
  await shows(page, 'pictures');
  assert.ok(!await page.locator('[data-says="pictures-failed"]').isVisible());
  await until('the pictures are the ground', async () => await greenery(page) > 0.5);
  await context.close();
  stop();
});

test('once the position is known no picture is asked for, and none where somebody looks', async () => {
  const { site, stop } = await withPictures('held');
  const { context, page, asked } = await open(site.base, { geolocation: HERE, permissions: ['geolocation'] });
  await shows(page, 'pictures');
  await page.getByRole('button', { name: '現在地から' }).click();
  await page.locator('[data-says="located"]').waitFor();
  const known = asked.length;
  for (const _ of [1, 2, 3]) {
    await page.getByRole('button', { name: '大きくする' }).click();
    await resting(page);
  }
  await page.locator('.map-canvas').focus();
  for (const key of ['ArrowUp', 'ArrowLeft', 'ArrowUp']) {
    await page.keyboard.press(key);
    await resting(page);
  }
  assert.deepEqual(asked.slice(known), []);
  await until('what is there is enlarged', async () => await greenery(page) > 0.5);
  await context.close();
  stop();
});

test('an archive that ends early is enlarged, and credited', async () => {
  const archive = join(folder, 'sketch.pmtiles');
  await ibasho('basemap', 'build', '--maxzoom', '12', '--out', archive);
  const site = await startSite('--basemap', archive);
  const { context, page, asked } = await open(site.base);
  await shows(page, 'archive');
  for (const _ of [1, 2, 3, 4]) {
    await page.getByRole('button', { name: '大きくする' }).click();
    await resting(page);
  }
  await shows(page, 'archive');
  const zooms = asked.flatMap((url) => url.match(/\/tiles\/base\/(\d+)\//)?.slice(1).map(Number) ?? []);
  assert.ok(zooms.length > 0 && Math.max(...zooms) <= 12, `${zooms}`);
  assert.match(await page.locator('.map-side').innerText(), /背景の地図：.*国土数値情報/);
  await context.close();
  site.stop();
});
