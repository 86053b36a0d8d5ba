// @ts-check
// Printed pages, laid out by a browser: one sheet of A4 each, dates equal to the program's, and
// readable QR codes. Accessibility on screen is checked by barriers.test.js.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import jsqr from 'jsqr';
import { PDFDocument } from 'pdf-lib';
import { PNG } from 'pngjs';
import { longestFolder } from './folders.js';
import { LANGUAGES, inLanguage, lowControls, startSite, tooWide, useSite } from './site.js';

const site = useSite();

/** Points, 72 to the inch: 210 × 297 mm; browsers round to whole pixels. */
const A4 = [595.28, 841.89];
/** Nine points in CSS pixels. */
const SMALLEST_PX = 12;

const SIX = '/sheet?places=sample-ootori-hiroba,sample-eki-yoko-tsukue,sample-ootori-hiru,sample-harada-oshaberi,sample-higashimachi-yoru,sample-minamimachi-soko&near=ootori-sho';
const MIXED = '/sheet?places=sample-hiraoka-nagaya,sample-kono-jidokan,sample-motomachi-kotoba&desks=childline,osaka-kids-dial,child-guidance-189';
const ONE = '/sheet?places=sample-ootori-hiroba&desks=childline';
const HANDOUT = '/schools/ootori-sho/handout';
const POSTER = '/places/sample-ootori-hiroba/poster';
const ADDRESSES = ['/schools', '/schools/ootori-sho', '/schools/ootori-sho?when=at&date=2026-12-02&time=16:00&grade=e5',
  HANDOUT, SIX, ONE, '/sheet', '/sheet?do=choose&places=sample-ootori-hiroba,no-such&near=ootori-sho', POSTER, '/embed/schools/ootori-sho'];

/** @returns {Promise<string[]>} the id of every school of the ward */
async function schools() {
  const html = await (await fetch(`${site.base}/schools?lang=ja`)).text();
  return [...html.matchAll(/href="\/schools\/([^"?]+)/g)].map(([, id]) => id);
}

/** @returns {Promise<string[]>} the id of every place */
async function places() {
  const { features } = await (await fetch(`${site.base}/api/v1/places?limit=100`)).json();
  return features.map((/** @type {any} */ feature) => feature.id ?? feature.properties.id);
}

/** Layout errors of the printed sheets at these URLs. @param {string[]} addresses @param {string} [base] */
async function faultsOnPaper(addresses, base = site.base) {
  /** @type {string[]} */ const faults = [];
  const context = await site.browser.newContext({ viewport: { width: 794, height: 1123 } });
  const page = await context.newPage();
  await page.emulateMedia({ media: 'print' });
  for (const address of addresses) {
    await page.goto(base + address);
    const pages = (await PDFDocument.load(await page.pdf({ preferCSSPageSize: true }))).getPages();
    if (pages.length !== 1) faults.push(`${address}: ${pages.length} pages`);
    const { width, height } = pages[0].getSize();
    if (Math.abs(width - A4[0]) > 0.75 || Math.abs(height - A4[1]) > 0.75) faults.push(`${address}: ${width} × ${height} pt`);
    faults.push(...(await page.evaluate(faultsOfPage, SMALLEST_PX)).map((fault) => `${address}: ${fault}`));
  }
  await context.close();
  return faults;
}

