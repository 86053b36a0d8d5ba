// @ts-check
// The vector tiles in independent readers: Mapbox's, and GDAL's if it is installed.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { classifyRings, VectorTile } from '@mapbox/vector-tile';
import Pbf from 'pbf';
import { startSite } from './site.js';

const run = promisify(execFile);
/** Why GDAL is left out; found before the first test, as `after` runs once all tests known by then have ended. */
const gdal = await run('ogr2ogr', ['--version']).then(() => false, () => 'ogr2ogr is not installed (Debian: gdal-bin)');
const EXTENT = 4096;
const BUFFER = 64;

/** @type {Awaited<ReturnType<typeof startSite>>} */
let site;
/** @type {{ id: string, lon: number, lat: number }[]} */
let places;

before(async () => {
  site = await startSite();
  const { features } = await (await fetch(`${site.base}/feeds/places.geojson`)).json();
  places = features.map((feature) => {
    const [lon, lat] = feature.geometry.coordinates;
    return { id: feature.id, lon, lat };
  });
});

after(() => site?.stop());

/** @param {number} lon @param {number} lat @param {number} zoom @returns {[number, number]} column and row, with fractions */
function position(lon, lat, zoom) {
  const phi = (lat * Math.PI) / 180;
  const y = (1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2;
  return [((lon + 180) / 360) * 2 ** zoom, y * 2 ** zoom];
}

/** @param {number} zoom */
function tilesWithPlaces(zoom) {
  const names = places.map(({ lon, lat }) => position(lon, lat, zoom).map(Math.floor).join('/'));
  return [...new Set(names)].map((name) => name.split('/').map(Number));
}

/** @param {string} layer @param {number} z @param {number} x @param {number} y */
async function bytesOf(layer, z, x, y) {
  const reply = await fetch(`${site.base}/tiles/${layer}/${z}/${x}/${y}.mvt`);
  assert.ok(reply.status === 200 || reply.status === 204, `${layer} ${z}/${x}/${y} answers ${reply.status}`);
  return Buffer.from(await reply.arrayBuffer());
}

test("Mapbox's reader finds every place within half a unit of where it is", async () => {
  assert.ok(places.length >= 36, `${places.length} places`);
  for (const zoom of [13, 14, 16]) {
    const seen = new Set();
    for (const [x, y] of tilesWithPlaces(zoom)) {
      const layer = new VectorTile(new Pbf(await bytesOf('places', zoom, x, y))).layers.places;
      assert.equal(layer.extent, EXTENT);
      assert.equal(layer.version, 2);
      for (let nth = 0; nth < layer.length; nth += 1) {
        const feature = layer.feature(nth);
        const [[point]] = feature.loadGeometry();
        const place = places.find(({ id }) => id === feature.properties.id);
        assert.ok(place, `${feature.properties.id} is a place of the feed`);
        const [column, row] = position(place.lon, place.lat, zoom);
        assert.ok(Math.abs((column - x) * EXTENT - point.x) <= 0.501, `${place.id} lies at x ${point.x}`);
        assert.ok(Math.abs((row - y) * EXTENT - point.y) <= 0.501, `${place.id} lies at y ${point.y}`);
        assert.ok(Number.isSafeInteger(feature.id), `${place.id} has the id ${feature.id}`);
        assert.match(String(feature.properties.state), /^(open|closed|unknown)$/);
        seen.add(place.id);
      }
    }
    assert.equal(seen.size, places.length, `places at zoom ${zoom}`);
  }
});

test("Mapbox's reader takes the sketch map apart into whole polygons", async () => {
  const layers = new Set();
  for (const zoom of [10, 12, 14]) {
    for (const [x, y] of tilesWithPlaces(zoom)) {
      const tile = new VectorTile(new Pbf(await bytesOf('base', zoom, x, y)));
      for (const [name, layer] of Object.entries(tile.layers)) {
        layers.add(name);
        for (let nth = 0; nth < layer.length; nth += 1) {
          const feature = layer.feature(nth);
          const rings = feature.loadGeometry();
          const inside = (at) => at >= -BUFFER && at <= EXTENT + BUFFER;
          assert.ok(rings.flat().every((point) => inside(point.x) && inside(point.y)), `${name} stays in its buffer`);
          if (feature.type === 3) assert.ok(classifyRings(rings).length > 0, `${name} has an outer ring`);
        }
      }
    }
  }
  assert.deepEqual([...layers].sort(), ['boundaries', 'earth', 'places', 'pois', 'roads', 'water']);
});

test('the tiles of the ward at its first zoom weigh little', async () => {
  const { bounds, center } = await (await fetch(`${site.base}/tiles/base.json`)).json();
  assert.ok(bounds[0] < 135.45 && bounds[2] > 135.46, `${bounds}`);
  assert.equal(center.length, 3);
  let bytes = 0;
  for (const [x, y] of tilesWithPlaces(12)) {
    for (const layer of ['base', 'places']) {
      const address = `${site.base}/tiles/${layer}/12/${x}/${y}.mvt`;
      const reply = await fetch(address, { method: 'HEAD', headers: { 'accept-encoding': 'br' } });
      bytes += Number(reply.headers.get('content-length'));
    }
  }
  assert.ok(bytes > 0 && bytes <= 60 * 1024, `${bytes} bytes`);
});

test("GDAL's reader finds the same places and valid polygons", { skip: gdal }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ibasho-tiles-'));
  try {
    const seen = new Set();
    for (const [x, y] of tilesWithPlaces(14)) {
      for (const layer of ['places', 'base']) {
        const path = join(folder, layer, '14', String(x));
        await mkdir(path, { recursive: true });
        await writeFile(join(path, `${y}.mvt`), await bytesOf(layer, 14, x, y));
      }
      const read = async (layer, ...more) => {
        const tile = `MVT:${join(folder, layer, '14', String(x), `${y}.mvt`)}`;
        const { stdout } = await run('ogr2ogr', ['-f', 'GeoJSON', '-t_srs', 'EPSG:4326', '/vsistdout/', tile, ...more], { maxBuffer: 2 ** 26 });
        return JSON.parse(stdout).features;
      };
      for (const feature of await read('places', 'places')) {
        const place = places.find(({ id }) => id === feature.properties.id);
        assert.ok(place, `${feature.properties.id} is a place of the feed`);
        const [lon, lat] = feature.geometry.coordinates;
        // Half a unit of zoom 14 is 2.7 millionths of a degree.
        assert.ok(Math.abs(lon - place.lon) < 3e-6 && Math.abs(lat - place.lat) < 3e-6, `${place.id} at ${lon}, ${lat}`);
        seen.add(place.id);
      }
      const invalid = await read('base', '-dialect', 'SQLite', '-sql', 'SELECT * FROM earth WHERE NOT ST_IsValid(geometry)');
      assert.deepEqual(invalid, [], `areas of 14/${x}/${y} that are not valid`);
    }
    assert.equal(seen.size, places.length);
  } finally {
    await rm(folder, { recursive: true });
  }
});
