// @ts-check
// Guarantees of every page: no third-party request, no location stored, a calm answer to any input, and
// full keyboard use.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ADDRESSES, STAFF, filledIn } from './addresses.js';
import { NOW, startSite, until, useSite } from './site.js';

/** A home in the ward; its digits occur nowhere else in the data. */
const HOME = { latitude: 34.561947, longitude: 135.447283 };
const TRACES = ['34.5619', '135.4472', '345619', '1354472'];

const site = useSite();

/** Everything a page stores in the browser, as text. @param {import('playwright-core').Page} page @returns {Promise<string>} */
const stored = (page) => page.evaluate(async () => {
  const bodies = await Promise.all((await caches.keys()).map(async (name) => {
    const cache = await caches.open(name);
    return Promise.all((await cache.keys()).map(async (key) => `${key.url} ${await (await cache.match(key, { ignoreVary: true }))?.text()}`));
  }));
  const databases = await indexedDB.databases();
  return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, databases, history.state, document.cookie]) + bodies.flat().join('\n');
});

/** The hour with the fewest open places, of the same day. */
const NIGHT = `${NOW.slice(0, 10)}T03:50`;

/**
 * Opens every page with program and browser at the time `now`.
 * @param {string} now @param {(base: string, context: import('playwright-core').BrowserContext) => Promise<void>} look
 */
async function at(now, look) {
  const other = now === NOW ? undefined : await startSite('--now', now);
  const context = await site.browser.newContext({ locale: 'ja-JP', permissions: ['geolocation'], geolocation: HOME });
  await context.clock.setFixedTime(`${now}:00+09:00`);
  try {
    await look(other?.base ?? site.base, context);
  } finally {
    await context.close();
    other?.stop();
  }
}

for (const now of [NOW, NIGHT]) test(`no page asks another host, sets a cookie, breaks the policy, or stores or sends a position, at ${now}`, () => at(now, async (base, context) => {
  /** @type {string[]} */ const requests = [];
  /** @type {string[]} */ const complaints = [];
  context.on('request', (request) => requests.push(`${request.url()} ${JSON.stringify(request.headers())} ${request.postData() ?? ''}`));
  context.on('console', (message) => message.type() === 'error' && !/status of 40[04]/.test(message.text()) && complaints.push(message.text()));
  context.on('weberror', (error) => complaints.push(error.error().message));
  const page = await context.newPage();
  for (const address of await filledIn(base, [...ADDRESSES, ...STAFF])) {
    await page.goto(base + address, { waitUntil: 'load' });
    for (const button of await page.locator('[data-do="near"]:visible, .locate:visible').all()) {
      await button.click();
      await page.locator('.walk-from-here').first().waitFor();
    }
    const left = await stored(page);
    for (const trace of TRACES) assert.ok(!left.includes(trace), `${address} stores ${trace}`);
  }
  const elsewhere = requests.filter((request) => !request.startsWith(`${base}/`));
  assert.deepEqual(elsewhere, []);
  for (const trace of TRACES) assert.deepEqual(requests.filter((request) => request.includes(trace)), []);
  const coordinates = requests.map((request) => request.split(' ')[0]).filter((url) => /(lat|lon|bbox)=|\b3[45]\.\d{3,}|\b135\.\d{3,}/.test(url));
  assert.deepEqual(coordinates, []);
  assert.deepEqual(complaints, []);
  assert.deepEqual(await context.cookies(), []);
}));

/** Records every effect of a click other than navigation; runs in the page. */
function watch() {
  const noticed = () => document.documentElement.toggleAttribute('data-noticed', true);
  window.print = noticed;
  navigator.share = async () => noticed();
  navigator.clipboard.writeText = async () => noticed();
  document.addEventListener('DOMContentLoaded', () => {
    new MutationObserver(noticed).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    document.addEventListener('focusin', (event) => !(event.target instanceof HTMLButtonElement) && noticed());
  });
}

