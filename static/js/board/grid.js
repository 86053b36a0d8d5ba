// @ts-check
// Keys in the tables of hours (ARIA's grid pattern): one cell of a table takes the focus, arrows, Home and
// End move it, Enter and the space bar choose its hour.

/** Columns and rows a key moves by; Home and End go to the ends of the row. @type {Record<string, [number, number]>} */
const MOVES = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1], Home: [-Infinity, 0], End: [Infinity, 0] };

/** Makes the tables within `root` grids: the chosen cell, else the first, can be reached by Tab. @param {ParentNode} root */
export function prepareGrids(root) {
  for (const table of root.querySelectorAll('table.heat-map')) {
    const cells = /** @type {HTMLElement[]} */ ([...table.querySelectorAll('td[data-slot]')]);
    const home = cells.find((cell) => cell.hasAttribute('aria-current')) ?? cells[0];
    table.setAttribute('role', 'grid');
    for (const cell of cells) {
      cell.id = `${table.querySelector('caption')?.id}-${cell.dataset.slot}`;
      cell.tabIndex = cell === home ? 0 : -1;
    }
  }
}

/**
 * Handles a key pressed in a cell; calls `choose` with the hour of the week.
 * @param {KeyboardEvent} event @param {(slot: number) => void} choose
 */
export function gridKey(event, choose) {
  const cell = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest('table.heat-map td[data-slot]')) : null;
  if (cell === null || event.ctrlKey || event.metaKey || event.altKey) return;
  const move = MOVES[event.key];
  if (move === undefined && event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  if (move === undefined) {
    choose(Number(cell.dataset.slot));
    return;
  }
  const rows = [...(cell.closest('tbody')?.rows ?? [])].map((row) => /** @type {HTMLElement[]} */ ([...row.querySelectorAll('td[data-slot]')]));
  const row = rows.findIndex((cells) => cells.includes(cell));
  const down = Math.min(Math.max(row + move[1], 0), rows.length - 1);
  const across = Math.min(Math.max(rows[row].indexOf(cell) + move[0], 0), rows[down].length - 1);
  const next = rows[down][across];
  cell.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
