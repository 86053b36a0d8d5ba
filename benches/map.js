// @ts-check
// How long a family on a slow phone waits for the pins after the tap on 「地図を見る」: in a real
// browser, at 1.6 Mbit/s and 150 ms, nothing of the map in its cache. Fails above 1.2 s. Said beside it,
// without a limit: the same on a processor four times slower than this one, as in small phones.

import { startBrowser, startSite } from '../tests/browser/site.js';

const RUNS = 7;
const LIMIT_MS = 1200;
const BYTES_PER_SECOND = 1.6e6 / 8;
const LATENCY_MS = 150;
const LIST = '/?from=ootori-sho&when=at&date=2026-12-02&time=16:00';

/**
 * Milliseconds from the tap until the drawn map's pins and those of the map that moves are there.
 * @param {import('playwright-core').Browser} browser @param {string} base @param {number} slowdown of the processor
 */
async function tap(browser, base, slowdown) {
  // What a service worker fetches is not slowed down by the browser, and would flatter the figures.
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, serviceWorkers: 'block' });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', {
    offline: false, latency: LATENCY_MS, downloadThroughput: BYTES_PER_SECOND, uploadThroughput: BYTES_PER_SECOND,
  });
  await page.goto(base + LIST);
  await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const start = Date.now();
  await page.getByRole('link', { name: '地図を見る' }).tap();
  await page.waitForURL(/\/map\?/, { waitUntil: 'commit' });
  await page.waitForFunction(() => performance.getEntriesByName('map-pins').length > 0);
  const times = await page.evaluate(() => ({
    origin: performance.timeOrigin,
    painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN,
    pins: performance.getEntriesByName('map-pins')[0].startTime,
  }));
  await context.close();
  const before = times.origin - start;
  return { drawn: before + times.painted, moving: before + times.pins };
}

const [site, browser] = await Promise.all([startSite(), startBrowser()]);
const median = (/** @type {number[]} */ values) => Math.round([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]);
try {
  for (const slowdown of [1, 4]) {
    /** @type {{ drawn: number, moving: number }[]} */ const runs = [];
    for (let run = 0; run < RUNS; run += 1) runs.push(await tap(browser, site.base, slowdown));
    const [drawn, moving] = [median(runs.map((run) => run.drawn)), median(runs.map((run) => run.moving))];
    const where = slowdown === 1 ? '' : `, processor ${slowdown} times slower`;
    console.log(`map at 1.6 Mbit/s and 150 ms${where}, median of ${RUNS}: numbered pins drawn ${drawn} ms after the tap, on the map that moves ${moving} ms`);
    if (slowdown === 1 && moving > LIMIT_MS) {
      console.error(`expected at most ${LIMIT_MS} ms`);
      process.exitCode = 1;
    }
  }
} finally {
  await browser.close();
  site.stop();
}
