// @ts-check
// Narrow screens and large text: no page, in any language, on the days with the longest names, scrolls
// sideways, clips its text, or overlaps controls.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { everyPage, inEach } from './addresses.js';
import { longestFolder } from './folders.js';
import { startSite, useSite } from './site.js';

/** Widths in pixels, and text size in percent. */
const SCREENS = [[320, 100], [390, 200], [320, 200]];
const AT_ONCE = 2;

/** Asserts that nothing was found. @param {readonly string[]} found */
const none = (found) => assert.ok(found.length === 0, `${found.length} found:\n${found.join('\n')}`);

/** Weeks with the longest dates: 24日 is にじゅうよっか, and Wednesday 23 September is longest in five of six languages. */
const LONGEST_DATES = ['2026-09-23T15:35', '2026-12-23T15:35'];

/** Pages with dates, of the embedded ward. */
const DATED = ['/?from=ootori-sho&when=at&date=2026-12-24&time=16:00', '/places/sample-ebaraji-hondana', '/places/sample-ootori-hiroba', '/week', '/events', '/kids',
  '/schools/ootori-sho/handout', '/schools/ootori-sho', '/embed/schools/ootori-sho', '/staff/coverage', '/staff/hours?text=毎週木曜 15時から18時、12月24日は休み'];

/** Pages with the longest texts allowed. */
const LONG = ['/', '/?from=long-sho', '/map?from=long-sho', '/places/long-1', '/week', '/talk', '/kids', '/open-one', '/schools', '/schools/long-sho',
  '/schools/long-sho/handout', '/embed/schools/long-sho', '/places/long-1/poster', '/sheet?places=long-1,long-2&desks=a', '/sheet', '/about'];

const site = useSite();

/** Horizontal overflow of the page, and boxes that clip their text. @param {import('playwright-core').Page} page */
const lost = (page) => page.evaluate(() => {
  const wide = document.documentElement.scrollWidth - innerWidth;
  const beyond = wide <= 0 ? undefined : [...document.querySelectorAll('body *')].findLast((e) => e.getBoundingClientRect().right >= innerWidth + wide - 1);
  /** @type {string[]} */ const said = wide > 0 ? [`${wide} px too wide: ${beyond?.outerHTML.slice(0, 120)}`] : [];
  for (const element of document.querySelectorAll('main *, header *, nav *, footer *')) {
    const style = getComputedStyle(element);
    if (element instanceof HTMLInputElement) continue;
    const clips = [style.overflowX, style.overflowY].some((overflow) => overflow === 'hidden' || overflow === 'clip');
    const small = element.clientWidth <= 1 || element.closest('svg, .leaflet-container') !== null;
    if (clips && !small && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1)) {
      said.push(`text cut off in ${element.outerHTML.slice(0, 80)}`);
    }
  }
  const controls = [...document.querySelectorAll('main a, main button, main input, main select, main summary')]
    .filter((element) => element.checkVisibility())
    .map((element) => ({ element, box: element.getBoundingClientRect() })).filter(({ box }) => box.width > 1 && box.height > 1);
  for (const [n, one] of controls.entries()) {
    for (const other of controls.slice(n + 1, n + 6)) {
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      const inside = one.element.contains(other.element) || one.element.closest('label, svg, .leaflet-container') !== null;
      const inline = getComputedStyle(one.element).display === 'inline' && getComputedStyle(other.element).display === 'inline';
      if (across > 2 && down > 2 && !inside && !inline) said.push(`${one.element.outerHTML.slice(0, 60)} lies over ${other.element.outerHTML.slice(0, 60)}`);
    }
  }
  return said;
});

/** Overflow of these pages on `SCREENS`. @param {readonly import('./addresses.js').Address[]} pages */
async function lostOn(pages) {
  /** @type {string[]} */ const found = [];
  const queue = [...pages];
  let looked = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    const context = await site.browser.newContext({ bypassCSP: true, serviceWorkers: 'block' });
    const page = await context.newPage();
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { url, name } = next;
      await page.setViewportSize({ width: 320, height: 640 });
      await page.goto(url);
      for (const [width, percent] of SCREENS) {
        await page.setViewportSize({ width, height: 844 });
        await page.evaluate((size) => { document.documentElement.style.fontSize = size; }, `${percent}%`);
        found.push(...(await lost(page)).map((one) => `${name} at ${width} px, ${percent} %: ${one}`));
      }
      looked += 1;
    }
    await context.close();
  }));
  assert.equal(looked, pages.length);
  return found;
}

test('no page loses anything on a narrow screen or with large letters', async () => {
  const pages = await everyPage(site.base);
  assert.ok(pages.length > 100);
  none(await lostOn(pages));
});

for (const now of LONGEST_DATES) {
  test(`nor on the days with the longest names: ${now.slice(0, 10)}`, async () => {
    const other = await startSite('--now', now);
    try {
      none(await lostOn(inEach(other.base, DATED)));
    } finally {
      other.stop();
    }
  });
}

test('nor with the longest texts that data may have', async () => {
  const { folder, remove } = await longestFolder();
  const long = await startSite('--data', folder);
  try {
    none(await lostOn(inEach(long.base, LONG)));
  } finally {
    long.stop();
    await remove();
  }
});
