// @ts-check
// Stands in the build for two packages that protomaps-leaflet names and this map never uses: the
// reader of whole archives, and the colors of another map. Together they would be a sixth of the code.

export class PMTiles {
  constructor() {
    throw new Error('archives are read by the server, expected a tile source');
  }
}

export function namedFlavor() {
  throw new Error('the map has colors of its own, expected paint rules');
}
