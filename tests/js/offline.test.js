// @ts-check
// What the page looks up: the step that now falls into, and never a state past what is known.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayIn, nextChange, said } from '../../static/js/offline/page.js';

const TIMES = {
  as_of: 1000,
  until: 2000,
  zone: 'Asia/Tokyo',
  said: 'at 1000',
  html: ['closed', 'open', 'closing, {minutes} left', 'ask', 'because', 'nobody knows'],
  places: { a: { unknown: /** @type {[number, number]} */ ([3, 5]), steps: /** @type {any} */ ([[1000, 0, 4], [1100, 1, 4], [1170, 2, 4, 1200], [1200, 0, 4]]) } },
};

test('each minute falls into its step, and none before or after what is known', () => {
  /** @type {[number, string][]} */ const table = [
    [999, 'ask'], [1000, 'closed'], [1099, 'closed'], [1100, 'open'], [1169, 'open'],
    [1170, 'closing, 30 left'], [1199, 'closing, 1 left'], [1200, 'closed'], [1999, 'closed'], [2000, 'ask'], [9_999_999, 'ask'],
  ];
  for (const [minute, state] of table) assert.equal(said(TIMES, 'a', minute)?.state, state, `at ${minute}`);
  assert.equal(said(TIMES, 'a', 2000)?.why, 'nobody knows');
  assert.equal(said(TIMES, 'b', 1100), undefined);
});

test('the page looks again when a step begins, every minute while it counts, and when its knowledge ends', () => {
  assert.deepEqual([1000, 1100, 1170, 1199, 1200].map((minute) => nextChange(TIMES, minute)), [1100, 1170, 1171, 1200, 2000]);
});

test('the day is that of the ward, wherever the phone is', () => {
  const lateEvening = Date.UTC(2026, 10, 25, 15, 30) / 60_000;
  assert.equal(dayIn('Asia/Tokyo', lateEvening), '2026-11-26');
  assert.equal(dayIn('UTC', lateEvening), '2026-11-25');
});
