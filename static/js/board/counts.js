// @ts-check
// Styles of the coverage tiles: each district's outline, and its number of children left out on a label
// in the heat map's shade for their share.

/**
 * @typedef {{ left_out?: number, children?: number }} Counts properties of a tile's feature
 * @typedef {{ shades: readonly number[], fills: readonly string[], ink: string, unknown: string, lang: string }} Look
 * thresholds of the shades in percent, the five shades, the color of outlines, and the texts for
 * missing numbers
 */

const FONT = '700 15px "Hiragino Sans", "Noto Sans JP", "Noto Sans CJK JP", "Yu Gothic UI", Meiryo, sans-serif';
const PAD_PX = 6;
const HEIGHT_PX = 24;

/** From this shade on, the text is white. */
const DARK_FROM = 4;

/** The label of a district. @param {Counts} counts @param {Look} look */
export function words({ left_out }, { unknown, lang }) {
  return left_out === undefined ? unknown : new Intl.NumberFormat(lang).format(left_out);
}

/** The shade 1 to 5 of the share left out; 1 if unknown. @param {Counts} counts @param {readonly number[]} shades percent */
export function shade({ left_out = 0, children = 0 }, shades) {
  return 1 + shades.filter((from) => left_out * 100 > from * children).length;
}

/** Paint rules for protomaps-leaflet. @param {Look} look */
export const paintRules = (look) => [{ dataLayer: 'coverage', symbolizer: new Outline(look.ink) }];

/** Label rules for protomaps-leaflet. @param {Look} look */
export const labelRules = (look) => [{ dataLayer: 'coverage_points', symbolizer: new NumberSign(look) }];

/** A dashed outline. */
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

/** A number on a background plate. */
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
