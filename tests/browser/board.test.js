// @ts-check
// The coverage board in a real browser: the same without scripts, in-place updates with them, and a
// report that prints on two pages.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { freshFolder } from './folders.js';
import { LANGUAGES, barriers, dayFrom, inLanguage, letClockRun, lowControls, startSite, tooWide, useSite } from './site.js';

const TWO_HALLS = '/staff/coverage?plan=open~site-fukuizumi-chu~We+15:00-18:00&plan=open~site-gymnasium~Fr+15:00-18:00';
/** The maximum of four plans: long names, and hours of nearly 300 bytes each. */
const MANY_HOURS = 'Mo,We,Fr 15:00-18:00; Tu,Th 16:00-19:00; Sa 10:00-12:00,13:00-17:00; Su[1,3] 10:00-16:00; PH off; SH Mo-Fr 09:00-17:00; '
  + 'Dec 24 10:00-15:00; Dec 29-Jan 03 off; Apr-Jul Mo 14:00-19:00; Aug Mo-Fr 09:00-12:00,13:00-18:00; Sep-Nov Th[2,4] 15:00-20:00; Jan-Mar Sa[1,3] 09:00-12:00';
const FOUR_LONG = ['extend~sample-koen-asobi', 'open~site-sakai-kami-ko', 'open~site-ootori-ko', 'open~site-fukuizumi-ko']
  .reduce((address, plan) => `${address}&plan=${encodeURIComponent(`${plan}~${MANY_HOURS}`)}`, '/staff/coverage/report?group=all&reach=15&unit=min');
const ADDRESSES = [
  '/staff/coverage',
  `${TWO_HALLS}&group=all&sort=share&goal=child-hours`,
  '/staff/coverage?any=1&reach=10&unit=min&days=vacation',
  '/staff/coverage/report',
];

/** As for the families' map: the code loaded for the interactive map, and the ward's numbers on it. */
const MAX_CODE_BYTES = 110 * 1024;
const MAX_NUMBERS_BYTES = 20 * 1024;

const site = useSite();

test('without a script the form, the order and a plan are all addresses', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false, locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto(`${site.base}/staff/coverage`);
  assert.match(await page.locator('.board-sentence').innerText(), /^水曜16時、直線で800 m以内に開いている場所がない小学生は [\d,]+人（\d+ %）$/);
  await page.getByLabel('どこまでを近くとするか').fill('400');
  await page.getByLabel('だれについて').selectOption('p12_14');
  await page.getByRole('button', { name: '数える' }).click();
  await page.waitForURL(/reach=400/);
  assert.match(await page.locator('.board-sentence').innerText(), /直線で400 m以内に開いている場所がない中学生は/);
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

test('with a script the search for sites keeps the question, the plans and the language, and the focus a place', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto(`${site.base}${TWO_HALLS}&day=3&hour=17&group=all&lang=en`);
  await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  await page.locator('#goal').selectOption('child-hours');
  await page.locator('form[action$="#next-title"] button').click();
  await page.waitForURL(/goal=child-hours/);
  const { searchParams, hash } = new URL(page.url());
  assert.deepEqual(['day', 'hour', 'group'].map((name) => searchParams.get(name)), ['3', '17', 'all']);
  assert.equal(searchParams.getAll('plan').length, 2);
  assert.equal(hash, '#next-title');
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'next-title');
  assert.match(await page.locator('.board-sentence').innerText(), /17:00/);
  await page.locator('#add').selectOption('close~sample-ootori-hiroba');
  await page.locator('form.add-plan button').click();
  await page.waitForURL((address) => address.searchParams.getAll('plan').length === 3);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'plans-title');
  assert.ok(await page.evaluate(() => 'stayed' in globalThis), 'in place');
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
  // A free spot: far from every mark, within the ward.
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

