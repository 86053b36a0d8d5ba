// @ts-check
// The map page in a real browser, without WebGL: what it shows, how it reacts, and what it requests.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LANGUAGES, barriers, focusOn, inLanguage, letClockRun, lowControls, resting, tooWide, until, useSite } from './site.js';

const ADDRESS = '/map?from=ootori-sho&when=at&date=2026-12-02&time=16:00';
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const HERE = { latitude: 34.567891, longitude: 135.445678 };
const MAX_CODE_BYTES = 110 * 1024;
const MAX_TILE_BYTES = 60 * 1024;

const site = useSite();

/**
 * Opens the map and records its requests and console errors.
 * @param {import('playwright-core').BrowserContextOptions} [options] @param {string} [address]
 */
async function open(options = {}, address = ADDRESS) {
  const context = await site.browser.newContext({ locale: 'ja-JP', ...options });
  await letClockRun(context);
  const page = await context.newPage();
  /** @type {string[]} */ const requests = [];
  /** @type {string[]} */ const complaints = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(site.base + address);
  if (options.javaScriptEnabled !== false) await page.locator('.map-pin').first().waitFor();
  return { context, page, requests, complaints };
}

/** @param {import('playwright-core').Page} page */
const settled = (page) => page.waitForFunction(() => document.querySelectorAll('canvas.leaflet-tile-loaded').length > 0);

/** Pixels a meter takes, by the scale bar. @param {import('playwright-core').Page} page */
const scaleOf = (page) => page.locator('.leaflet-control-scale-line').evaluate((bar) => {
  const [, length, unit] = /(\d+) (k?m)/.exec(bar.textContent ?? '') ?? [];
  return /** @type {HTMLElement} */ (bar).offsetWidth / (Number(length) * (unit === 'km' ? 1000 : 1));
});

/** Horizontal distance of the westernmost and the easternmost pin, in pixels. @param {import('playwright-core').Page} page */
const spread = (page) => page.locator('.map-pin').evaluateAll((pins) => {
  const across = pins.map((pin) => pin.getBoundingClientRect().x);
  return Math.max(...across) - Math.min(...across);
});

/** Screen position of a pin. @param {import('playwright-core').Page} page @param {number} number */
async function whereIs(page, number) {
  const box = await page.locator(`[data-number="${number}"]`).boundingBox();
  assert.ok(box, `pin ${number} is on the map`);
  return box;
}

test('each place of the list is a pin with its number, its state in words and its own shape', async () => {
  const { context, page, complaints, requests } = await open();
  await settled(page);
  const cards = await page.locator('.card').evaluateAll((all) => all.map((card) => ({
    number: card.id.slice(1), look: /** @type {HTMLElement} */ (card).dataset.look, state: card.querySelector('.state strong')?.textContent,
  })));
  assert.ok(cards.length > 20);
  /** @type {Map<string | undefined, Set<string>>} */ const shapes = new Map();
  for (const { number, look, state } of cards) {
    const pin = page.locator(`[data-number="${number}"]`);
    assert.equal(await pin.locator('text').textContent(), number);
    const label = await pin.getAttribute('aria-label');
    assert.ok(label?.startsWith(`${number} `) && label.endsWith(String(state)), `${label} says ${state}`);
    const path = pin.locator('path');
    const drawn = `${await path.getAttribute('d')} ${await path.evaluate((element) => getComputedStyle(element).fill)}`;
    shapes.set(look, (shapes.get(look) ?? new Set()).add(drawn));
  }
  const looks = ['open', 'closed', 'unknown'].map((look) => [...(shapes.get(look) ?? [])]);
  assert.deepEqual(looks.map((drawn) => drawn.length), [1, 1, 1]);
  assert.equal(new Set(looks.flat()).size, 3);
  assert.deepEqual(complaints, []);
  assert.deepEqual(requests.filter((url) => !url.startsWith(site.base)), []);
  assert.deepEqual(await context.cookies(), []);
  await context.close();
});

