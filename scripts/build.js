// @ts-check
// Builds the front end from static/js and its packages into static/dist, which the program embeds:
// one file for each page that has a script, and the font of the sharing cards. Run by `npm run build`.

import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build } from 'esbuild';

const common = { bundle: true, minify: true, legalComments: /** @type {const} */ ('eof'), logLevel: /** @type {const} */ ('warning') };

/** The font that `web::card` draws names with, and its license. */
async function cardFont() {
  const from = 'node_modules/@expo-google-fonts/biz-udpgothic';
  const packed = await promisify(gzip)(await readFile(`${from}/700Bold/BIZUDPGothic_700Bold.ttf`), { level: 9 });
  await writeFile('static/dist/card-font.ttf.gz', packed);
  await copyFile(`${from}/LICENSE_FONT`, 'static/dist/card-font-license.txt');
}

await mkdir('static/dist', { recursive: true });
await Promise.all([
  cardFont(),
  build({
    ...common,
    entryPoints: { map: 'static/js/map/main.js', board: 'static/js/board/moving.js' },
    outdir: 'static/dist',
    format: 'esm',
    target: 'es2022',
  }),
  build({
    ...common,
    entryPoints: ['static/js/map/ground.js'],
    outfile: 'static/dist/ground.js',
    format: 'esm',
    target: 'es2022',
    inject: ['static/js/map/leaflet-everywhere.js'],
    alias: { pmtiles: './static/js/map/absent.js', '@protomaps/basemaps': './static/js/map/absent.js' },
  }),
  build({
    ...common,
    entryPoints: { find: 'static/js/find.js', place: 'static/js/place.js', suggest: 'static/js/suggest.js', shortlist: 'static/js/shortlist-page.js', offline: 'static/js/offline/page.js' },
    outdir: 'static/dist',
    format: 'esm',
    target: 'es2022',
  }),
  build({
    ...common,
    // The pictures belong to controls and markers that this map has none of.
    loader: { '.png': 'empty' },
    entryPoints: ['static/css/map.css'],
    outfile: 'static/dist/map.css',
  }),
]);