/** Overflowing boxes and text that is too small; runs in the page. @param {number} smallest @returns {string[]} */
function faultsOfPage(smallest) {
  const paper = document.querySelector('.paper');
  if (paper === null) return ['no .paper'];
  /** @type {string[]} */ const faults = [];
  const claims = [...paper.querySelectorAll('.state')].filter((state) => state.getClientRects().length > 0);
  if (claims.length > 0) faults.push(`paper says ${claims[0].textContent}, as if it knew the hour`);
  if (paper.scrollHeight > paper.clientHeight || paper.scrollWidth > paper.clientWidth) faults.push(`${paper.scrollWidth} × ${paper.scrollHeight} in ${paper.clientWidth} × ${paper.clientHeight}`);
  const parts = [...paper.children].map((part) => part.getBoundingClientRect());
  parts.slice(1).forEach((box, n) => box.top < parts[n].bottom - 0.5 && faults.push(`part ${n + 1} lies on the part above it`));
  const aside = paper.querySelector('.aside');
  const top = paper.querySelector('.sheet-top');
  const last = aside?.lastElementChild;
  if (top && last && last.getBoundingClientRect().bottom > top.getBoundingClientRect().bottom + 0.5) faults.push('the codes do not fit beside the map');
  const words = document.createTreeWalker(paper, NodeFilter.SHOW_TEXT);
  for (let node = words.nextNode(); node !== null; node = words.nextNode()) {
    const holder = /** @type {Element} */ (node.parentElement);
    // Furigana are half the size of their base text; the map's attribution is fine print.
    if (node.textContent?.trim() === '' || holder.closest('rt, rp, figcaption, svg') !== null) continue;
    const size = parseFloat(getComputedStyle(holder).fontSize);
    if (size < smallest - 0.01) faults.push(`${size} px: ${node.textContent?.trim().slice(0, 20)}`);
  }
  return faults;
}

test('the handout of every school is one sheet of A4', async () => {
  const all = await schools();
  assert.ok(all.length >= 20, `${all.length} schools`);
  assert.deepEqual(await faultsOnPaper(all.map((id) => inLanguage(`/schools/${id}/handout`, 'ja'))), []);
});

test('so it is in every language, with readings, and later in the year', async () => {
  const addresses = LANGUAGES.flatMap((lang) => [HANDOUT, '/schools/hamadera-sho/handout?grade=e5'].map((address) => inLanguage(address, lang)));
  const readings = (await schools()).map((id) => inLanguage(`/schools/${id}/handout?furigana=on`, 'ja'));
  const later = ['2027-01-20', '2027-03-20', '2027-07-10'].map((from) => inLanguage(`${HANDOUT}?from=${from}`, 'ja'));
  assert.deepEqual(await faultsOnPaper([...addresses, ...readings, ...later]), []);
});

test('of data with the longest texts there can be, the handout is one sheet that names places', async () => {
  const { folder, remove } = await longestFolder();
  const long = await startSite('--data', folder);
  try {
    const address = '/schools/long-sho/handout';
    const all = [...LANGUAGES.map((lang) => inLanguage(address, lang)), inLanguage(`${address}?furigana=on`, 'ja')];
    assert.deepEqual(await faultsOnPaper(all, long.base), []);
    const html = await (await fetch(`${long.base}${address}?lang=ja`)).text();
    assert.ok((html.match(/data-place=/g) ?? []).length >= 2);
    assert.ok(/長い名前の相談先.*0120-000-000/s.test(html), 'desks are named with their numbers');
    assert.ok(/ほかの活動はQRコードから見られます/.test(html), 'what is left out is spoken of');
  } finally {
    long.stop();
    await remove();
  }
});

test('a sheet of six, of three and three, and of one is one page in every language', async () => {
  const addresses = [SIX, MIXED, ONE].flatMap((address) => LANGUAGES.map((lang) => inLanguage(address, lang)));
  const readings = [SIX, MIXED, ONE].map((address) => inLanguage(`${address}&furigana=on`, 'ja'));
  assert.deepEqual(await faultsOnPaper([...addresses, ...readings]), []);
});

test('the poster of every place is one page', async () => {
  const all = await places();
  const addresses = all.map((id) => inLanguage(`/places/${id}/poster`, 'ja'));
  const languages = LANGUAGES.map((lang) => inLanguage(POSTER, lang));
  assert.deepEqual(await faultsOnPaper([...addresses, ...languages, inLanguage(`${POSTER}?furigana=on`, 'ja')]), []);
});

/** Merges touching stretches of a state, as `2026-12-02T15:00 … open`. @param {{ start: number, end: number, state: string }[]} all */
function joined(all) {
  const sorted = [...all].sort((a, b) => a.state.localeCompare(b.state) || a.start - b.start || a.end - b.end);
  /** @type {{ start: number, end: number, state: string }[]} */ const kept = [];
  for (const one of sorted) {
    const before = kept.at(-1);
    if (before !== undefined && before.state === one.state && one.start <= before.end) before.end = Math.max(before.end, one.end);
    else kept.push({ ...one });
  }
  return kept.map(({ start, end, state }) => `${new Date(start).toISOString().slice(0, 16)} to ${new Date(end).toISOString().slice(0, 16)} ${state}`);
}

