// @ts-check
// Basemap style: the colors of the drawn map, light and dark, for the Protomaps layers.

import {
  CenteredTextSymbolizer,
  CircleSymbolizer,
  GroupSymbolizer,
  LineLabelSymbolizer,
  LineSymbolizer,
  OffsetTextSymbolizer,
  PolygonSymbolizer,
} from 'protomaps-leaflet';

const FONT = '"Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif';

/** The colors of static/css/sketch.css and of the drawn map itself. */
const LIGHT = {
  sea: '#dbe8ef', land: '#efece3', ward: '#fdfcf9', water: '#bcd6e4', outline: '#b3a98f', rail: '#9a9a9f', road: '#d9d2c0', path: '#b3a98f',
  station: '#ffffff', stationEdge: '#4d4d4d', school: '#e4dcc8', schoolEdge: '#7a6f55', stationName: '#333333',
  schoolName: '#5c523a', townName: '#70695a', halo: '#fdfcf9',
};
const DARK = {
  sea: '#16222b', land: '#1f1e1b', ward: '#2a2823', water: '#2f4e61', outline: '#8d8468', rail: '#8e8e95', road: '#4b483f', path: '#6f6957',
  station: '#1f1e1b', stationEdge: '#d8d6cf', school: '#4a4433', schoolEdge: '#c9bd99', stationName: '#f0ede5',
  schoolName: '#c9c3b3', townName: '#c9c3b3', halo: '#1f1e1b',
};

/** @typedef {typeof LIGHT} Colors */
/** @typedef {{ props: Record<string, unknown> }} Feature */

/** @param {...string} kinds */
const isKind = (...kinds) => (/** @type {number} */ _zoom, /** @type {Feature} */ feature) => kinds.includes(String(feature.props.kind));

/** A width in pixels that grows from zoom 13 to 19. @param {number} from @param {number} to */
const broadens = (from, to) => (/** @type {number} */ zoom) => from + (to - from) * Math.min(Math.max((zoom - 13) / 6, 0), 1);

/** @param {boolean} dark */
export const colorsFor = (dark) => (dark ? DARK : LIGHT);

/** Areas and lines, in drawing order. @param {Colors} colors */
export function paintRules(colors) {
  return [
    { dataLayer: 'earth', symbolizer: new PolygonSymbolizer({ fill: colors.land }) },
    { dataLayer: 'boundaries', filter: isKind('ward'), symbolizer: new PolygonSymbolizer({ fill: colors.ward, stroke: colors.outline, width: 1.2 }) },
    { dataLayer: 'water', filter: (/** @type {number} */ _zoom, /** @type {any} */ feature) => feature.geomType === 3, symbolizer: new PolygonSymbolizer({ fill: colors.water }) },
    { dataLayer: 'water', filter: (/** @type {number} */ _zoom, /** @type {any} */ feature) => feature.geomType === 2, symbolizer: new LineSymbolizer({ color: colors.water, width: 2 }) },
    { dataLayer: 'roads', filter: isKind('path'), symbolizer: new LineSymbolizer({ dash: [3, 2.5], color: colors.path, width: 1.4 }) },
    { dataLayer: 'roads', filter: isKind('minor_road', 'other'), symbolizer: new LineSymbolizer({ color: colors.road, width: broadens(1.2, 6) }) },
    { dataLayer: 'roads', filter: isKind('major_road', 'highway'), symbolizer: new LineSymbolizer({ color: colors.road, width: broadens(2.4, 10) }) },
    { dataLayer: 'roads', filter: isKind('rail'), symbolizer: new LineSymbolizer({ color: colors.rail, width: 1.4 }) },
    { dataLayer: 'roads', filter: isKind('rail'), symbolizer: new LineSymbolizer({ dash: [1, 7], dashColor: colors.rail, dashWidth: 5 }) },
  ];
}

/** @param {string[]} labelProps @param {string} fill @param {string} halo @param {string} weight */
const words = (labelProps, fill, halo, weight) =>
  ({ labelProps, fill, stroke: halo, width: 3, fontFamily: FONT, fontSize: 14, fontWeight: weight });

/**
 * Labels by priority: stations, schools, towns.
 * @param {Colors} colors @param {string[]} names the name properties, best first
 */
export function labelRules(colors, names) {
  const marked = (/** @type {string} */ fill, /** @type {string} */ edge, /** @type {string} */ name, /** @type {string} */ weight) =>
    new GroupSymbolizer([
      new CircleSymbolizer({ radius: 4, fill, stroke: edge, width: 1.5 }),
      new OffsetTextSymbolizer({ ...words(names, name, colors.halo, weight), offsetX: 6, offsetY: 4 }),
    ]);
  return [
    { dataLayer: 'pois', filter: isKind('station'), symbolizer: marked(colors.station, colors.stationEdge, colors.stationName, '600') },
    { dataLayer: 'pois', minzoom: 14, filter: isKind('school'), symbolizer: marked(colors.school, colors.schoolEdge, colors.schoolName, '400') },
    {
      dataLayer: 'roads', minzoom: 15, filter: isKind('major_road', 'minor_road', 'path'),
      symbolizer: new LineLabelSymbolizer({ ...words(names, colors.townName, colors.halo, '400'), fontSize: 12, repeatDistance: 300 }),
    },
    { dataLayer: 'places', symbolizer: new CenteredTextSymbolizer(words(names, colors.townName, colors.halo, '400')) },
  ];
}
