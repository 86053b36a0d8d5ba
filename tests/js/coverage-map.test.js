// @ts-check
// The pure parts of the board's map that moves.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shade, words } from '../../static/js/board/counts.js';
import { readMove } from '../../static/js/board/marks.js';

const LOOK = { shades: [20, 40, 60, 80], fills: [], ink: '', unknown: '人数が分からない', lang: 'ja' };

test('a district says its number, or that nobody knows', () => {
  assert.equal(words({ left_out: 1204, children: 2000 }, LOOK), '1,204');
  assert.equal(words({ left_out: 0, children: 40 }, LOOK), '0');
  assert.equal(words({}, LOOK), '人数が分からない');
});

test('the shade is that of the heat map, and none without a number', () => {
  const shares = [0, 20, 21, 40, 41, 60, 61, 80, 81, 100].map((left_out) => shade({ left_out, children: 100 }, LOOK.shades));
  assert.deepEqual(shares, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
  assert.equal(shade({}, LOOK.shades), 1);
});

test('a mark says where it stands, in the form the server writes', () => {
  assert.deepEqual(readMove('translate(12.5 -3)'), [12.5, -3]);
  assert.throws(() => readMove(null), /expected translate/);
});