test('without a script the drawn map and the list are there', async () => {
  const { context, page } = await open({ javaScriptEnabled: false });
  assert.ok(await page.locator('svg.sketch').isVisible());
  assert.ok(await page.locator('.card').count() > 20);
  assert.ok(!await page.locator('.live').isVisible());
  await context.close();
});

test('a pin leads to its card, a card to its pin, Escape back', async () => {
  const { context, page } = await open();
  await page.locator('[data-number="3"]').click();
  await focusOn(page, 'p3');
  assert.ok(await page.locator('#p3').evaluate((card) => card.classList.contains('is-chosen')));
  await page.waitForURL(/#p3$/);
  await page.keyboard.press('Escape');
  await page.locator('[data-number="3"]:focus').waitFor();
  await page.waitForURL((url) => url.hash === '');
  const other = page.locator('.card:visible:not(#p3)').filter({ has: page.getByRole('button', { name: '地図で見る' }) }).first();
  const number = (await other.getAttribute('id') ?? '').slice(1);
  await other.getByRole('button', { name: '地図で見る' }).click();
  await page.locator(`[data-number="${number}"][aria-current]:focus`).waitFor();
  await context.close();
});

test('the first view has the origin by its name, the nearest six and rings of a short walk; closed places are small', async () => {
  const { context, page } = await open(PHONE);
  await settled(page);
  await resting(page);
  const canvas = await page.locator('.map-canvas').boundingBox();
  assert.ok(canvas);
  const inView = (/** @type {{ x: number, y: number, width: number, height: number } | null} */ box) => box !== null
    && box.x >= canvas.x && box.y >= canvas.y && box.x + box.width <= canvas.x + canvas.width && box.y + box.height <= canvas.y + canvas.height;
  const name = page.locator('.map-name span');
  assert.equal(await name.textContent(), '鳳小学校');
  assert.ok(inView(await name.boundingBox()), 'the origin is named in view');
  assert.deepEqual(await page.locator('.map-ring-name').allTextContents(), ['歩いて約5分', '歩いて約10分']);
  const boxes = await Promise.all((await page.locator('.map-pin-spot').all()).map((pin) => pin.boundingBox()));
  assert.ok(boxes.filter(inView).length >= 6, 'the nearest six are in view');
  const origin = await page.locator('.map-origin').boundingBox();
  assert.ok(origin);
  const [x, y] = [origin.x + origin.width / 2, origin.y + origin.height / 2];
  const large = await page.locator('.map-pin-spot:not(.is-small)').evaluateAll((pins) => pins.map((pin) => pin.getBoundingClientRect().toJSON()));
  assert.ok(large.every((box) => Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y) >= 30), 'no pin stands on the origin');
  const small = page.locator('.map-pin-spot.is-small');
  await page.getByRole('button', { name: '全体' }).click();
  await resting(page);
  assert.ok(await small.count() > 3 && await small.locator('.open, .unknown').count() === 0);
  await until('near by, closed places have their numbers', async () => {
    await page.getByRole('button', { name: '大きくする' }).click();
    await resting(page);
    return await small.count() === 0;
  });
  assert.ok(await page.locator('.leaflet-control-scale-line').innerText() !== '30 m', 'the map ends where its data ends');
  await context.close();
});