test('the keyboard alone chooses an hour in the table, and stays in it', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto(`${site.base}/staff/coverage`);
  const current = page.locator('.heat-map td[aria-current]').first();
  assert.equal(await current.getAttribute('data-slot'), String((2 * 24) + 16));
  await current.focus();
  for (const key of ['ArrowLeft', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-slot')), String((4 * 24) + 15));
  await page.keyboard.press('Enter');
  await page.waitForURL(/day=4.*hour=15/);
  assert.match(await page.locator('.board-sentence').innerText(), /^金曜15時/);
  await page.waitForFunction((slot) => document.activeElement?.getAttribute('data-slot') === slot, String((4 * 24) + 15));
  await context.close();
});

test('which afternoons, which closure, whom to call: each is a table, without a script and on a phone', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false, locale: 'ja-JP', viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  await page.goto(`${site.base}/staff/coverage`);
  const days = await page.locator('section[aria-labelledby="afternoons-title"] tbody tr').allInnerTexts();
  assert.ok(days.length >= 5, `${days}`);
  const hours = days.map((text) => Number(/([\d,]+)\D*$/.exec(text)?.[1].replaceAll(',', '')));
  assert.deepEqual(hours, [...hours].sort((a, b) => b - a), 'the best weekday first');
  const lost = await page.locator('#closures-title ~ .scroll tbody td:nth-child(2)').allInnerTexts();
  const children = lost.map((text) => Number(text.replaceAll(',', '')));
  // Once every check has run out, no place is surely open, and no closure takes anything away.
  if (children.length === 0) await page.getByText('ひとつ閉じても、近くに何もなくなるこどもはいません').waitFor();
  else assert.ok(children[0] > 0);
  assert.deepEqual(children, [...children].sort((a, b) => b - a), 'the worst closure first');
  const calls = page.locator('#calls-title ~ .scroll tbody tr');
  assert.ok(await calls.count() > 0);
  for (const text of await calls.allInnerTexts()) assert.match(text, /開いている日と時間|対象の年齢・学年|今も同じ時間ですか/);
  assert.ok(await page.locator('#calls-title ~ .scroll a[href^="tel:"]').count() > 0);
  await page.locator('#halls').selectOption('no-schools');
  await page.getByRole('button', { name: 'さがす' }).last().click();
  await page.waitForURL(/halls=no-schools/);
  assert.ok(!(await page.locator('section[aria-labelledby="afternoons-title"] table').innerText()).includes('学校'));
  await context.close();
});

test('the report prints on exactly two pages of A4 in every language, without plans and with the longest', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  for (const lang of LANGUAGES) {
    for (const address of ['/staff/coverage/report', TWO_HALLS.replace('coverage?', 'coverage/report?'), FOUR_LONG, `${FOUR_LONG}&days=vacation`]) {
      await page.goto(site.base + inLanguage(address, lang));
      const paper = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1');
      const pages = paper.match(/\/Type\s*\/Page\b/g) ?? [];
      const [, width, height] = /** @type {RegExpMatchArray} */ (paper.match(/\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/));
      assert.equal(pages.length, 2, `${address} in ${lang}`);
      assert.deepEqual([Math.round(Number(width)), Math.round(Number(height))], [595, 842], 'A4');
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 703, height: 1000 });
      const cut = await page.locator('.sheet').evaluateAll((sheets) => sheets.map((sheet) => sheet.scrollHeight - sheet.clientHeight));
      assert.deepEqual(cut, [0, 0], `${address} in ${lang}: nothing is cut off below`);
      const wide = await page.locator('.sheet *:not(svg *)').evaluateAll((all) => all.filter((part) =>
        part.getBoundingClientRect().right > (part.closest('.sheet')?.getBoundingClientRect().right ?? 0) + 1).length);
      assert.equal(wide, 0, `${address} in ${lang}: nothing is cut off at the side`);
      await page.emulateMedia({ media: null });
    }
  }
  await context.close();
});

