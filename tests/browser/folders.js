// @ts-check
// Data folders for tests: the ward with its samples verified as of `NOW`, and one with the longest
// texts allowed.

import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { NOW, dayFrom } from './site.js';

const run = promisify(execFile);

/** The texts by file; dated items lie in the weeks after `NOW`. */
function longestData() {
  const long = (/** @type {string} */ text, /** @type {number} */ chars) => text.repeat(Math.ceil(chars / text.length)).slice(0, chars);
  const point = (/** @type {number} */ n) => ({ type: 'Point', coordinates: [135.4589 + n / 3000, 34.5343] });
  const days = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'];
  const programme = (/** @type {number} */ n) => ({
    id: `p${n}`, title: long(`${n}番目のとても長い題名の活動です`, 300), grades: ['e1-e6'], fee_yen: { child: 12_345, adult: 67_890 }, booking: 'registered',
    schedule: {
      opening_hours: days.map((day, at) => `${day} 1${at}:0${n}-18:0${n}`).join('; '),
      extra: [{ start: `${dayFrom(29)}T09:00`, end: `${dayFrom(29)}T10:00`, note: long('特別に開く日の長いわけ', 300) }],
      closures: [{ from: dayFrom(15), to: dayFrom(16), reason: long('お休みの長いわけ', 300) }],
    },
  });
  const place = (/** @type {number} */ n) => ({
    type: 'Feature', id: `long-${n}`, geometry: point(n), properties: {
      name: long(`${n}番目の名前のとても長い居場所`, 120), names: { en: long('A place with an endless name ', 120) }, kind: 'ibasho', location_precision: 'exact',
      phone: '072-000-0000', access: long('駅からまっすぐ。', 300), address: long('堺市西区', 300), programmes: [1, 2, 3, 4, 5, 6].map(programme),
    },
  });
  const school = { type: 'Feature', id: 'long-sho', geometry: point(0), properties: { kind: 'elementary_school', name: long('名前のとても長い', 117) + '小学校', in_ward: true } };
  const collection = (/** @type {object[]} */ features) => JSON.stringify({ type: 'FeatureCollection', features });
  const desk = (/** @type {string} */ id, /** @type {string} */ who) => `${id},hotline,${long('長い名前の相談先', 300)},${long('0120-000-000（何度でも）／', 300)},${long('毎日いつでも。', 900)},${who},https://example.jp/,2026-10-01`;
  return {
    'ward.toml': `name = "長い区"\ncode = "27144"\nsample = true\n[bounds]\nwest = 135.43\nsouth = 34.51\neast = 135.5\nnorth = 34.57\n[contact]\nsection = "${long('長い名前の担当課', 300)}"\nphone = "072-000-0000"\n`,
    'places.geojson': collection([1, 2, 3, 4, 5, 6].map(place)),
    'landmarks.geojson': collection([school]),
    'desks.csv': ['id,kind,name,phone,days_hours,for_whom,source_page,page_date', desk('a', '子ども'), desk('b', '子ども'), desk('c', '保護者'), desk('d', '虐待')].join('\n'),
  };
}

/** An empty folder, and a function that removes it. @param {string} name */
async function newFolder(name) {
  const folder = await mkdtemp(join(tmpdir(), `ibasho-${name}-`));
  return { folder, remove: () => rm(folder, { recursive: true }) };
}

/** The folder with the longest texts. */
export async function longestFolder() {
  const made = await newFolder('long');
  await Promise.all(Object.entries(longestData()).map(([name, text]) => writeFile(join(made.folder, name), text)));
  return made;
}

/** The embedded ward with its samples renewed to `NOW`: verified recently, with upcoming events. */
export async function freshFolder() {
  const made = await newFolder('fresh');
  await cp('data', made.folder, { recursive: true });
  await run(process.execPath, ['scripts/renew-samples.js', made.folder, NOW.slice(0, 10)]);
  return made;
}
