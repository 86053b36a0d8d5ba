// @ts-check
// Moving the map without trapping the page: one finger and the bare wheel scroll the page, two
// fingers, a mouse or a pen, the keys and Ctrl with the wheel move the map.

/** How far an arrow key moves the map, in pixels. */
export const PAN_PX = 80;

/** @type {Readonly<Record<string, [x: number, y: number]>>} */
const STEPS = { ArrowLeft: [-PAN_PX, 0], ArrowRight: [PAN_PX, 0], ArrowUp: [0, -PAN_PX], ArrowDown: [0, PAN_PX] };

/** @param {string} key @returns {[x: number, y: number] | undefined} */
export function panStep(key) {
  return Object.hasOwn(STEPS, key) ? STEPS[key] : undefined;
}

/** Whether a pointer may drag the map on its own. @param {string} pointerType */
export const mayDrag = (pointerType) => pointerType !== 'touch';

/** Whether a turn of the wheel is meant for the map. @param {{ ctrlKey: boolean, metaKey: boolean }} event */
export const meansMap = ({ ctrlKey, metaKey }) => ctrlKey || metaKey;

/** @param {{ getContainer(): HTMLElement, dragging: Handler, scrollWheelZoom: Handler }} map @typedef {{ enable(): void, disable(): void }} Handler */
export function keepScrolling(map) {
  const set = (/** @type {Handler} */ handler, /** @type {boolean} */ on) => (on ? handler.enable() : handler.disable());
  const container = map.getContainer();
  container.addEventListener('pointerdown', (event) => set(map.dragging, mayDrag(event.pointerType)), { capture: true });
  container.addEventListener('wheel', (event) => set(map.scrollWheelZoom, meansMap(event)), { capture: true, passive: true });
}
