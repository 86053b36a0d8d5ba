// @ts-check
// Pans and zooms the map without trapping page scrolling: one finger and the plain wheel scroll the
// page; two fingers, mouse or pen, keys and Ctrl with the wheel move the map.

/** Distance of an arrow key's pan, in pixels. */
export const PAN_PX = 80;

/** @type {Readonly<Record<string, [x: number, y: number]>>} */
const STEPS = { ArrowLeft: [-PAN_PX, 0], ArrowRight: [PAN_PX, 0], ArrowUp: [0, -PAN_PX], ArrowDown: [0, PAN_PX] };

/** @param {string} key @returns {[x: number, y: number] | undefined} */
export function panStep(key) {
  return Object.hasOwn(STEPS, key) ? STEPS[key] : undefined;
}

/** Whether a pointer may drag the map by itself. @param {string} pointerType */
export const mayDrag = (pointerType) => pointerType !== 'touch';

/** Whether a wheel event is meant for the map. @param {{ ctrlKey: boolean, metaKey: boolean }} event */
export const meansMap = ({ ctrlKey, metaKey }) => ctrlKey || metaKey;

/** @param {{ getContainer(): HTMLElement, dragging: Handler, scrollWheelZoom: Handler }} map @typedef {{ enable(): void, disable(): void }} Handler */
export function keepScrolling(map) {
  const set = (/** @type {Handler} */ handler, /** @type {boolean} */ on) => (on ? handler.enable() : handler.disable());
  const container = map.getContainer();
  container.addEventListener('pointerdown', (event) => set(map.dragging, mayDrag(event.pointerType)), { capture: true });
  container.addEventListener('wheel', (event) => set(map.scrollWheelZoom, meansMap(event)), { capture: true, passive: true });
}