test('what has changed is told on the board, and on a third page of the report', async (t) => {
  const names = ['places', 'programmes', 'places_confirmed', 'events_held'];
  const ofChildren = ['children', 'left_out', 'left_out_if_unknown_open', 'child_hours_covered', 'never_covered'];
  const rows = [dayFrom(-200), dayFrom(-20)].flatMap((day) => [
    ...names.map((name) => `${day},${day},800.00,We 16:00,,${name},1234567`),
    ...ofChildren.map((name) => `${day},${day},800.00,We 16:00,p06_11,${name},1234567`),
  ]);
  const { folder, remove } = await freshFolder();
  t.after(remove);
  await writeFile(join(folder, 'figures.csv'), `as_of,week_from,radius_m,when,group,figure,value\n${rows.join('\n')}\n`);
  const recorded = await startSite('--data', folder);
  t.after(() => recorded.stop());
  const context = await site.browser.newContext({ viewport: { width: 320, height: 800 } });
  const page = await context.newPage();
  for (const lang of LANGUAGES) {
    await page.goto(recorded.base + inLanguage('/staff/coverage', lang));
    assert.match(await page.locator('section:has(#progress-title)').innerText(), /1.234.567 → /);
    assert.ok((await tooWide(page)) <= 0, lang);
    await page.goto(recorded.base + inLanguage('/staff/coverage/report', lang));
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 703, height: 1000 });
    const cut = await page.locator('.sheet').evaluateAll((sheets) => sheets.map((sheet) => sheet.scrollHeight - sheet.clientHeight));
    assert.deepEqual(cut, [0, 0, 0], lang);
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width: 320, height: 800 });
  }
  await page.goto(`${recorded.base}/staff/coverage`);
  assert.deepEqual(await barriers(page), []);
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
  await page.goto(site.base + TWO_HALLS);
  const sideways = await page.locator('.stakes-table').evaluateAll((tables) => tables.map((table) =>
    (table.parentElement?.scrollWidth ?? 0) - (table.parentElement?.clientWidth ?? 0)));
  assert.ok(sideways.length >= 2 && sideways.every((more) => more === 0), `closures and calls need no scrolling: ${sideways}`);
  const cut = await page.locator('.plans-table tbody tr').evaluateAll((rows) => rows.map((row) =>
    row.children[2].getBoundingClientRect().right - (row.closest('.scroll')?.getBoundingClientRect().right ?? 0)));
  assert.ok(cut.length > 5 && cut.every((over) => over <= 0), `the first plan is shown whole: ${cut}`);
  await context.close();
});

/**
 * The board with the interactive map and its numbers, and all requests and console errors.
 * @param {import('playwright-core').BrowserContextOptions} [options] @param {string} [address] @param {string} [base]
 */
async function openMoving(options = {}, address = '/staff/coverage', base = site.base) {
  const context = await site.browser.newContext({ locale: 'ja-JP', viewport: { width: 1280, height: 900 }, ...options });
  await letClockRun(context);
  const page = await context.newPage();
  /** @type {string[]} */ const requests = [];
  /** @type {string[]} */ const complaints = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(base + address);
  const before = [...requests];
  await page.locator('[data-do=move]').click();
  await numbersThere(page);
  return { context, page, requests, before, complaints };
}

/** @param {import('playwright-core').Page} page */
const numbersThere = (page) => page.locator('.leaflet-tooltip-pane canvas.leaflet-tile-loaded').first().waitFor();

/** Number of marks on the drawn and on the interactive map. @param {import('playwright-core').Page} page */
const marksOf = (page) => page.evaluate(() => ({
  drawn: [...document.querySelectorAll('.board-map > .sketch .sk-dot > circle, .board-map > .sketch .sk-spot')].filter((mark) => mark.closest('.sk-legend') === null).length,
  moving: document.querySelectorAll('.board-marks > *').length,
}));