const DAY_MS = 86_400_000;

/** Every session on a handout, by place, and the days it covers; runs in the page. */
function toldOnPaper() {
  const entries = [...document.querySelectorAll('li.entry')].map((entry) => ({
    id: /** @type {HTMLElement} */ (entry).dataset.place ?? '',
    programmes: [...entry.querySelectorAll('.part')].map((part) => ({
      title: part.querySelector('h4')?.textContent ?? null,
      more: part.querySelector('.more') !== null,
      lines: [...part.querySelectorAll('.dates li')].map((line) => ({
        ...{ .../** @type {HTMLElement} */ (line).dataset },
        days: [...line.querySelectorAll('time')].map((time) => [time.dateTime, time.dataset.until ?? time.dateTime]),
      })),
    })),
  }));
  return { entries, first: /** @type {HTMLInputElement} */ (document.querySelector('#from')).value };
}

/** @param {any} line @param {number} from @param {number} to */
function stretches(line, from, to) {
  if (line.always !== undefined) return [{ start: from, end: to, state: line.state }];
  const [hour, minute] = line.start.split(':').map(Number);
  return line.days.flatMap((/** @type {[string, string]} */ [first, last]) => {
    /** @type {{ start: number, end: number, state: string }[]} */ const days = [];
    for (let day = Date.parse(first); day <= Date.parse(last); day += DAY_MS) {
      const start = day + (hour * 60 + minute) * 60_000;
      days.push({ start, end: start + Number(line.minutes) * 60_000, state: line.state });
    }
    return days;
  });
}

/** Local time of a response as if it were UTC, so that both sides compare equal. @param {string} time */
const local = (time) => Date.parse(`${time.slice(0, 16)}Z`);

test('every date on every handout is what the program itself answers, and none is missing', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  /** @type {string[]} */ const faults = [];
  let checked = 0;
  for (const id of await schools()) {
    await page.goto(site.base + inLanguage(`/schools/${id}/handout`, 'ja'));
    const { entries, first } = await page.evaluate(toldOnPaper);
    const [from, to] = [Date.parse(first), Date.parse(first) + 28 * DAY_MS];
    const last = new Date(to).toISOString().slice(0, 10);
    for (const entry of entries) {
      const reply = await fetch(`${site.base}/api/v1/places/${entry.id}/sessions?from=${first}T00:00&to=${last}T00:00`);
      assert.equal(reply.status, 200, await reply.clone().text());
      const answer = await reply.json();
      for (const programme of entry.programmes) {
        const own = answer.sessions.filter((/** @type {any} */ s) => programme.title === null || s.programme_title === programme.title);
        const sessions = own.map((/** @type {any} */ s) => ({ start: local(s.start), end: local(s.end), state: s.state }));
        const asked = joined(sessions);
        const told = joined(programme.lines.flatMap((/** @type {any} */ line) => stretches(line, from, to)));
        checked += told.length;
        // A shortened list may end between two stretches that touch.
        const parts = programme.more ? sessions.flatMap((/** @type {any} */ one) => joined([one])) : [];
        faults.push(...told.filter((one) => ![...asked, ...parts].includes(one)).map((one) => `${id}, ${entry.id}: ${one} is no session`));
        if (!programme.more) faults.push(...asked.filter((one) => !told.includes(one)).map((one) => `${id}, ${entry.id}: ${one} is missing`));
      }
    }
  }
  await context.close();
  assert.deepEqual(faults, []);
  assert.ok(checked > 500, `${checked} stretches checked`);
});

