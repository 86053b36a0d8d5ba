// @ts-check
// Build stub for two packages that protomaps-leaflet imports and this map never uses: the PMTiles
// reader and the colors of another style. Together they would be a sixth of the code.

export class PMTiles {
  constructor() {
    throw new Error('archives are read by the server, expected a tile source');
  }
}

export function namedFlavor() {
  throw new Error('the map has colors of its own, expected paint rules');
}