/** Center of a mark on the interactive map. @param {import('playwright-core').Page} page @param {string} id */
async function middleOf(page, id) {
  const box = await page.locator(`.board-marks [data-id="${id}"] > path`).boundingBox();
  assert.ok(box, `${id} is on the map`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('the map moves when that is asked for, shows what the drawn one shows, and follows every change', async () => {
  // Once every check has run out, everybody is left out at any distance: these samples are renewed.
  const fresh = await freshFolder();
  const { base, stop } = await startSite('--data', fresh.folder);
  const { context, page, requests, before, complaints } = await openMoving({}, undefined, base);
  assert.deepEqual(before.filter((url) => /dist\/(board|ground|map)|\/tiles\//.test(url)), [], 'nothing of it before');
  assert.ok(!await page.locator('.board-map > .sketch').isVisible());
  const first = await marksOf(page);
  assert.ok(first.drawn > 60, `${first.drawn} marks`);
  assert.equal(first.moving, first.drawn);
  assert.equal(await page.locator('.moving-legend text').count(), 10);
  const question = await page.getByRole('link', { name: '地図タイル' }).getAttribute('href');
  const numbers = requests.filter((url) => url.includes('/tiles/coverage/'));
  assert.deepEqual([...new Set(numbers.map((url) => new URL(url).search))], [new URL(question ?? '', base).search], 'the very same question');
  await page.evaluate(() => Object.assign(/** @type {object} */ (document.querySelector('.live')), { same: true }));
  const asked = page.waitForRequest(/\/tiles\/coverage\/.*radius=400/);
  await page.locator('input[type=range]').fill('400');
  await asked;
  await page.waitForURL(/reach=400/);
  const second = await marksOf(page);
  assert.equal(second.moving, second.drawn);
  assert.notEqual(second.drawn, first.drawn, 'more children are left out at 400 m');
  assert.equal(await page.evaluate(() => /** @type {any} */ (document.querySelector('.live')).same), true, 'the map stayed');
  await page.locator('#add').selectOption('open~site-gymnasium');
  await page.getByRole('button', { name: '案に加える' }).click();
  await page.locator('.board-marks .sk-flag').waitFor();
  assert.deepEqual(complaints, []);
  assert.deepEqual(requests.filter((url) => !url.startsWith(base)), []);
  await page.getByRole('button', { name: '描いた地図にもどす' }).click();
  assert.ok(await page.locator('.board-map > .sketch').isVisible());
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-do')), 'move');
  await context.close();
  stop();
  await fresh.remove();
});

test('a press on the map that moves proposes what a press on the drawn one does', async () => {
  const { context, page } = await openMoving();
  const hall = await middleOf(page, 'open~site-gymnasium');
  await page.mouse.click(hall.x, hall.y);
  await page.waitForURL(/plan=open%7Esite-gymnasium/);
  await page.locator('.plans-table').waitFor();
  const canvas = await page.locator('.map-canvas').boundingBox();
  assert.ok(canvas);
  const free = await page.locator('.board-marks .sk-spot').evaluateAll((marks, box) => {
    const spots = marks.map((mark) => mark.getBoundingClientRect());
    const far = (/** @type {number} */ x, /** @type {number} */ y) => spots.every((m) => Math.hypot(m.x + m.width / 2 - x, m.y + m.height / 2 - y) > 24);
    for (let x = box.x + box.width / 2; x < box.x + box.width; x += 8) if (far(x, box.y + box.height / 2)) return { x, y: box.y + box.height / 2 };
    throw new Error('no free spot on the map, expected one');
  }, canvas);
  await page.mouse.click(free.x, free.y);
  await page.waitForURL(/plan=open%7Emesh-\d{10}/);
  assert.doesNotMatch(page.url(), /lat|lon|135\.|34\./, 'no coordinate in the address');
  await page.waitForFunction(() => document.querySelectorAll('.board-marks .sk-flag').length === 2);
  await context.close();
});

test('the keyboard alone moves the board’s map, enlarges it and proposes', async () => {
  const { context, page } = await openMoving();
  assert.ok(await page.evaluate(() => document.activeElement?.classList.contains('map-canvas')), 'the map has the focus');
  const ID = 'open~site-gymnasium';
  const stood = await middleOf(page, ID);
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(([id, x]) => (document.querySelector(`.board-marks [data-id="${id}"] > path`)?.getBoundingClientRect().x ?? 0) < Number(x) - 40, [ID, stood.x]);
  const deeper = page.waitForRequest(/\/tiles\/coverage\/13\//);
  await page.keyboard.press('+');
  await deeper;
  await page.keyboard.press('Enter');
  await page.waitForURL(/plan=open/);
  await page.locator('.board-marks .sk-flag').waitFor();
  assert.ok(await page.evaluate(() => document.activeElement?.classList.contains('map-canvas')), 'the focus stays');
  await context.close();
});

for (const part of ['tiles/coverage/**', 'tiles/base/**', 'dist/ground.js', 'dist/board.js']) {
  test(`without ${part} the drawn map comes back and says so; another press tries again`, async () => {
    // Requests of a service worker cannot be intercepted.
    const context = await site.browser.newContext({ locale: 'ja-JP', serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(`${site.base}/staff/coverage`);
    await page.route(`**/${part}`, (route) => route.fulfill({ status: 503, body: '' }));
    await page.locator('[data-do=move]').click();
    await page.locator('[data-says=moving-failed]').waitFor();
    assert.ok(await page.locator('.board-map > .sketch').isVisible());
    assert.ok(!await page.locator('.live').isVisible());
    await page.unroute(`**/${part}`);
    // A browser does not retry a script that failed to load.
    if (part.startsWith('dist/')) await page.reload();
    await page.locator('[data-do=move]').click();
    await numbersThere(page);
    assert.ok(!await page.locator('[data-says=moving-failed]').isVisible());
    await context.close();
  });
}

test('paper gets the drawn map, and whoever wants less motion gets none', async () => {
  const { context, page } = await openMoving({ reducedMotion: 'reduce' });
  assert.ok(!await page.locator('.map-canvas').evaluate((map) => map.classList.contains('leaflet-fade-anim')));
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('.board-map > .sketch').isVisible());
  assert.ok(!await page.locator('.live').isVisible());
  assert.ok(!await page.locator('.moving-legend').isVisible());
  await context.close();
});

test('no barrier on the map that moves, in any language, light and dark', async () => {
  /** @type {string[]} */ const found = [];
  for (const [nth, lang] of LANGUAGES.entries()) {
    const colorScheme = nth % 2 === 0 ? 'light' : 'dark';
    const { context, page } = await openMoving({ colorScheme, bypassCSP: true, viewport: { width: 390, height: 844 } }, inLanguage(TWO_HALLS, lang));
    found.push(...[...await barriers(page), ...await lowControls(page)].map((barrier) => `${lang}: ${barrier}`));
    if (await tooWide(page) > 0) found.push(`${lang}: too wide`);
    await context.close();
  }
  assert.deepEqual(found, []);
});

test('the map that moves is light: its code, and its first tiles', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  /** @type {import('playwright-core').Response[]} */ const came = [];
  page.on('response', (response) => came.push(response));
  await page.goto(`${site.base}/staff/coverage`);
  await page.locator('[data-do=move]').click();
  await numbersThere(page);
  const sum = (/** @type {RegExp} */ which) => came.filter((response) => which.test(response.url()))
    .reduce((all, response) => all + Number(response.headers()['content-length'] ?? 0), 0);
  const [code, numbers] = [sum(/\/dist\/(board|ground|map)\./), sum(/\/tiles\/coverage\//)];
  assert.ok(code > 10_000 && code <= MAX_CODE_BYTES, `${code} bytes of code`);
  assert.ok(numbers > 0 && numbers <= MAX_NUMBERS_BYTES, `${numbers} bytes of numbers`);
  await context.close();
});
