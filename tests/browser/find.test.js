// @ts-check
// The search in a real browser: one click to a result, updated in place, sorted by location without
// disclosing it, and as a link that contains only the query.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { barriers, focusOn, lowControls, tooWide, useSite } from './site.js';

const SENTENCE = '/?from=ootori-sho&when=at&date=2026-12-02&time=16:00&grade=e5&free=true&booking=none';
/** Beside 鳳小学校, with a phone's precision. */
const HERE = { longitude: 135.45891, latitude: 34.53432 };

const site = useSite();

/** @param {import('playwright-core').BrowserContextOptions} [options] */
async function open(options = {}) {
  const context = await site.browser.newContext({ locale: 'ja-JP', viewport: { width: 390, height: 844 }, ...options });
  return { context, page: await context.newPage() };
}

/** @param {import('playwright-core').Page} page */
const names = (page) => page.locator('.card:visible h3 a').allInnerTexts();

/** Searches by keyboard alone, from the start page. @param {import('playwright-core').Page} page */
async function say(page) {
  await page.goto(site.base);
  await page.getByLabel('どこから').focus();
  await page.keyboard.type('鳳小');
  await page.locator('input[name="when"][value="at"]').focus();
  await page.keyboard.press('Space');
  await page.getByLabel('日', { exact: true }).fill('2026-12-02');
  await page.getByLabel('時間', { exact: true }).fill('16:00');
  await page.getByLabel('学年').selectOption('e5');
  for (const box of ['無料', '予約なし']) {
    await page.getByLabel(box, { exact: true }).focus();
    await page.keyboard.press('Space');
  }
  await page.getByRole('button', { name: 'さがす' }).press('Enter');
}

for (const javaScriptEnabled of [false, true]) {
  test(`the parent's sentence takes one form and one press, ${javaScriptEnabled ? 'with' : 'without'} a script`, async () => {
    const { context, page } = await open({ javaScriptEnabled });
    await say(page);
    await page.waitForURL(/time=16/);
    await page.locator('#p1').waitFor();
    assert.match(await page.locator('h1').innerText(), /鳳小学校の近く/);
    assert.deepEqual(
      (await page.locator('.chips li').allInnerTexts()).map((text) => text.split(/\s/)[0]),
      ['鳳小学校', '12月2日（水）16:00', '小5', '無料', '予約なし'],
    );
    const found = await names(page);
    const other = await context.newPage();
    await other.goto(site.base + SENTENCE);
    assert.deepEqual(await names(other), found, 'the same address is the same answer for somebody else');
    await context.close();
  });
}

test('the answer comes in place: focus on it, its number said, back goes back', async () => {
  const { context, page } = await open();
  await page.goto(site.base);
  await page.evaluate(() => { /** @type {any} */ (window).same = true; });
  await page.getByRole('link', { name: 'きょう これから開くところを見る' }).click();
  await page.waitForURL(/when=today/);
  await page.locator('#question.asked').waitFor();
  await focusOn(page, 'results-title');
  assert.equal(await page.locator('[data-count]').innerText(), await page.locator('#results-title').innerText());
  assert.match(await page.title(), /さがす/);
  await page.goBack();
  await page.locator('.doors').waitFor();
  await page.waitForURL((url) => url.search === '');
  await page.goForward();
  await page.locator('#question.asked').waitFor();
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).same), true, 'no page was loaded anew');
  await context.close();
});

/** The visible suggestions. @param {import('playwright-core').Page} page */
const options = (page) => page.locator('#from-list > li').evaluateAll((all) => all.map((one) => one.firstChild?.textContent));