for (const now of [NOW, NIGHT]) test(`every button that is shown does something when it is pressed, at ${now}`, () => at(now, async (base, context) => {
  await context.addInitScript(watch);
  const page = await context.newPage();
  /** @type {string[]} */ const dead = [];
  /** @type {Set<string>} */ const pressed = new Set();
  for (const address of await filledIn(base, [...ADDRESSES, ...STAFF])) {
    await page.goto(base + address, { waitUntil: 'load' });
    // Buttons of one kind of page that differ only in their place count as one.
    const kinds = await page.locator('button:visible').evaluateAll((all) =>
      all.map((one) => [location.pathname.split('/')[1], one.className, one.textContent?.trim(), ...Object.keys(/** @type {HTMLElement} */ (one).dataset)].join(' ')));
    for (const [nth, kind] of kinds.entries()) {
      // What the service worker has stored by now decides whether /offline has a list to clear: offline.test.js presses that.
      if (pressed.has(kind) || kind.startsWith('offline ')) continue;
      pressed.add(kind);
      await page.goto(base + address, { waitUntil: 'load' });
      await page.evaluate(() => document.documentElement.removeAttribute('data-noticed'));
      let asked = false;
      const ask = () => { asked = true; };
      page.on('request', ask);
      await page.locator('button:visible').nth(nth).click();
      // While a press leads to another page, evaluation fails: then `asked` tells.
      const noticed = () => page.evaluate(() => document.documentElement.hasAttribute('data-noticed')).catch(() => false);
      await until('the press has an effect', async () => asked || await noticed()).catch(() => dead.push(`${address}: ${kind}`));
      page.off('request', ask);
    }
  }
  assert.deepEqual(dead, []);
  assert.ok(pressed.size > 20, `${pressed.size} kinds of buttons pressed`);
}));

test('no line of the log says where somebody asks from, or what', async () => {
  const asked = [`/api/v1/places/nearest?lat=${HOME.latitude}&lon=${HOME.longitude}`, '/?from=hidden-wish', '/api/v1/places/nearest?lat=hidden-wish&lon=1',
    `/api/v1/places?bbox=${HOME.longitude},34.5,135.5,34.6`, '/week?week=hidden-wish'];
  for (const address of asked) await fetch(site.base + address, { headers: { referer: `${site.base}/hidden-wish`, 'user-agent': 'hidden-wish' } });
  // The fractions of a second in the times of the lines are digits that nobody chose.
  const lines = site.log().replace(/\d\d:\d\d:\d\d\.\d+/g, '');
  assert.match(lines, /\/api\/v1\/places\/nearest/, 'requests are logged at this level');
  for (const trace of [...TRACES, 'hidden-wish', 'from=', 'lat=']) assert.ok(!lines.includes(trace), `the log says ${trace}`);
});

test('the order from here names the places by their distance, and no request follows', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP', permissions: ['geolocation'], geolocation: HOME });
  const page = await context.newPage();
  await page.goto(`${site.base}/?when=today`);
  const button = page.locator('[data-do="near"]');
  await button.click();
  await page.locator('.walk-from-here').first().waitFor();
  /** @type {string[]} */ const late = [];
  page.on('request', (request) => late.push(request.url()));
  await button.click().catch(() => undefined);
  await page.waitForTimeout(800);
  assert.deepEqual(late, []);
  await context.close();
});

const ABSURD = {
  'five thousand characters': 'あ'.repeat(5000),
  'pictures': '🏠👨‍👩‍👧‍👦🇯🇵',
  'HTML': '<script>document.title="x"</script><img src=x onerror=alert(1)>"\'>',
  'right to left': '\u202Eぼくの\u202Cいえ\u2066\u200F',
  'nothing but blanks': '　 \t ',
  'control characters': 'a\u0000\u0007\u001Bb',
  'a path': '../../etc/passwd',
};

test('whatever is typed gets a calm page with a way on, and nothing of it runs', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP', viewport: { width: 320, height: 640 } });
  const page = await context.newPage();
  /** @type {string[]} */ const alarms = [];
  page.on('dialog', (dialog) => { alarms.push(dialog.message()); return dialog.dismiss(); });
  const names = { '/': ['from', 'grade', 'date', 'kind', 'when', 'no-such'], '/week': ['week', 'grade'], '/kids': ['school'], '/map': ['from', 'time'], '/staff/hours': ['text'],
    '/sheet': ['places', 'near', 'name'], '/schools/ootori-sho': ['grade'], '/schools/ootori-sho/handout': ['from'], '/open-one': ['no-such'] };
  for (const [what, text] of Object.entries(ABSURD)) {
    for (const [path, parameters] of Object.entries(names)) {
      for (const parameter of parameters) {
        const reply = await page.goto(`${site.base}${path}?${new URLSearchParams([[parameter, text]])}`);
        const told = `${what} as ${parameter} of ${path}`;
        assert.ok([200, 400, 414, 431].includes(reply?.status() ?? 0), `${told}: ${reply?.status()}`);
        const source = await reply?.text() ?? '';
        assert.ok(!source.includes('<img src=x') && !source.includes('<script>document'), `${told} is echoed raw`);
        assert.ok(source.length < 120_000 && !source.includes('あ'.repeat(1200)), `${told} is echoed whole`);
        if (reply?.status() === 414 || reply?.status() === 431) continue;
        assert.ok(await page.locator('main a[href], main form').count() > 0, `${told} has no way on`);
        assert.equal(await page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - innerWidth)), 0, `${told} is too wide`);
      }
    }
  }
  assert.deepEqual(alarms, []);
  await context.close();
});

