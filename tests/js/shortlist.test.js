// @ts-check
// The list of places to take along, and what has changed since.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changes, toggled } from '../../static/js/shortlist.js';

const place = (/** @type {string} */ id) => ({ id, name: id, point: '135.4,34.5', hours: 'a1' });

test('a place is put in once and taken out again, and a full list takes no more', () => {
  const two = [place('a'), place('b')];
  assert.deepEqual(toggled(two, place('c'), 3)?.map((one) => one.id), ['a', 'b', 'c']);
  assert.deepEqual(toggled(two, place('a'), 3)?.map((one) => one.id), ['b']);
  assert.equal(toggled(two, place('c'), 2), undefined);
  assert.deepEqual(toggled(two, place('b'), 2)?.map((one) => one.id), ['a'], 'a full list still gives back');
});

test('what has changed is said: ended before all else, moved, other hours; unknown hours are no change', () => {
  const now = { point: '135.4,34.5', hours: 'a1', ended: false };
  assert.deepEqual(changes(place('a'), now), []);
  assert.deepEqual(changes(place('a'), { ...now, point: '135.5,34.5', hours: 'b2' }), ['moved', 'hours']);
  assert.deepEqual(changes({ ...place('a'), hours: '' }, { ...now, hours: 'b2' }), []);
  assert.deepEqual(changes(place('a'), { ...now, ended: true, hours: 'b2' }), ['ended']);
});
