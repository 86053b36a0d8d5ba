// @ts-check
// The URLs for suites that check every page: those of the program's page table (pages.json, generated
// from src/web/pages/table.rs), and the same with notable queries.

import { readFileSync } from 'node:fs';
import { LANGUAGES, inLanguage } from './site.js';

/** @type {{ path: string, audience: 'everybody' | 'staff' }[]} */
const PAGES = JSON.parse(readFileSync(new URL('./pages.json', import.meta.url), 'utf8'));

/** The pages for `audience`, with an example for each `{id}`. @param {'everybody' | 'staff'} audience */
const pagesFor = (audience) =>
  PAGES.filter((page) => page.audience === audience).map(({ path }) =>
    path.replace('/places/{id}', '/places/{place}').replace('/schools/{id}', '/schools/ootori-sho'),
  );

/** Pages for everybody; `{place}` is the first place of the data. */
export const ADDRESSES = [
  ...pagesFor('everybody'),
  '/?from=ootori-sho&when=at&date=2026-12-02&time=16:00&grade=e5&free=true&booking=none',
  '/?from=ootori-sho&kind=library&need=meal&need=wifi&state=open&grade=guardians',
  '/?from=nowhere',
  '/?from=ootori-sho&furigana=on',
  '/map?from=ootori-sho&when=today',
  '/week?week=2026-12-30&grade=e5',
  '/kids?school=ootori-sho',
  '/sheet?places={place}',
  '/sheet?do=choose&places={place},no-such&near=ootori-sho',
  '/schools/ootori-sho/handout?furigana=on',
  '/staff/coverage?plan=open~site-fukuizumi-chu~We+15:00-18:00&plan=open~site-gymnasium~Fr+15:00-18:00&group=all&sort=share&goal=child-hours',
  '/staff/coverage?any=1&reach=10&unit=min&days=vacation',
  '/no/such/page',
  '/week?week=never',
];

/** Pages in Japanese only. */
export const STAFF = [
  ...pagesFor('staff'),
  '/staff/hours?text=第2・4土 11時〜14時、8月は休み',
  '/staff/hours?text=雨の日だけ 15時から',
];

/** The URLs with their placeholders filled in. @param {string} base where the program answers @param {readonly string[]} addresses */
export async function filledIn(base, addresses) {
  const { features } = await (await fetch(`${base}/api/v1/places?limit=1`)).json();
  return addresses.map((address) => address.replace('{place}', features[0].id ?? features[0].properties.id));
}

/** @typedef {{ url: string, name: string, lang: string }} Address a page in a language: its URL, and its name for a report */

/**
 * The URLs in each of the languages.
 * @param {string} base origin of the program @param {readonly string[]} addresses @param {readonly string[]} [languages] @returns {Address[]}
 */
export const inEach = (base, addresses, languages = LANGUAGES) => languages.flatMap((lang) => addresses.map((address) => {
  const name = inLanguage(address, lang);
  return { url: base + name, name, lang };
}));

/** Every page in every language; those of the office in Japanese. @param {string} base origin of the program @returns {Promise<Address[]>} */
export async function everyPage(base) {
  const [pages, staff] = await Promise.all([ADDRESSES, STAFF].map((addresses) => filledIn(base, addresses)));
  return [...inEach(base, pages), ...inEach(base, staff, ['ja'])];
}
