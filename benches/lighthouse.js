// @ts-check
// Lighthouse as a phone sees it: 100 in all four categories for the pages families use. Fails below.

import lighthouse from 'lighthouse';
import { startSite, startBrowser } from '../tests/browser/site.js';

const PAGES = {
  find: '/?from=ootori-sho&when=at&date=2026-12-02&time=16:00&grade=e5&free=true&booking=none',
  place: '/places/{place}',
  week: '/week',
  kids: '/kids',
  handout: '/schools/ootori-sho/handout',
};
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];
/** Of so many runs the best counts: the machine's other work must not decide. */
const RUNS = 3;
const PORT = 9223;

const only = process.argv.slice(2);
const [site, browser] = await Promise.all([startSite(), startBrowser([`--remote-debugging-port=${PORT}`])]);
try {
  const { features } = await (await fetch(`${site.base}/api/v1/places?limit=1`)).json();
  for (const [name, path] of Object.entries(PAGES)) {
    if (only.length > 0 && !only.includes(name)) continue;
    const address = site.base + path.replace('{place}', features[0].id ?? features[0].properties.id);
    /** @type {Record<string, number>} */ const best = {};
    /** @type {Map<string, string>} */ let faults = new Map();
    for (let run = 0; run < RUNS && CATEGORIES.some((category) => (best[category] ?? 0) < 1); run += 1) {
      const result = await lighthouse(address, { port: PORT, output: 'json', logLevel: 'error', onlyCategories: CATEGORIES, locale: 'en' });
      if (!result) throw new Error(`no answer from Lighthouse for ${address}`);
      const { categories, audits } = result.lhr;
      for (const category of CATEGORIES) best[category] = Math.max(best[category] ?? 0, categories[category].score ?? 0);
      faults = new Map(CATEGORIES.flatMap((category) => categories[category].auditRefs
        .filter(({ id, weight }) => weight > 0 && (audits[id].score ?? 1) < 1)
        .map(({ id }) => [id, `${audits[id].title} ${audits[id].displayValue ?? ''}`])));
    }
    const scores = CATEGORIES.map((category) => `${category} ${Math.round(best[category] * 100)}`).join(', ');
    console.log(`Lighthouse mobile, ${name}: ${scores}`);
    if (CATEGORIES.some((category) => best[category] < 1)) {
      for (const [id, title] of faults) console.error(`  ${id}: ${title}`);
      process.exitCode = 1;
    }
  }
} finally {
  await browser.close();
  site.stop();
}
