// @ts-check
// Where the ground comes from: our own tiles, each asked for once, and none once a position is known.

/** @typedef {import('../near.js').LonLat} LonLat */
/** @typedef {{ z: number, x: number, y: number }} Tile */

/** The deepest tiles fetched for the whole area before a position is asked for. */
export const HELD_ZOOM = 13;

/** The tile that holds a point, with fractions. @param {LonLat} point @param {number} zoom */
function position([lon, lat], zoom) {
  const phi = (lat * Math.PI) / 180;
  const y = (1 - Math.asinh(Math.tan(phi)) / Math.PI) / 2;
  return { x: ((lon + 180) / 360) * 2 ** zoom, y: y * 2 ** zoom };
}

/** Every tile of `zoom` that touches the area. @param {[LonLat, LonLat]} bounds @param {number} zoom @returns {Tile[]} */
export function tilesOf([low, high], zoom) {
  const [from, to] = [position([low[0], high[1]], zoom), position([high[0], low[1]], zoom)];
  /** @type {Tile[]} */ const tiles = [];
  for (let x = Math.floor(from.x); x <= Math.floor(to.x); x += 1) {
    for (let y = Math.floor(from.y); y <= Math.floor(to.y); y += 1) tiles.push({ z: zoom, x, y });
  }
  return tiles;
}

/**
 * Tiles and pictures in memory, in the form that protomaps-leaflet takes an archive in (`getZxy`).
 *
 * After `hold` no tile is asked for any more: what is not in memory stays empty. Whoever watches the
 * network then learns nothing of where a family looks.
 */
export class TileSource {
  /**
   * @param {string} address with `{z}`, `{x}` and `{y}`
   * @param {(cause: unknown) => void} failed called for each tile that cannot be had
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
   * Fetches the whole area down to `HELD_ZOOM`, then asks for nothing more.
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

  /** @param {string} address @returns {Promise<ArrayBuffer | undefined>} nothing for an empty tile, or one outside the map */
  async #fetch(address) {
    const reply = await this.ask(address, { credentials: 'omit' });
    if (reply.status === 204 || reply.status === 404) return undefined;
    if (!reply.ok) throw new Error(`${address} answers ${reply.status}, expected 200, 204 or 404`);
    return reply.arrayBuffer();
  }
}