/** The decoded QR codes of a page, as printed. @param {string} address */
async function codesOf(address) {
  const context = await site.browser.newContext({ viewport: { width: 794, height: 1123 }, deviceScaleFactor: 3 });
  const page = await context.newPage();
  await page.emulateMedia({ media: 'print' });
  await page.goto(site.base + address);
  /** @type {[string | null, string | undefined][]} */ const read = [];
  for (const code of await page.locator('svg.qr').all()) {
    const { data, width, height } = PNG.sync.read(await code.screenshot());
    read.push([await code.getAttribute('aria-label'), jsqr(new Uint8ClampedArray(data), width, height)?.data]);
  }
  await context.close();
  return read;
}

test('codes are read back as the links they are said to be', async () => {
  const school = LANGUAGES.map((lang) => `${site.base}/schools/ootori-sho?lang=${lang}`);
  const read = await codesOf(inLanguage(HANDOUT, 'ja'));
  assert.deepEqual(read.map(([, link]) => link), school);
  read.forEach(([label, link]) => assert.ok(label?.includes(String(link)), `${label} says where it leads`));
  for (const address of [SIX, MIXED, ONE]) {
    const [[, link]] = await codesOf(inLanguage(address, 'vi'));
    assert.equal(link, site.base + inLanguage(address, 'vi'));
  }
  const [[, poster]] = await codesOf(inLanguage(POSTER, 'en'));
  assert.equal(poster, `${site.base}/places/sample-ootori-hiroba?lang=en`);
});

test('at 390 pixels nothing is too wide, and every control is high enough', async () => {
  const context = await site.browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  /** @type {string[]} */ const faults = [];
  for (const address of ADDRESSES) {
    await page.goto(site.base + address);
    if (await tooWide(page) > 0) faults.push(`${address}: ${await tooWide(page)} px too wide`);
    faults.push(...(await lowControls(page)).map((control) => `${address}: ${control}`));
  }
  await context.close();
  assert.deepEqual(faults, []);
});

test('without JavaScript a counselor filters, ticks and gets a sheet in the family’s language', async () => {
  const context = await site.browser.newContext({ javaScriptEnabled: false, locale: 'ja-JP' });
  const page = await context.newPage();
  await page.goto(`${site.base}/sheet`);
  await page.locator('#name').fill('ひろば');
  await page.locator('#name').press('Enter');
  await page.waitForURL(/do=choose/);
  await page.locator('input[name=places]').first().check();
  await page.locator('input[name=desks][value=childline]').check();
  await page.locator('#lang').selectOption('vi');
  await page.locator('form.chooser > button').click();
  await page.waitForURL(/lang=vi/);
  assert.match(await page.locator('.paper h1').innerText(), /đã cùng chọn/);
  assert.equal(await page.locator('li.entry').count(), 1);
  assert.deepEqual(await context.cookies(), []);
  await context.close();
});

test('the button prints, and is not there without its script', async () => {
  const context = await site.browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', '');
  });
  await page.goto(site.base + HANDOUT);
  await page.locator('button[data-module=print]').click();
  assert.equal(await page.locator('html').getAttribute('data-printed'), '');
  await context.close();
  const bare = await site.browser.newContext({ javaScriptEnabled: false });
  const still = await bare.newPage();
  await still.goto(site.base + HANDOUT);
  assert.equal(await still.locator('button[data-module=print]').isVisible(), false);
  await bare.close();
});

test('the short list stands in another site’s frame, and no other page does', async () => {
  const school = createServer((asked, reply) => {
    reply.setHeader('content-type', 'text/html; charset=utf-8');
    reply.end(`<!doctype html><title>学校</title><iframe src="${site.base}${asked.url}" width="320" height="600"></iframe>`);
  }).listen(0, '127.0.0.1');
  await once(school, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (school.address());
  const context = await site.browser.newContext();
  const page = await context.newPage();
  const framed = async (/** @type {string} */ address) => {
    await page.goto(`http://127.0.0.1:${port}${address}`, { waitUntil: 'load' });
    return page.frameLocator('iframe').locator('ul.nearest, article, section').count();
  };
  assert.ok(await framed('/embed/schools/ootori-sho') > 0);
  assert.equal(await framed('/schools/ootori-sho'), 0);
  await context.close();
  school.close();
});
