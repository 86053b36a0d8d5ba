// @ts-check
// The pure parts of the board's script.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { corners, meshCode, pointAt } from '../../static/js/board/mesh.js';
import { addressOf, hoursOf, nearest, openAt } from '../../static/js/board/plans.js';

test('a point lies in the mesh square the standard puts it in', () => {
  // The center of square 5135633641 is 135.4578125 E, 34.530208333333334 N.
  assert.equal(meshCode(135.4578125, 34.5302083), '5135633641');
  assert.equal(meshCode(139.7 + 0.001, 35.6834), '5339452611');
});

test('the corners and the middle of a map are where they are', () => {
  const shown = corners('135.4,34.5,135.5,34.6');
  const [corner, middle] = [pointAt(shown, 0, 1), pointAt(shown, 0.5, 0.5)];
  assert.ok(Math.abs(corner.lon - 135.4) < 1e-9 && Math.abs(corner.lat - 34.5) < 1e-9);
  assert.ok(Math.abs(middle.lon - 135.45) < 1e-9 && Math.abs(middle.lat - 34.55) < 1e-3);
  assert.throws(() => corners('here'), /expected west,south,east,north/);
});

test('a form becomes an address without its empty fields', () => {
  assert.equal(addressOf('/staff/coverage', [['reach', '800'], ['week', '']]), '/staff/coverage?reach=800');
  assert.equal(addressOf('/staff/coverage', []), '/staff/coverage');
  assert.equal(addressOf('/staff/coverage#next-title', [['day', '3'], ['p', '4']]), '/staff/coverage?day=3&p=4#next-title');
  assert.equal(addressOf('/staff/coverage#next-title', []), '/staff/coverage#next-title');
});

test('a press proposes hours only where days are chosen', () => {
  assert.equal(openAt('mesh-5135633641', hoursOf([], '15:00', '18:00')), 'open~mesh-5135633641');
  assert.equal(openAt('hall', hoursOf(['Mo', 'We'], '15:00', '18:00')), 'open~hall~Mo,We 15:00-18:00');
  assert.equal(hoursOf(['Mo'], '18:00', '15:00'), '');
});

test('a press means the nearest mark within reach, or none', () => {
  const spots = [{ x: 0, y: 0 }, { x: 10, y: 0 }];
  assert.deepEqual(nearest(spots, 7, 0, 14), { x: 10, y: 0 });
  assert.equal(nearest(spots, 50, 0, 14), undefined);
});