test('right-to-left marks turn nothing around them', async () => {
  const page = await site.browser.newPage({ locale: 'ja-JP' });
  await page.goto(`${site.base}/?from=${encodeURIComponent('\u202Eえい')}`);
  const text = await page.locator('main').innerText();
  assert.doesNotMatch(text, /[\u202A-\u202E\u2066-\u2069]/);
  await page.close();
});

/** Describes the focused element. @param {import('playwright-core').Page} page */
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element.matches('.pill input, .check input') ? element.nextElementSibling ?? element : element);
  const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return { tag: element.tagName, name: element.getAttribute('name') ?? element.textContent?.trim().slice(0, 30) ?? '', ring, seen: box.width > 0 && box.height > 0, html: element.outerHTML.slice(0, 90) };
});

test('the Tab key reaches every control once, in the order of the page, with a visible ring', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  for (const address of await filledIn(site.base, ['/?from=ootori-sho', '/places/{place}', '/week', '/kids', '/talk'])) {
    await page.goto(site.base + address);
    const expected = await page.evaluate(() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.matches('[type=radio]:not(:checked), [disabled], [tabindex="-1"]')).length);
    /** @type {string[]} */ const faint = [];
    let steps = 0;
    for (; steps < expected + 30; steps += 1) {
      await page.keyboard.press('Tab');
      const now = await focused(page);
      if (now === null) break;
      if (!now.ring) faint.push(now.html);
    }
    assert.deepEqual(faint, [], address);
    assert.ok(steps >= expected, `${address}: ${steps} of ${expected} controls`);
  }
  await context.close();
});

test('the whole sentence is asked with the keyboard alone', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto(site.base);
  await page.bringToFront();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(/#main$/);
  /** @param {string} name */
  const to = async (name) => {
    for (let steps = 0; steps < 60; steps += 1) {
      await page.keyboard.press('Tab');
      if ((await focused(page))?.name === name) return;
    }
    assert.fail(`${name} is not reached`);
  };
  await to('from');
  await page.keyboard.type('鳳小');
  await to('grade');
  // Like a sighted user: press the next key once the last one has taken effect.
  for (const year of ['e1', 'e2', 'e3', 'e4', 'e5']) {
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction((wanted) => /** @type {HTMLSelectElement} */ (document.activeElement).value === wanted, year);
  }
  for (const box of ['free', 'booking']) {
    await to(box);
    await page.keyboard.press('Space');
    await page.locator(`[name="${box}"]:checked`).first().waitFor({ state: 'attached' });
  }
  await page.keyboard.press('Enter');
  await page.waitForURL(/from=/);
  const asked = new URL(page.url()).searchParams;
  assert.deepEqual([asked.get('grade'), asked.get('free'), asked.get('booking')], ['e5', 'true', 'none']);
  await page.locator('.card').first().waitFor();
  await context.close();
});

test('a screen reader says of each place: name, state, reason, distance', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto(`${site.base}/?from=ootori-sho`);
  await page.locator('details.closed').evaluateAll((folded) => folded.forEach((details) => details.setAttribute('open', '')));
  const client = await context.newCDPSession(page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  /** @param {any} node @returns {string} the text of an accessibility node, in order */
  const spoken = (node) => node === undefined ? '' : node.role?.value === 'StaticText' ? ` ${node.name?.value ?? ''}` : (node.childIds ?? []).map((/** @type {string} */ id) => spoken(byId.get(id))).join('');
  const cards = await page.locator('.card').evaluateAll((all) => all.map((card) => ['h3 a', '.state strong', '.why', '.walk'].map((part) => card.querySelector(part)?.textContent?.trim() ?? '')));
  const items = nodes.filter((node) => node.role?.value === 'listitem').map((node) => spoken(node).replace(/\s+/g, ' '));
  assert.ok(cards.length > 20);
  for (const parts of cards) {
    const item = items.find((said) => said.includes(parts[0]) && said.includes(parts[3]));
    assert.ok(item, `${parts[0]} is said`);
    const places = parts.filter((part) => part !== '').map((part) => item.indexOf(part.replace(/\s+/g, ' ')));
    assert.deepEqual(places, [...places].sort((a, b) => a - b), `${parts.join(' / ')} in order:\n${item}`);
    assert.ok(places.every((place) => place >= 0), `${parts.join(' / ')} in\n${item}`);
  }
  await context.close();
});