test('while somebody types, the page suggests; keys choose, and what is typed goes nowhere', async () => {
  const { context, page } = await open();
  await page.goto(site.base);
  await page.waitForLoadState('networkidle');
  /** @type {string[]} */ const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const field = page.locator('#from[role="combobox"]');
  await page.getByLabel('どこから').focus();
  await page.keyboard.type('おおとり');
  await page.locator('#from-list > li').first().waitFor();
  assert.equal(await field.getAttribute('aria-expanded'), 'true');
  assert.match(await page.locator('.from [role="status"]').innerText(), /候補が\d+件/);
  assert.equal((await options(page))[0], '鳳駅');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const marked = page.locator('#from-list > [aria-selected="true"]');
  assert.equal(await field.getAttribute('aria-activedescendant'), await marked.getAttribute('id'));
  const name = await marked.evaluate((one) => one.firstChild?.textContent);
  await page.keyboard.press('Enter');
  assert.equal(await field.inputValue(), name);
  assert.equal(await page.locator('#from-list').isVisible(), false);
  assert.deepEqual(asked.filter((path) => !path.endsWith('.svg')).map((path) => path.split('/')[1]), ['static', 'landmarks'], 'the script and the list, the same for everybody');
  await page.keyboard.press('Enter');
  await page.waitForURL(/from=[a-z-]+&/);
  await context.close();
});

test('Escape closes the suggestions and keeps what was typed; a finger chooses', async () => {
  const { context, page } = await open({ hasTouch: true });
  await page.goto(site.base);
  const field = page.locator('#from');
  await field.focus();
  await page.keyboard.type('593-83');
  await page.locator('#from-list > li').first().waitFor();
  assert.deepEqual(await page.locator('#from-list > li').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 44).length), 0);
  await page.keyboard.press('Escape');
  await page.locator('#from-list').waitFor({ state: 'hidden' });
  assert.equal(await field.inputValue(), '593-83');
  await page.keyboard.type('2');
  const first = page.locator('#from-list > li').first();
  await first.waitFor();
  const name = await first.evaluate((one) => one.firstChild?.textContent);
  await first.tap();
  assert.equal(await field.inputValue(), name);
  await context.close();
});

test('suggestions while typing are those of the page for a text that means nothing yet', async () => {
  const { context, page } = await open();
  await page.goto(site.base);
  const field = page.locator('#from');
  for (const typed of ['おおと', '鳳小学', '鳳北町', '5938', '浜寺石', 'ハマデ']) {
    const whole = await (await fetch(`${site.base}/?from=${encodeURIComponent(typed)}`)).text();
    await field.fill('');
    await field.fill(typed);
    await page.waitForFunction((wanted) => /** @type {any} */ (document.querySelector('#from-list'))?.dataset.of === wanted, typed);
    const names = await options(page);
    assert.ok(names.length > 0, typed);
    const listed = [...(/class="choices">(.*?)<\/ul>/s.exec(whole)?.[1] ?? '').matchAll(/<a [^>]*>([^<]*?) ?</g)].map((found) => found[1]);
    assert.ok(names.length === Math.min(10, listed.length), typed);
    assert.deepEqual(names, listed.slice(0, names.length), typed);
  }
  await context.close();
});

test('a condition is taken back by one press, and the form follows', async () => {
  const { context, page } = await open();
  await page.goto(site.base + SENTENCE);
  await page.getByRole('link', { name: /無料/ }).first().click();
  await page.waitForURL((url) => !url.searchParams.has('free'));
  await page.locator('.conditions > summary').click();
  assert.equal(await page.getByLabel('無料', { exact: true }).isChecked(), false);
  assert.equal(await page.getByLabel('予約なし', { exact: true }).isChecked(), true);
  await context.close();
});

test('a newer question overtakes an older one, and what fails is loaded the ordinary way', async () => {
  const { context, page } = await open();
  await page.goto(`${site.base}/?grade=e5`);
  let held = true;
  await page.route(/when=today/, async (route) => {
    while (held) await new Promise((resolve) => setTimeout(resolve, 50));
    await route.continue().catch(() => undefined);
  });
  await page.getByRole('link', { name: 'このあと', exact: true }).click();
  await page.locator('.quick').getByRole('link', { name: 'いま', exact: true }).click();
  await page.waitForURL(/when=now/);
  held = false;
  await page.waitForTimeout(300);
  assert.match(page.url(), /when=now/);
  await page.route(/when=school/, (route) => (route.request().isNavigationRequest() ? route.continue() : route.abort()));
  await page.getByRole('link', { name: '放課後', exact: true }).click();
  await page.waitForURL(/when=school/);
  await page.locator('.chips', { hasText: '15:30' }).waitFor();
  await context.close();
});

