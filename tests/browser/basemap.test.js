// @ts-check
// Our PMTiles archives in the reference reader of the format's authors.

import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VectorTile } from '@mapbox/vector-tile';
import Pbf from 'pbf';
import { PMTiles, TileType } from 'pmtiles';
import { ibasho } from './site.js';

/** @type {string} */
let folder;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ibasho-basemap-'));
});

after(() => rm(folder, { recursive: true }));

/** @param {string} path */
async function archiveAt(path) {
  const file = await open(path);
  const source = {
    getKey: () => path,
    /** @param {number} offset @param {number} length */
    async getBytes(offset, length) {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, offset);
      return { data: buffer.buffer.slice(0, bytesRead) };
    },
  };
  return { archive: new PMTiles(source), close: () => file.close() };
}

test('the sketch map as one file is read by the reader of PMTiles', async () => {
  const path = join(folder, 'sketch.pmtiles');
  await ibasho('basemap', 'build', '--out', path);
  const { archive, close } = await archiveAt(path);
  const header = await archive.getHeader();
  assert.equal(header.specVersion, 3);
  assert.equal(header.tileType, TileType.Mvt);
  assert.deepEqual([header.minZoom, header.maxZoom, header.clustered], [0, 15, true]);
  assert.ok(header.minLon < 135.45 && header.maxLon > 135.46 && header.minLat < 34.53 && header.maxLat > 34.54);
  const metadata = /** @type {any} */ (await archive.getMetadata());
  const layers = metadata.vector_layers.map((/** @type {{ id: string }} */ layer) => layer.id);
  assert.deepEqual(layers.sort(), ['boundaries', 'earth', 'places', 'pois', 'roads', 'water']);
  assert.ok(metadata.attribution.length > 0);
  const reply = await archive.getZxy(14, 14356, 6515);
  assert.ok(reply !== undefined, 'the tile around 鳳 is there');
  const tile = new VectorTile(new Pbf(new Uint8Array(reply.data)));
  assert.ok('earth' in tile.layers && tile.layers.earth.length > 0);
  assert.equal(await archive.getZxy(14, 0, 0), undefined);
  await close();
});
