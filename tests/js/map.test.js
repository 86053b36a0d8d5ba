// @ts-check
// What the map works out by itself: distances, order, where pins stand, which tiles it asks for.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mayDrag, meansMap, panStep } from '../../static/js/map/moving.js';
import { distance, isInside, nearestFirst, readBounds, readPoint, walkMinutes } from '../../static/js/near.js';
import { nearestSpot, PIN_PX, readLook, SHAPES, stand } from '../../static/js/map/pins.js';
import { HELD_ZOOM, TileSource, tilesOf } from '../../static/js/map/tiles.js';

/** @typedef {import('../../static/js/near.js').LonLat} LonLat */
/** @type {[LonLat, LonLat]} */
const WARD = [[135.4, 34.49], [135.5, 34.61]];

test('points and boxes are read, and nothing else is', () => {
  assert.deepEqual(readPoint('135.4589,34.5343'), [135.4589, 34.5343]);
  for (const text of [undefined, '', '135', '135,34,1', 'a,b', '34.5,135.4']) assert.equal(readPoint(text), undefined, text);
  assert.deepEqual(readBounds('135.4,34.49,135.5,34.61'), WARD);
  for (const text of [undefined, '', '135.4,34.49', '135.4,34.49,135.5,x']) assert.equal(readBounds(text), undefined, text);
});

test('distances are those of the mean sphere', () => {
  assert.equal(distance([135.4, 34.5], [135.4, 34.5]), 0);
  // One degree along a meridian is a 360th of the circumference, 2 × π × 6 371 008.8 m.
  assert.ok(Math.abs(distance([135, 34], [135, 35]) - 111_195.08) < 0.01);
  assert.ok(Math.abs(distance([0, 0], [180, 0]) - Math.PI * 6_371_008.8) < 0.01);
});

test('a walk is rounded up and takes at least a minute', () => {
  assert.deepEqual([0, 1, 61.5, 61.6, 800].map(walkMinutes), [1, 1, 1, 2, 13]);
});

test('nearest first, equals in the order of the list', () => {
  /** @type {{ number: number, point: LonLat }[]} */
  const places = [{ number: 1, point: [135.46, 34.53] }, { number: 2, point: [135.45, 34.53] }, { number: 3, point: [135.46, 34.53] }];
  assert.deepEqual(nearestFirst(places, [135.45, 34.53]).map(({ number }) => number), [2, 1, 3]);
  assert.deepEqual(nearestFirst([], [135, 34]), []);
});

test('inside is inside', () => {
  assert.ok(isInside([135.45, 34.53], WARD));
  assert.ok(!isInside([139.7, 35.6], WARD));
});

test('thirty-six pins on one point do not cover each other', () => {
  const spots = stand(Array.from({ length: 36 }, () => ({ x: 100, y: 100 })));
  assert.deepEqual(spots[0], { x: 100, y: 100 });
  for (const [nth, a] of spots.entries()) {
    for (const b of spots.slice(nth + 1)) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) >= PIN_PX);
  }
});

test('pins with room stay where they are', () => {
  const points = [{ x: 0, y: 0 }, { x: PIN_PX, y: 0 }];
  assert.deepEqual(stand(points), points);
});

test('a press is meant for the nearest pin a finger may have missed', () => {
  const spots = [{ x: 0, y: 0 }, { x: 40, y: 0 }];
  assert.equal(nearestSpot(spots, { x: 18, y: 0 }), 0);
  assert.equal(nearestSpot(spots, { x: 22, y: 5 }), 1);
  assert.equal(nearestSpot(spots, { x: 0, y: 23 }), undefined);
  assert.equal(nearestSpot([], { x: 0, y: 0 }), undefined);
});

test('open, closing, closed and unknown differ by outline, filling or both', () => {
  assert.equal(new Set([SHAPES.open, SHAPES.closing, SHAPES.unknown]).size, 3);
  assert.equal(readLook('closing'), 'closing');
  for (const text of [undefined, '', 'constructor', 'OPEN']) assert.equal(readLook(text), 'unknown');
});

test('one finger and the bare wheel are left to the page', () => {
  assert.deepEqual(['touch', 'mouse', 'pen'].map(mayDrag), [false, true, true]);
  assert.ok(!meansMap({ ctrlKey: false, metaKey: false }) && meansMap({ ctrlKey: true, metaKey: false }));
  assert.deepEqual(panStep('ArrowUp')?.map(Math.sign), [0, -1]);
  for (const key of ['Tab', 'a', 'toString']) assert.equal(panStep(key), undefined);
});

test('the tiles of an area are those it touches', () => {
  assert.deepEqual(tilesOf(WARD, 0), [{ z: 0, x: 0, y: 0 }]);
  assert.deepEqual(tilesOf(WARD, 10), [{ z: 10, x: 897, y: 406 }, { z: 10, x: 897, y: 407 }]);
});

/** @param {(address: string) => Response} answer */
function source(answer) {
  /** @type {string[]} */ const asked = [];
  /** @type {unknown[]} */ const failures = [];
  const ask = (/** @type {RequestInfo | URL} */ address) => {
    asked.push(String(address));
    return Promise.resolve(answer(String(address)));
  };
  const tiles = new TileSource('/tiles/base/{z}/{x}/{y}.mvt', (cause) => failures.push(cause), /** @type {typeof fetch} */ (ask));
  return { tiles, asked, failures };
}

test('a tile is asked for once, an empty one or one outside the map is nothing', async () => {
  const answers = { 11: new Response('not here', { status: 404 }), 12: new Response(null, { status: 204 }), 13: new Response('tile') };
  const { tiles, asked } = source((address) => answers[/** @type {11 | 12 | 13} */ (Number(address.split('/')[3]))]);
  const [first, second] = await Promise.all([tiles.getZxy(13, 1, 2), tiles.getZxy(13, 1, 2)]);
  assert.equal(first?.data.byteLength, 4);
  assert.equal(second?.data, first?.data);
  for (const empty of [12, 11]) assert.equal(await tiles.getZxy(empty, 1, 2), undefined);
  assert.deepEqual(asked, [13, 12, 11].map((zoom) => `/tiles/base/${zoom}/1/2.mvt`));
});

test('a refused tile is said, and asked for again later', async () => {
  let broken = true;
  const { tiles, failures } = source(() => (broken ? new Response('no', { status: 500 }) : new Response('tile')));
  await assert.rejects(tiles.getZxy(13, 1, 2), /500/);
  assert.equal(failures.length, 1);
  broken = false;
  assert.ok(await tiles.getZxy(13, 1, 2));
});

test('once held, no tile is asked for, wherever somebody looks', async () => {
  const { tiles, asked } = source(() => new Response('tile'));
  await tiles.hold(WARD, 10);
  const before = asked.length;
  assert.equal(before, [10, 11, 12, 13].reduce((sum, zoom) => sum + tilesOf(WARD, zoom).length, 0));
  const [{ x, y }] = tilesOf(WARD, HELD_ZOOM);
  assert.ok(await tiles.getZxy(HELD_ZOOM, x, y));
  assert.equal(await tiles.getZxy(16, 57443, 26078), undefined);
  assert.equal(asked.length, before);
});
