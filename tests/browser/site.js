// @ts-check
// Shared fixtures of the browser tests: the built program on a free port, a browser, both with one
// fixed clock, and the checks for every page.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { after, before } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { crc32, deflateSync } from 'node:zlib';
import { chromium } from 'playwright-core';

const BINARY = process.env.IBASHO ?? 'target/debug/ibasho';
const BROWSERS = [process.env.CHROMIUM, ...['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome'].map((name) => `/usr/bin/${name}`)];

/**
 * The fixed time of program and browsers, in Japan: an ordinary Wednesday, after school. `make
 * test-dates` sets others.
 */
export const NOW = process.env.IBASHO_TEST_NOW ?? '2026-11-25T15:35';
const NOW_MS = Date.parse(`${NOW}:00+09:00`);
if (Number.isNaN(NOW_MS)) throw new Error(`IBASHO_TEST_NOW is ${NOW}, expected a time such as 2026-11-25T15:35`);

/** The date so many days after `NOW`, as 2026-12-02. @param {number} days */
export const dayFrom = (days) => new Date(Date.parse(`${NOW.slice(0, 10)}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** @returns {Promise<number>} a free port */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address');
  return address.port;
}

/** Every language of the service. */
export const LANGUAGES = ['ja', 'ja-easy', 'en', 'zh', 'ko', 'vi'];

/** Selector of all buttons and button-like links. */
const CONTROLS = 'button, .button, select, summary, nav a, .pill, .check, input[type=text]';
const CONTROL_PX = 44;

/** Timeout of anything on a page, in milliseconds. */
const PATIENCE_MS = 30_000;

/** Number of unchanged frames after which a map is considered at rest; outlasts a turn of the wheel. */
const STILL_FRAMES = 12;

/** Rules of axe-core: WCAG 2.0 to 2.2, A and AA, and best practices. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Runs the program once, at `NOW`. @param {...string} command what to type after its name */
export const ibasho = (...command) => promisify(execFile)(BINARY, [...command, '--now', NOW]);

/** Runs the program until `stop()`, at `NOW` unless `--now` is given. @param {...string} options what to type after `serve` */
export async function startSite(...options) {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const program = spawn(BINARY, ['serve', '--listen', `127.0.0.1:${port}`, ...(options.includes('--now') ? [] : ['--now', NOW]), ...options], {
    stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, IBASHO_LOG: 'debug' },
  });
  let log = '';
  program.stderr.on('data', (lines) => { log += lines; });
  for (let tries = 0; tries < 300; tries += 1) {
    if (program.exitCode !== null) throw new Error(`${BINARY} ended with ${program.exitCode}`);
    const alive = await fetch(`${base}/healthz`).then((reply) => reply.ok, () => false);
    if (alive) return { base, stop: () => program.kill(), log: () => log };
    await pause(100);
  }
  program.kill();
  throw new Error(`${BINARY} did not answer at ${base} within 30 s`);
}

/**
 * A browser whose contexts all start with their clock fixed at `NOW`. It is started without a preloaded library: under
 * libfaketime, which sets the machine's clock for `make test`, Chromium waits forever.
 * @param {readonly string[]} [more] further arguments of the browser
 */
export async function startBrowser(more = []) {
  const executablePath = BROWSERS.find((path) => path !== undefined && existsSync(path));
  const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map((what) => `--disable-${what}`);
  const { LD_PRELOAD: _, ...env } = process.env;
  const browser = await chromium.launch({ executablePath, env, args: ['--no-sandbox', '--no-first-run', ...quiet, ...more] });
  const newContext = browser.newContext.bind(browser);
  browser.newContext = async (options) => {
    const context = await newContext(options);
    await context.clock.setFixedTime(NOW_MS);
    return context;
  };
  browser.newPage = async (options) => (await browser.newContext(options)).newPage();
  return browser;
}

/** Lets the clock run on from `NOW`: animations of the map need it. @param {import('playwright-core').BrowserContext} context */
export const letClockRun = (context) => context.clock.install({ time: NOW_MS });

/** A PNG of one color, 256 pixels wide and high. @param {number[]} rgb */
function picture(rgb) {
  const side = 256;
  const chunk = (/** @type {string} */ name, /** @type {Buffer} */ data) => {
    const named = Buffer.concat([Buffer.from(name), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(side * 3, Buffer.from(rgb))]);
  const rows = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)));
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', head), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

/** A raster map service on loopback with tiles of color `rgb`; it can be stopped and restarted. @param {number[]} rgb */
export async function startPictures(rgb) {
  const bytes = picture(rgb);
  const service = { dead: false, asked: 0, template: '', stop: () => server.close() };
  const server = createHttpServer((_, reply) => {
    service.asked += 1;
    if (service.dead) reply.writeHead(503).end();
    else reply.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address');
  service.template = `http://127.0.0.1:${address.port}/{z}/{x}/{y}.png`;
  return service;
}

/**
 * The program and a browser for all tests of a file, closed after the last of them.
 * @param {...string} options what to type after `serve`
 */
export function useSite(...options) {
  /** @type {Awaited<ReturnType<typeof startSite>> | undefined} */ let site;
  /** @type {import('playwright-core').Browser | undefined} */ let browser;
  const started = (/** @type {any} */ value) => {
    if (value === undefined) throw new Error('not started yet, expected to be used inside a test');
    return value;
  };
  before(async () => {
    [site, browser] = await Promise.all([startSite(...options), startBrowser()]);
  });
  after(async () => {
    await browser?.close();
    site?.stop();
  });
  return {
    /** Origin of the program, without a trailing slash. @returns {string} */
    get base() {
      return started(site).base;
    },
    /** The log of the program. @returns {string} */
    log: () => started(site).log(),
    /** @returns {import('playwright-core').Browser} */
    get browser() {
      return started(browser);
    },
  };
}

/** @param {string} address @param {string} lang */
export const inLanguage = (address, lang) => `${address}${address.includes('?') ? '&' : '?'}lang=${lang}`;

/** @type {Promise<string> | undefined} */
let axe;

/**
 * Accessibility findings of the page, in words; its context needs `bypassCSP`.
 * @param {import('playwright-core').Page} page
 * @param {{ only?: string[], without?: string[] }} [rules] only these rules of axe-core, or all of `RULES` without some
 * @returns {Promise<string[]>}
 */
export async function barriers(page, { only, without = [] } = {}) {
  axe ??= readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  if (await page.evaluate(() => !('axe' in globalThis))) await page.evaluate(await axe);
  const run = (/** @type {object} */ options) => /** @type {any} */ (globalThis).axe.run(options);
  const runOnly = only ? { type: 'rule', values: only } : { type: 'tag', values: RULES };
  const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
  // Only violations are described node by node, which halves the time.
  const { violations } = await page.evaluate(run, { runOnly, rules, resultTypes: ['violations'] });
  return violations.map((/** @type {any} */ v) => `${v.id}: ${v.nodes.map((/** @type {any} */ n) => n.html).slice(0, 3).join(' | ')}`);
}

/** Waits until the interactive map is at rest: no animation, no moving pins. @param {import('playwright-core').Page} page */
export const resting = (page) => page.evaluate((frames) => new Promise((rests) => {
  let [still, seen] = [0, ''];
  const look = () => {
    const pins = [...document.querySelectorAll('.map-pin')].map((pin) => pin.getBoundingClientRect());
    const now = JSON.stringify(pins.map(({ x, y }) => [x, y]));
    still = now === seen && document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim') === null ? still + 1 : 0;
    seen = now;
    if (still < frames) requestAnimationFrame(look);
    else rests(undefined);
  };
  look();
}), STILL_FRAMES);

/** Polls until `holds`, with a timeout for slow machines. @param {string} what holds then @param {() => Promise<boolean>} holds */
export async function until(what, holds) {
  const given = performance.now() + PATIENCE_MS;
  while (!await holds()) {
    if (performance.now() > given) throw new Error(`not so after ${PATIENCE_MS / 1000} s: ${what}`);
    await pause(100);
  }
}

/** Waits until `id` has the focus. @param {import('playwright-core').Page} page @param {string} id */
export const focusOn = (page, id) => page.waitForFunction((wanted) => document.activeElement?.id === wanted, id);

/** Horizontal overflow of a page, in pixels. @param {import('playwright-core').Page} page */
export const tooWide = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

/** Visible controls below the minimum touch height. @param {import('playwright-core').Page} page */
export const lowControls = (page) => page.locator(CONTROLS).evaluateAll((all, least) =>
  all.filter((e) => e.getClientRects().length > 0 && e.getBoundingClientRect().height < least).map((e) => e.outerHTML.slice(0, 80)), CONTROL_PX);