test('the keyboard alone moves the map, enlarges it and chooses', async () => {
  const { context, page } = await open();
  await settled(page);
  await page.locator('.map-canvas').focus();
  await resting(page);
  const first = await whereIs(page, 1);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction((x) => (document.querySelector('[data-number="1"]')?.getBoundingClientRect().x ?? x) < x - 40, first.x);
  await resting(page);
  const loaded = page.waitForRequest(/\/tiles\/base\//);
  await page.keyboard.press('+');
  await loaded;
  await page.locator('[data-number="2"]').focus();
  await resting(page);
  const before = await whereIs(page, 2);
  await page.keyboard.press('ArrowDown');
  await page.waitForFunction((y) => (document.querySelector('[data-number="2"]')?.getBoundingClientRect().y ?? y) < y - 40, before.y);
  await page.keyboard.press('Enter');
  await focusOn(page, 'p2');
  await context.close();
});

test('the buttons enlarge, shrink and show everything, the mouse drags', async () => {
  const { context, page } = await open();
  await settled(page);
  await page.getByRole('button', { name: '全体' }).click();
  await resting(page);
  const [wide, scale] = [await spread(page), await scaleOf(page)];
  await page.getByRole('button', { name: '大きくする' }).click();
  await until('the map is enlarged', async () => await scaleOf(page) > 1.5 * scale);
  await resting(page);
  await page.getByRole('button', { name: '全体' }).click();
  await resting(page);
  assert.ok(Math.abs(await spread(page) - wide) < 2);
  const canvas = await page.locator('.map-canvas').boundingBox();
  assert.ok(canvas);
  const before = await whereIs(page, 1);
  await page.mouse.move(canvas.x + 20, canvas.y + 20);
  await page.mouse.down();
  await page.mouse.move(canvas.x + 80, canvas.y + 50, { steps: 5 });
  await page.mouse.up();
  await page.waitForFunction((x) => (document.querySelector('[data-number="1"]')?.getBoundingClientRect().x ?? x) > x + 40, before.x);
  await context.close();
});

test('the bare wheel scrolls the page, with Ctrl it enlarges the map', async () => {
  const { context, page } = await open({ viewport: { width: 1280, height: 800 } });
  await settled(page);
  const canvas = await page.locator('.map-canvas').boundingBox();
  assert.ok(canvas);
  await page.mouse.move(canvas.x + canvas.width / 2, canvas.y + 60);
  await page.mouse.wheel(0, 300);
  await page.waitForFunction(() => scrollY > 100);
  await resting(page);
  const scale = await scaleOf(page);
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -300);
  await page.keyboard.up('Control');
  await until('the map is enlarged', async () => await scaleOf(page) > 1.5 * scale);
  await context.close();
});

test('one finger scrolls the page, two move the map', async () => {
  const { context, page } = await open(PHONE);
  await settled(page);
  const canvas = await page.locator('.map-canvas').boundingBox();
  assert.ok(canvas);
  const client = await context.newCDPSession(page);
  const [x, y] = [canvas.x + canvas.width / 2, canvas.y + 150];
  /** @param {number} fingers @param {number} dx @param {number} dy */
  const swipe = async (fingers, dx, dy) => {
    for (let step = 0; step <= 6; step += 1) {
      const touchPoints = Array.from({ length: fingers }, (_, id) => ({ id, x: x + id * 60 + (dx * step) / 6, y: y + (dy * step) / 6 }));
      await client.send('Input.dispatchTouchEvent', { type: step === 0 ? 'touchStart' : 'touchMove', touchPoints });
    }
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await resting(page);
  };
  const offset = () => page.evaluate(() => {
    const top = document.querySelector('.map-canvas')?.getBoundingClientRect();
    const pin = document.querySelector('[data-number="1"]')?.getBoundingClientRect();
    return { x: (pin?.x ?? 0) - (top?.x ?? 0), y: (pin?.y ?? 0) - (top?.y ?? 0) };
  });
  const before = await offset();
  await swipe(2, 60, 0);
  const moved = await offset();
  assert.ok(moved.x > before.x + 30, `two fingers move the map: ${before.x} to ${moved.x}`);
  await swipe(1, 0, -120);
  assert.ok(await page.evaluate(() => scrollY) > 50, 'one finger scrolls the page');
  const after = await offset();
  assert.ok(Math.hypot(after.x - moved.x, after.y - moved.y) < 3, 'one finger leaves the map alone');
  await context.close();
});

test('from the list to the map, other conditions, and back', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  /** @type {string[]} */ const early = [];
  page.on('request', (request) => /\/dist\/(map|ground)\.|\/tiles\//.test(request.url()) && early.push(request.url()));
  await page.goto(`${site.base}/?from=ootori-sho&when=at&date=2026-12-02&time=16:00`);
  assert.deepEqual(early, [], 'nothing of the map before it is asked for');
  await page.getByRole('link', { name: '地図を見る' }).click();
  await page.waitForURL(/\/map\?.*from=ootori-sho/);
  const all = await page.locator('.map-pin').count();
  await page.getByText('条件を変える').click();
  await page.getByLabel('予約なし').check();
  await page.getByRole('button', { name: 'さがす' }).click();
  await page.waitForURL(/\/map\?.*booking=none/);
  await page.locator('.map-pin').first().waitFor();
  assert.ok(await page.locator('.map-pin').count() < all);
  assert.equal(await page.locator('.map-pin').count(), await page.locator('.card').count());
  await page.goBack();
  await page.locator('.map-pin').first().waitFor();
  assert.equal(await page.locator('.map-pin').count(), all);
  await page.goBack();
  await page.waitForURL(/\/\?.*from=ootori-sho/);
  await context.close();
});

