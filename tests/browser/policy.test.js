// @ts-check
// Crawls every page reachable by links: same origin only, nothing stored, and no violation of the
// content security policy.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { useSite } from './site.js';

/** Pages without a link to them, and pages with results that links do not request. */
const STARTS = [
  '/',
  '/?from=ootori-sho&when=at&date=2026-12-02&time=16:00',
  '/map?from=ootori-sho&when=at&date=2026-12-02&time=16:00',
  '/kids?school=ootori-sho',
  '/staff/hours?text=第2・4土 11時〜14時',
  '/no/such/page',
];

/** Of pages that differ only in their id or query, only this many are opened. */
const OF_A_KIND = 2;

/** Maximum number of pages: a site that grows beyond needs a coarser grouping. */
const MOST_PAGES = 90;

/** Paths for programs, not pages. */
const DATA = /^\/(api|feeds|tiles|ogc|openapi|static|sitemap|healthz|readyz|metrics)/;

const site = useSite();

/** Groups pages regardless of id and query: `/places/*`. @param {URL} url */
const kindOf = ({ pathname }) => pathname.replace(/^\/(?!staff\/)((?:embed\/)?[a-z-]+)\/[^/]+/, '/$1/*');

/** The pages linked from a page. @param {import('playwright-core').Page} page */
const links = (page) => page.locator('a[href]').evaluateAll((all) => all.map((link) => /** @type {HTMLAnchorElement} */ (link).href));

test('no page asks another host, stores anything, or violates the policy', async () => {
  const context = await site.browser.newContext({ locale: 'ja-JP' });
  /** @type {string[]} */ const faults = [];
  context.on('request', (request) => {
    const ours = request.url().startsWith(`${site.base}/`) || request.url().startsWith('data:');
    if (!ours) faults.push(`asked for: ${request.url()}`);
  });
  await context.addInitScript(() => {
    /** @type {any} */ (globalThis).violations = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) => {
      /** @type {any} */ (globalThis).violations.push(`${effectiveDirective} ${blockedURI} ${sourceFile}`);
    });
  });
  /** @type {Map<string, number>} */ const kinds = new Map();
  const waiting = STARTS.map((address) => new URL(address, site.base));
  const known = new Set(waiting.map(String));
  let opened = 0;
  for (let url = waiting.shift(); url; url = waiting.shift()) {
    const kind = kindOf(url);
    const before = kinds.get(kind) ?? 0;
    if (before >= OF_A_KIND) continue;
    kinds.set(kind, before + 1);
    opened += 1;
    assert.ok(opened <= MOST_PAGES, `more than ${MOST_PAGES} kinds of pages: ${[...kinds.keys()].join(' ')}`);
    const page = await context.newPage();
    page.on('console', (message) => /Content.Security.Policy/i.test(message.text()) && faults.push(`${url}: ${message.text()}`));
    page.on('pageerror', (error) => faults.push(`${url}: ${error.message}`));
    const reply = await page.goto(url.href, { waitUntil: 'load' }).catch(() => null);
    if (reply?.headers()['content-type']?.startsWith('text/html')) {
      assert.match(reply.headers()['content-security-policy'] ?? '', /^default-src 'none'/, url.href);
      if (url.pathname === '/map') await page.locator('canvas.leaflet-tile-loaded').first().waitFor();
      const violations = await page.evaluate(() => /** @type {any} */ (globalThis).violations);
      faults.push(...violations.map((/** @type {string} */ violation) => `${url}: ${violation}`));
      for (const link of await links(page)) {
        const next = new URL(link);
        next.hash = '';
        if (next.origin !== site.base || DATA.test(next.pathname) || known.has(next.href)) continue;
        known.add(next.href);
        waiting.push(next);
      }
    }
    await page.close();
  }
  for (const path of ['/map', '/week', '/events', '/talk', '/open-one', '/kids', '/places/*', '/about', '/privacy', '/accessibility']) {
    assert.ok(kinds.has(path), `${path} is reached`);
  }
  const last = await context.newPage();
  await last.goto(site.base);
  assert.deepEqual(await context.cookies(), []);
  assert.equal(await last.evaluate(() => localStorage.length + sessionStorage.length), 0);
  assert.deepEqual(faults, []);
  await context.close();
});

test('what the policy forbids is seen by this test', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.goto(site.base);
  const seen = page.evaluate(() => new Promise((resolve) => {
    document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), { once: true });
    const picture = document.createElement('img');
    picture.src = 'https://example.invalid/picture.png';
    document.body.append(picture);
  }));
  assert.equal(await seen, 'img-src');
  await context.close();
});
