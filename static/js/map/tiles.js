// @ts-check
// Tile source of the basemap: requests each tile once, and none once a position is known.

/** @typedef {import('../near.js').LonLat} LonLat */
/** @typedef {{ z: number, x: number, y: number }} Tile */

/** Maximum zoom prefetched before a position is requested. */
export const HELD_ZOOM = 13;

/** The fractional tile coordinates of a point. @param {LonLat} point @param {number} zoom */
function position([lon, lat], zoom) {
  const phi = (lat * Math.PI) / 180;
  const y = (1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2;
  return { x: ((lon + 180) / 360) * 2 ** zoom, y: y * 2 ** zoom };
}

/** All tiles of `zoom` that touch the area. @param {[LonLat, LonLat]} bounds @param {number} zoom @returns {Tile[]} */
export function tilesOf([low, high], zoom) {
  const [from, to] = [position([low[0], high[1]], zoom), position([high[0], low[1]], zoom)];
  /** @type {Tile[]} */ const tiles = [];
  for (let x = Math.floor(from.x); x <= Math.floor(to.x); x += 1) {
    for (let y = Math.floor(from.y); y <= Math.floor(to.y); y += 1) tiles.push({ z: zoom, x, y });
  }
  return tiles;
}

/**
 * In-memory tile cache with the interface of an archive in protomaps-leaflet (`getZxy`).
 *
 * After `hold` no tile is requested: tiles that are not cached stay empty, so that requests disclose
 * nothing of where a family looks.
 */
export class TileSource {
  /**
   * @param {string} address with `{z}`, `{x}` and `{y}`
   * @param {(cause: unknown) => void} failed called for each tile that fails to load
   * @param {typeof fetch} [ask]
   */
  constructor(address, failed, ask = (input, init) => fetch(input, init)) {
    this.address = address;
    this.failed = failed;
    this.ask = ask;
    this.held = false;
    /** @type {Map<string, Promise<ArrayBuffer | undefined>>} */
    this.kept = new Map();
  }

  /** @param {number} z @param {number} x @param {number} y @returns {Promise<{ data: ArrayBuffer } | undefined>} */
  async getZxy(z, x, y) {
    const data = await this.#tile({ z, x, y });
    return data && { data };
  }

  /**
   * Prefetches the area down to `HELD_ZOOM`, then stops requesting tiles.
   * @param {[LonLat, LonLat]} bounds @param {number} fromZoom
   */
  async hold(bounds, fromZoom) {
    /** @type {Tile[]} */ const tiles = [];
    for (let zoom = fromZoom; zoom <= HELD_ZOOM; zoom += 1) tiles.push(...tilesOf(bounds, zoom));
    const asked = tiles.map((tile) => this.#tile(tile));
    this.held = true;
    await Promise.allSettled(asked);
  }

  /** @param {Tile} tile */
  #tile({ z, x, y }) {
    const name = `${z}/${x}/${y}`;
    const kept = this.kept.get(name);
    if (kept) return kept;
    if (this.held) return Promise.resolve(undefined);
    const tile = this.#fetch(this.address.replace('{z}', `${z}`).replace('{x}', `${x}`).replace('{y}', `${y}`));
    this.kept.set(name, tile);
    tile.catch((cause) => {
      this.kept.delete(name);
      this.failed(cause);
    });
    return tile;
  }

  /** @param {string} address @returns {Promise<ArrayBuffer | undefined>} undefined for a tile that is empty or off the map */
  async #fetch(address) {
    const reply = await this.ask(address, { credentials: 'omit' });
    if (reply.status === 204 || reply.status === 404) return undefined;
    if (!reply.ok) throw new Error(`${address} answers ${reply.status}, expected 200, 204 or 404`);
    return reply.arrayBuffer();
  }
}