test('a position orders the list on the device and is told to nobody', async () => {
  const { context, page, requests, complaints } = await open({ geolocation: HERE, permissions: ['geolocation'] });
  await settled(page);
  await page.getByRole('button', { name: '現在地から' }).click();
  await page.locator('[data-says="located"]').waitFor();
  const known = requests.length;
  const minutes = await page.locator('.card .walk-from-here').evaluateAll((all) => all.map((item) => Number(item.textContent?.match(/\d+/)?.[0])));
  assert.ok(minutes.length > 20);
  assert.deepEqual(minutes, [...minutes].sort((a, b) => a - b));
  assert.notEqual(await page.locator('.card').first().getAttribute('id'), 'p1');
  const first = await page.locator('.card .pin').first().textContent();
  assert.equal(`p${first}`, await page.locator('.card').first().getAttribute('id'));
  for (const _ of [1, 2, 3]) {
    await page.getByRole('button', { name: '大きくする' }).click();
    await resting(page);
  }
  await page.locator('.map-canvas').focus();
  for (const key of ['ArrowUp', 'ArrowLeft', 'ArrowUp']) {
    await page.keyboard.press(key);
    await resting(page);
  }
  assert.deepEqual(requests.slice(known), [], 'nothing is asked for once the position is known');
  const told = requests.filter((url) => /34\.5678|135\.4456/.test(url));
  assert.deepEqual([...told, page.url()].filter((url) => /34\.56|135\.44/.test(url)), []);
  const tiles = requests.filter((url) => url.includes('/tiles/'));
  assert.equal(new Set(tiles).size, tiles.length, 'no tile twice');
  assert.deepEqual(complaints, []);
  await context.close();
});

test('a refused position is said calmly', async () => {
  const { context, page } = await open({ permissions: [] });
  await page.getByRole('button', { name: '現在地から' }).click();
  await page.locator('[data-says="not-located"]').waitFor();
  await context.close();
});

test('when tiles fail, the drawn map comes back and the page says so', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  await page.route('**/tiles/**', (route) => route.fulfill({ status: 503, body: '' }));
  await page.goto(site.base + ADDRESS);
  await page.locator('[data-says="tiles-failed"]').waitFor();
  assert.ok(await page.locator('svg.sketch').isVisible());
  assert.ok(!await page.locator('.live').isVisible());
  assert.equal(await page.locator('.card button').count(), 0, 'nothing leads to a map that is not there');
  await page.unroute('**/tiles/**');
  await page.getByRole('button', { name: 'もう一度ためす' }).click();
  await settled(page);
  assert.ok(!await page.locator('[data-says="tiles-failed"]').isVisible());
  await page.locator('[data-number="3"]').click();
  await focusOn(page, 'p3');
  await context.close();
});

test('a press beside a pin is meant for it, one far from all for none', async () => {
  const { context, page } = await open(PHONE);
  await settled(page);
  await page.locator('.map-canvas').scrollIntoViewIfNeeded();
  await resting(page);
  const pins = await page.locator('.map-pin').evaluateAll((all) => all.map((pin) => {
    const { x, y, width, height } = pin.getBoundingClientRect();
    return { number: pin.parentElement?.dataset.number, x: x + width / 2, y: y + height / 2 };
  }));
  const canvas = await page.locator('.map-canvas').boundingBox();
  assert.ok(canvas);
  const spots = pins.flatMap((pin) => [-20, 20].map((by) => ({ number: pin.number, x: pin.x + by, y: pin.y })));
  const inside = spots.filter(({ x, y }) => x > canvas.x && x < canvas.x + canvas.width && y > canvas.y && y < canvas.y + canvas.height);
  const free = inside.find((spot) => pins.every((pin) => pin.number === spot.number || Math.hypot(pin.x - spot.x, pin.y - spot.y) > 24));
  assert.ok(free, 'some pin has room beside it');
  await page.touchscreen.tap(free.x, free.y);
  await focusOn(page, `p${free.number}`);
  await context.close();
});

