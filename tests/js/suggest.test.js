// @ts-check
// Suggestions on a few landmarks, however somebody types them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { letters, readLandmarks, suggest } from '../../static/js/suggest.js';

const LANDMARKS = readLandmarks([
  ['ootori-sho', '鳳小学校', 'おおとりしょうがっこう', '鳳小 5938327 otorisyogako'],
  ['ootori-eki', '鳳駅', 'おおとりえき', '鳳 おおとり jr鳳 otorieki'],
  ['ootori-naka', '鳳中町一丁', 'おおとりなかまち', '5938324 otorinakamati'],
  ['mukai', '上野芝向ヶ丘町', '', ''],
]);

test('differences of writing are none', () => {
  for (const [written, read] of [['ｵｵﾄﾘ', 'おおとり'], ['ＪＲ 鳳', 'jr鳳'], ['〒５９３−８３２４', '5938324'], ['向ケ丘', '向が丘'], [' 　', '']]) {
    assert.equal(letters(written), read, written);
  }
});

test('what is spelled so comes first, then what begins so, then what contains it', () => {
  for (const [typed, expected] of /** @type {const} */ ([
    ['鳳', ['ootori-eki', 'ootori-sho', 'ootori-naka']],
    ['おおと', ['ootori-sho', 'ootori-eki', 'ootori-naka']],
    ['オオトリシ', ['ootori-sho']],
    ['鳳小学', ['ootori-sho']],
    ['593-83', ['ootori-sho', 'ootori-naka']],
    ['8324', ['ootori-naka']],
    ['向が丘', ['mukai']],
    ['鳳中町一丁前', ['ootori-naka']],
    ['駅', ['ootori-eki']],
    ['おおとり小', ['ootori-sho']],
    ['おおとり中', []],
    ['otori', ['ootori-sho', 'ootori-eki', 'ootori-naka']],
    ['Ōtori Shō', ['ootori-sho']],
    ['ootori station', ['ootori-sho', 'ootori-eki', 'ootori-naka']],
    ['OHTORI nakamachi', ['ootori-naka']],
    ['', []],
    ['<b>', []],
    ['🏠', []],
  ])) assert.deepEqual(suggest(LANDMARKS, typed).map((one) => one.id), expected, typed);
});