test('nearest from here: worked out on the device, renumbered, told to nobody', async () => {
  const { context, page } = await open({ geolocation: HERE, permissions: ['geolocation'] });
  await page.goto(`${site.base}/?grade=e5`);
  await page.waitForLoadState('networkidle');
  /** @type {string[]} */ const asked = [];
  let known = false;
  await page.exposeFunction('positionKnown', () => { known = true; });
  await page.evaluate(() => {
    const ask = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
    navigator.geolocation.getCurrentPosition = (got, failed, options) => {
      /** @type {any} */ (window).positionKnown();
      ask(got, failed, options);
    };
  });
  page.on('request', (request) => {
    // The browser itself requests the icon for a new history entry at any time.
    if (!request.url().endsWith('.svg')) asked.push(`${known ? 'after' : 'before'} ${request.url()}`);
  });
  assert.equal(await page.getByText('現在地はこの端末の中だけで使います。どこにも送りません。').isVisible(), true);
  await page.getByRole('button', { name: '現在地から近い順' }).click();
  await page.getByText('番号をつけ直しました').waitFor();
  await page.waitForTimeout(500);
  const reply = await fetch(`${site.base}/api/v1/places/nearest?from=ootori-sho&grade=e5&limit=100`);
  const { features } = await reply.json();
  const nearest = features.map((/** @type {any} */ f) => f.properties.name);
  const shown = await page.locator('.card:visible').evaluateAll((all) => all.map((card) => ({
    name: /** @type {HTMLElement} */ (card.querySelector('h3 a')).innerText, look: /** @type {HTMLElement} */ (card).dataset.look,
  })));
  assert.ok(shown.length > 0);
  for (const look of new Set(shown.map((card) => card.look))) {
    const listed = shown.filter((card) => card.look === look).map((card) => card.name);
    assert.deepEqual(listed, nearest.filter((/** @type {string} */ name) => listed.includes(name)), `by distance among ${look}`);
  }
  assert.deepEqual(await page.locator('.card:visible .pin').allInnerTexts(), shown.map((_, nth) => String(nth + 1)));
  assert.match(await page.locator('#p1 .facts').innerText(), /歩いて約\d+分/);
  const pins = await page.locator('.map [data-pin]').evaluateAll((all) => all.every((pin) => pin.getAttribute('data-pin') === pin.querySelector('text')?.textContent));
  assert.ok(pins, 'the drawn map has the numbers of the list');
  assert.deepEqual(asked.filter((one) => one.startsWith('after')), [], 'nothing is asked once the position is');
  assert.ok(asked.every((one) => !/135\.4|34\.5/.test(one)), asked.join('\n'));
  assert.ok(!/135|34\.5/.test(page.url()), page.url());
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.deepEqual(await context.cookies(), []);
  await context.close();
});

test('without a position the list stays, and says what else can be done', async () => {
  const { context, page } = await open({ permissions: [] });
  await page.goto(`${site.base}/?grade=e5`);
  const before = await names(page);
  await page.evaluate(() => {
    navigator.geolocation.getCurrentPosition = (_, failed) => failed?.(/** @type {any} */ ({ code: 1 }));
  });
  await page.getByRole('button', { name: '現在地から近い順' }).click();
  await page.getByText('学校・駅・町の名前からもさがせます').waitFor();
  assert.ok(before.length > 0);
  assert.deepEqual(await names(page), before);
  await context.close();
});

test('a page asks for no permission by itself', async () => {
  const { context, page } = await open();
  await page.addInitScript(() => {
    navigator.geolocation.getCurrentPosition = () => { throw new Error('asked for a position'); };
    navigator.geolocation.watchPosition = () => { throw new Error('asked for a position'); };
  });
  /** @type {string[]} */ const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  for (const address of ['/', SENTENCE, '/?when=now&sort=here', '/map']) await page.goto(site.base + address);
  assert.deepEqual(faults, []);
  await context.close();
});