test('the marks on the map are explained in words, on screen and on paper', async () => {
  const { context, page } = await open();
  for (const media of /** @type {const} */ (['screen', 'print'])) {
    await page.emulateMedia({ media });
    assert.deepEqual(await page.locator('.map-legend li').allInnerTexts(), ['開いています', '閉まっています', '確認してください']);
  }
  await context.close();
});

test('paper gets the drawn map', async () => {
  const { context, page } = await open();
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('svg.sketch').isVisible());
  assert.ok(!await page.locator('.live').isVisible());
  await context.close();
});

test('whoever wants less motion gets none', async () => {
  const { context, page } = await open({ reducedMotion: 'reduce' });
  assert.ok(!await page.locator('.map-canvas').evaluate((map) => map.classList.contains('leaflet-fade-anim')));
  assert.equal(await page.locator('.leaflet-zoom-animated.leaflet-map-pane').count(), 0);
  await context.close();
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`no barrier on the map in any language, ${colorScheme}`, async () => {
    /** @type {string[]} */ const found = [];
    for (const lang of LANGUAGES) {
      const { context, page } = await open({ colorScheme, bypassCSP: true, viewport: { width: 320, height: 640 } }, inLanguage(ADDRESS, lang));
      found.push(...[...await barriers(page), ...await lowControls(page)].map((barrier) => `${lang}: ${barrier}`));
      const overflow = await tooWide(page);
      if (overflow > 0) found.push(`${lang}: ${overflow} px too wide`);
      await context.close();
    }
    assert.deepEqual(found, []);
  });
}

test('the map is light: its code, and the ground of the ward at first sight', async () => {
  const { context, page } = await open(PHONE);
  await settled(page);
  await page.waitForLoadState('networkidle');
  // An observer, because the fixed clock leaves `performance` without entries.
  const weights = await page.evaluate(() => new Promise((told) => {
    new PerformanceObserver((list) => told(list.getEntries().map((entry) => {
      const { name, encodedBodySize } = /** @type {PerformanceResourceTiming} */ (entry);
      return { name, encodedBodySize };
    }))).observe({ type: 'resource', buffered: true });
  }));
  const sum = (/** @type {RegExp} */ which) => weights.filter((/** @type {any} */ { name }) => which.test(name)).reduce((/** @type {number} */ all, /** @type {any} */ { encodedBodySize }) => all + encodedBodySize, 0);
  const [code, tiles] = [sum(/\/dist\//), sum(/\/tiles\//)];
  assert.ok(code > 10_000 && code <= MAX_CODE_BYTES, `${code} bytes of code`);
  assert.ok(tiles > 0 && tiles <= MAX_TILE_BYTES, `${tiles} bytes of tiles`);
  await context.close();
});

test('names are written on the ground', async () => {
  const { context, page } = await open({ viewport: { width: 1280, height: 800 } });
  // The color of station names, which nothing else on the basemap has.
  const inked = () => page.locator('canvas.leaflet-tile').evaluateAll((all) => all.reduce((sum, canvas) => {
    const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
    const data = width > 0 ? /** @type {HTMLCanvasElement} */ (canvas).getContext('2d')?.getImageData(0, 0, width, height).data : undefined;
    let count = 0;
    for (let at = 0; data && at < data.length; at += 4) if (data[at] === 0x33 && data[at + 1] === 0x33 && data[at + 2] === 0x33) count += 1;
    return sum + count;
  }, 0));
  // Near the origin there may be no station.
  await page.getByRole('button', { name: '全体' }).click();
  await until('names are on the ground', async () => await inked() > 300);
  await context.close();
});
