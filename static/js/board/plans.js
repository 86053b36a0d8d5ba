// @ts-check
// Plans made by clicks on the map, and form fields as a URL. Pure functions.

/** Maximum number of plans compared, as on the server. */
export const MOST_PLANS = 4;

/**
 * The hours of the form's fields in OSM syntax; empty without a day.
 * @param {readonly string[]} days @param {string} from @param {string} until
 */
export const hoursOf = (days, from, until) => (days.length > 0 && from < until ? `${days.join(',')} ${from}-${until}` : '');

/** A new place at `site`, open in `hours` or, without, at the time asked about. @param {string} site @param {string} hours */
export const openAt = (site, hours) => `open~${site}${hours === '' ? '' : `~${hours}`}`;

/**
 * The URL of a GET form, without empty fields; a fragment of the action stays behind the query.
 * @param {string} action @param {Iterable<[string, FormDataEntryValue]>} fields
 */
export function addressOf(action, fields) {
  const query = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === 'string' && value !== '') query.append(name, value);
  const text = query.toString();
  const [path, fragment] = action.split('#', 2);
  return path + (text === '' ? '' : `?${text}`) + (fragment === undefined ? '' : `#${fragment}`);
}

/**
 * The nearest of `spots` within `reach` of a click.
 * @template {{ x: number, y: number }} Spot
 * @param {readonly Spot[]} spots @param {number} x @param {number} y @param {number} reach pixels
 * @returns {Spot | undefined}
 */
export function nearest(spots, x, y, reach) {
  /** @param {Spot} spot */
  const distance = (spot) => Math.hypot(spot.x - x, spot.y - y);
  const near = spots.filter((spot) => distance(spot) <= reach);
  return near.sort((a, b) => distance(a) - distance(b))[0];
}