test('a search and a place are handed on by the device, by a copy, and by their plain address', async () => {
  const { context, page } = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
  await page.addInitScript(() => {
    /** @type {any} */ (navigator).share = (/** @type {any} */ what) => { /** @type {any} */ (window).shared = what; return Promise.resolve(); };
  });
  await page.goto(`${site.base}/?from=%E9%B3%B3%E5%B0%8F&grade=e5`);
  await page.getByText('このページを送る・伝える').click();
  await page.getByRole('button', { name: '送る', exact: true }).click();
  const shared = await page.evaluate(() => /** @type {any} */ (window).shared);
  assert.equal(shared.url, `${site.base}/?from=ootori-sho&when=now&grade=e5`);
  await page.getByRole('button', { name: 'アドレスをコピー' }).click();
  await page.getByText('コピーしました').waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), shared.url);
  const place = await page.locator('#p1 h3 a').getAttribute('href');
  await page.goto(site.base + place);
  await page.getByText('このページを送る・伝える').click();
  assert.equal(await page.getByLabel('このページのアドレス').inputValue(), `${site.base}${place?.split('?')[0]}`, 'the place alone');
  assert.match(place ?? '', /[?]from=ootori-sho&/, 'the link names the landmark, not what was typed');
  assert.match(await page.getByRole('link', { name: 'LINEで送る' }).getAttribute('href') ?? '', /^https:\/\/line\.me\/R\/share\?text=/);
  await context.close();
});

test('readings are a switch that stays on from page to page, and are read once', async () => {
  const { context, page } = await open();
  await page.goto(`${site.base}/?from=ootori-sho`);
  assert.equal(await page.locator('ruby').count(), 0);
  await page.getByRole('link', { name: 'ふりがなをつける' }).click();
  await page.waitForURL(/furigana=on/);
  assert.ok(await page.locator('ruby').count() > 50);
  assert.equal(await page.locator('rt').first().evaluate((rt) => rt.parentElement?.tagName), 'RUBY');
  await page.locator('#p1 h3 a').click();
  await page.waitForURL(/\/places\/.*furigana=on/);
  await page.waitForLoadState('networkidle');
  assert.ok(await page.locator('.place-head .state ruby').count() > 0, 'also what the script says of now');
  assert.ok(!(await page.locator('main').innerText()).includes('《'));
  await page.getByRole('link', { name: 'ふりがなをけす' }).click();
  await page.waitForURL((url) => !url.searchParams.has('furigana'));
  assert.equal(await page.locator('ruby').count(), 0);
  await context.close();
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`no barrier once a script has answered, nor with readings, ${colorScheme}`, async () => {
    const { context, page } = await open({ colorScheme, bypassCSP: true, viewport: { width: 320, height: 640 } });
    /** @type {string[]} */ const found = [];
    for (const address of ['/?furigana=on', `${SENTENCE}&furigana=on`, '/places/sample-ootori-hiroba?furigana=on', '/?when=now&sort=here']) {
      await page.goto(site.base + address);
      await page.locator('main details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
      found.push(...(await barriers(page)).map((barrier) => `${address}: ${barrier}`));
      found.push(...(await lowControls(page)).map((control) => `${address}: ${control}`));
      if (await tooWide(page) > 0) found.push(`${address}: ${await tooWide(page)} px too wide`);
    }
    await page.goto(site.base);
    await page.locator('#from').fill('鳳');
    await page.locator('#from-list > li').first().waitFor();
    await page.keyboard.press('ArrowDown');
    found.push(...(await barriers(page)).map((barrier) => `suggestions: ${barrier}`));
    if (await tooWide(page) > 0) found.push(`suggestions: ${await tooWide(page)} px too wide`);
    assert.deepEqual(found, []);
    await context.close();
  });
}
