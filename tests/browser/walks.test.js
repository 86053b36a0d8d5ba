// @ts-check
// The walks of families, tap by tap, with a fixed clock: what the first screen says, and that no answer
// sends anybody to a closed door.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startSite, useSite } from './site.js';

/** The moment of a walk that names none: an ordinary Wednesday after school. The walks are told hour by hour, so they keep it on any date. */
const AFTER_SCHOOL = '2026-11-25T15:35';

const site = useSite('--now', AFTER_SCHOOL);

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };
const SENTENCE = '/?from=ootori-sho&when=at&date=2026-12-02&time=15:30&grade=e5&free=true&booking=none';

/** A page on a phone whose clock stands at `now`. @param {string} [now] @param {import('playwright-core').BrowserContextOptions} [options] */
async function open(now = AFTER_SCHOOL, options = {}) {
  const context = await site.browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: PHONE, ...options });
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date(`${now}:00+09:00`));
  return { context, page };
}

/** The program at another time, for one walk. @param {string} now @param {(base: string) => Promise<void>} walk */
async function at(now, walk) {
  const own = await startSite('--now', now);
  try {
    await walk(own.base);
  } finally {
    own.stop();
  }
}

/** The bottom of an element in the window, in pixels. @param {import('playwright-core').Locator} one */
async function bottom(one) {
  const box = await one.boundingBox();
  assert.ok(box, 'it is shown');
  return box.y + box.height;
}

