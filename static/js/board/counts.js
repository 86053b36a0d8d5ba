// @ts-check
// How the coverage tiles are drawn: the outline of each district, and in it the number of children
// left out, in the shade that their share has in the heat map.

/**
 * @typedef {{ uncovered?: number, children?: number, masked?: boolean }} Counts properties of a tile's feature
 * @typedef {{ shades: readonly number[], fills: readonly string[], ink: string, masked: string, unknown: string, lang: string }} Look
 *   shares in percent at which the shade deepens, the five shades, the color of outlines, and what is
 *   written where there is no number
 */

const FONT = '700 15px "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif';
const PAD_PX = 6;
const HEIGHT_PX = 24;

/** From this shade on, writing is white. */
const DARK_FROM = 4;

/** What is written in a district. @param {Counts} counts @param {Look} look */
export function words({ uncovered, masked }, { masked: hidden, unknown, lang }) {
  if (uncovered !== undefined) return new Intl.NumberFormat(lang).format(uncovered);
  return masked ? hidden : unknown;
}

/** 1 to 5 by the share left out; 1 where there is no number. @param {Counts} counts @param {readonly number[]} shades percent */
export function shade({ uncovered = 0, children = 0 }, shades) {
  return 1 + shades.filter((from) => uncovered * 100 > from * children).length;
}

/** Rules for protomaps-leaflet. @param {Look} look */
export const paintRules = (look) => [{ dataLayer: 'coverage', symbolizer: new Outline(look.ink) }];

/** The same for what is written. @param {Look} look */
export const labelRules = (look) => [{ dataLayer: 'coverage_points', symbolizer: new NumberSign(look) }];

/** A broken line around an area. */
class Outline {
  /** @param {string} color */
  constructor(color) {
    this.color = color;
  }

  /** @param {CanvasRenderingContext2D} context @param {{ x: number, y: number }[][]} rings */
  draw(context, rings) {
    context.strokeStyle = this.color;
    context.lineWidth = 1.5;
    context.setLineDash([5, 4]);
    context.beginPath();
    for (const [first, ...rest] of rings) {
      context.moveTo(first.x, first.y);
      for (const { x, y } of rest) context.lineTo(x, y);
    }
    context.stroke();
    context.setLineDash([]);
  }
}

/** A number on a plate. */
class NumberSign {
  /** @param {Look} look */
  constructor(look) {
    this.look = look;
  }

  /** @param {{ scratch: CanvasRenderingContext2D }} layout @param {{ x: number, y: number }[][]} geometry @param {{ props: Counts }} feature */
  place({ scratch }, [[anchor]], { props }) {
    const text = words(props, this.look);
    scratch.font = FONT;
    const width = scratch.measureText(text).width + 2 * PAD_PX;
    const bbox = { minX: anchor.x - width / 2, maxX: anchor.x + width / 2, minY: anchor.y - HEIGHT_PX / 2, maxY: anchor.y + HEIGHT_PX / 2 };
    return [{ anchor, bboxes: [bbox], draw: (/** @type {CanvasRenderingContext2D} */ context) => this.#draw(context, text, width, shade(props, this.look.shades)) }];
  }

  /** @param {CanvasRenderingContext2D} context @param {string} text @param {number} width @param {number} step */
  #draw(context, text, width, step) {
    context.globalAlpha = 1;
    context.beginPath();
    context.roundRect(-width / 2, -HEIGHT_PX / 2, width, HEIGHT_PX, 4);
    context.fillStyle = this.look.fills[step - 1];
    context.fill();
    context.strokeStyle = this.look.ink;
    context.lineWidth = 1.5;
    context.stroke();
    context.font = FONT;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = step >= DARK_FROM ? '#fff' : '#1a1a1a';
    context.fillText(text, 0, 1);
  }
}
