// @ts-check
// A reporter for `node --test`: how long the tests of each file took, the slowest first.

/** @param {AsyncIterable<{ type: string, data: any }>} events */
export default async function* fileTimes(events) {
  /** @type {Map<string, number>} */ const millis = new Map();
  for await (const { type, data } of events) {
    const ended = type === 'test:pass' || type === 'test:fail';
    if (!ended || data.nesting !== 0 || data.file === undefined) continue;
    const file = data.file.slice(data.file.lastIndexOf('/tests/') + 1);
    millis.set(file, (millis.get(file) ?? 0) + data.details.duration_ms);
  }
  for (const [file, spent] of [...millis].sort((a, b) => b[1] - a[1])) {
    yield `${String(Math.round(spent / 1000)).padStart(7)} s  ${file}\n`;
  }
}