test('a parent says the whole sentence in six taps, and the place answers it on its first screen', async () => {
  const { context, page } = await open(undefined, { hasTouch: true });
  await page.goto(site.base);
  let taps = 0;
  /** @param {import('playwright-core').Locator} one */
  const tap = async (one) => {
    taps += 1;
    await one.tap();
  };
  await page.getByLabel('どこから').fill('鳳小');
  await page.keyboard.press('Escape');
  await tap(page.locator('.pill', { hasText: '日時をえらぶ' }));
  taps += 1;
  await page.getByLabel('日', { exact: true }).fill('2026-12-02');
  assert.equal(await page.getByLabel('時間', { exact: true }).inputValue(), '15:30', 'the hour after school is offered');
  taps += 1;
  await page.getByLabel('学年').selectOption('e5');
  await tap(page.locator('.check', { hasText: '無料' }).first());
  await tap(page.locator('.check', { hasText: '予約なし' }).first());
  await tap(page.getByRole('button', { name: 'さがす', exact: true }));
  await page.locator('#question.asked').waitFor();
  assert.equal(taps, 6);
  await page.evaluate(() => scrollTo(0, 0));
  const first = page.locator('#p1');
  assert.ok(await bottom(first) <= PHONE.height, 'the first card is in the first screen');
  assert.match(await first.innerText(), /その時間に開いています/);
  assert.match(await first.innerText(), /歩いて約\d+分/);
  await first.locator('h3 a').tap();
  await page.waitForURL(/\/places\//);
  const head = page.locator('.place-head');
  assert.ok(await bottom(head) <= PHONE.height, 'the place answers in one screen');
  const said = await head.innerText();
  for (const words of ['12月2日（水）15:30', 'その時間に開いています', '18:00まで', '鳳小学校から歩いて約', '無料', '予約なし']) {
    assert.ok(said.includes(words), `${words}:\n${said}`);
  }
  const links = await head.locator('.actions a').allInnerTexts();
  assert.deepEqual(links.map((text) => text.split(/\s/)[0]), ['電話する', '行き方', 'カレンダー', '送る']);
  await page.locator('.back a').tap();
  await page.waitForURL(/date=2026-12-02/);
  assert.match(page.url(), /grade=e5/);
  await context.close();
});

test('on a wide screen the first card begins within 300 pixels', async () => {
  const { context, page } = await open(undefined, { viewport: DESKTOP });
  await page.goto(site.base + SENTENCE);
  const box = await page.locator('#p1').boundingBox();
  assert.ok(box && box.y <= 300, `at ${box?.y}`);
  await context.close();
});

test('what is open comes first, the nearest first among it; what is closed is folded and said', async () => {
  const { context, page } = await open();
  await page.goto(site.base + SENTENCE);
  const cards = await page.locator('.card').evaluateAll((all) => all.map((card) => ({
    look: /** @type {HTMLElement} */ (card).dataset.look ?? '',
    walk: Number(/\d+/.exec(card.querySelector('.walk')?.textContent ?? '')?.[0]),
    folded: card.closest('details:not([open])') !== null,
  })));
  const open_ = cards.filter((card) => card.look === 'open');
  assert.ok(open_.length > 3 && open_.length < cards.length);
  assert.ok(cards.slice(0, open_.length).every((card) => card.look === 'open' && !card.folded));
  assert.deepEqual(open_.map((card) => card.walk), open_.map((card) => card.walk).sort((a, b) => a - b));
  assert.ok(cards.slice(open_.length).every((card) => card.folded));
  const closed = cards.filter((card) => card.look === 'closed').length;
  assert.match(await page.locator('details.closed summary').first().innerText(), new RegExp(`この時間は閉まっている所 ${closed}$`));
  await context.close();
});

test('the start page is one screen of a phone: where, when, two doors, and a place', async () => {
  for (const now of ['2026-11-25T03:50', '2026-11-25T10:00', '2026-11-25T15:35', '2026-11-25T21:00', '2026-11-29T10:00', '2026-11-23T15:35']) {
    await at(now, async (base) => {
      const { context, page } = await open(now);
      await page.goto(base);
      for (const part of ['.doors', '#from', 'form.find > button']) assert.ok(await bottom(page.locator(part)) <= PHONE.height, `${part} at ${now}`);
      const card = await page.locator('.card').first().boundingBox();
      assert.ok(card && card.y < PHONE.height - 80, `a place is begun to be read at ${now}: ${card?.y}`);
      const states = await page.locator('#results .state').allInnerTexts();
      assert.ok(states.length > 0 && states.every((text) => /まで|次は|あと/.test(text)), `${now}: ${states}`);
      await context.close();
    });
  }
});

test('at ten to four in the morning, today is told as hours and nothing is open', async () => {
  const now = '2026-11-25T03:50';
  await at(now, async (base) => {
    const { context, page } = await open(now);
    await page.goto(`${base}/?when=today`);
    const states = await page.locator('#results .card .state').allInnerTexts();
    const shown = states.filter((text) => text !== '');
    assert.ok(shown.length > 10 && shown.every((text) => !text.includes('開いてい')), `${shown}`);
    assert.match(shown[0], /きょう \d\d:\d\d–\d\d:\d\d/);
    assert.equal(await page.locator('.map-legend .open').count(), 0);
    await context.close();
  });
});

test('quiet at noon on a weekday is one tap from the start page', async () => {
  const { context, page } = await open();
  await page.goto(site.base);
  await page.getByRole('link', { name: '平日の昼に、静かに過ごせるところ' }).click();
  await page.locator('#question.asked').waitFor();
  assert.match(page.url(), /date=2026-11-26&time=12%3A00&need=quiet&need=weekday_daytime/);
  const chips = await page.locator('.chips li').allInnerTexts();
  assert.ok(chips.some((text) => text.includes('11月26日（木）12:00')), `${chips}`);
  assert.match(await page.locator('.summary').innerText(), /その時間に開いて/);
  assert.ok(await page.locator('.card').count() > 0);
  await context.close();
});

test('a child at half past three reads a place that is open; at nine in the evening whom to call', async () => {
  await at('2026-11-25T15:30', async (base) => {
    const { context, page } = await open('2026-11-25T15:30');
    await page.goto(`${base}/kids`);
    const first = page.locator('.kid-cards .card').first();
    const box = await first.boundingBox();
    assert.ok(box && box.y < PHONE.height - 100, `at ${box?.y}`);
    const kids = await first.locator('h3 a').getAttribute('href');
    assert.equal(await first.locator('.state.open, .state.closing').count(), 1);
    await page.goto(`${base}/?when=now`);
    const list = await page.locator('#p1 h3 a').getAttribute('href');
    const id = (/** @type {string | null} */ href) => href?.split('?')[0];
    assert.equal(id(list), id(kids), 'both pages begin with the same place');
    await context.close();
  });
  await at('2026-11-25T21:00', async (base) => {
    const { context, page } = await open('2026-11-25T21:00');
    await page.goto(`${base}/kids`);
    const order = await page.locator('#kids-calls, #kids-next').evaluateAll((all) => all.map((one) => one.id));
    assert.deepEqual(order, ['kids-calls', 'kids-next'], 'whom to call comes before what opens tomorrow');
    const places = await page.locator('section[aria-labelledby="kids-open"] .card').count();
    const open_ = await page.locator('section[aria-labelledby="kids-open"] :is(.state.open, .state.closing)').count();
    assert.equal(open_, places, 'what is listed as open is open');
    const call = await page.locator('.calls .button.big').first().boundingBox();
    assert.ok(call && call.y < PHONE.height + (places * 300), `a number at once: ${call?.y}`);
    await context.close();
  });
});
