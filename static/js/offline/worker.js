// @ts-check
/**
 * The service worker: caches recent lists and place pages with their times, and serves them when the
 * network fails.
 *
 * Caches only what a search or place page asks for: no page for children or staff, nothing of the API,
 * no position. Network first; the cache is the fallback when there is no network, on an error, and
 * after a timeout.
 */
(() => {
  const worker = /** @type {any} */ (globalThis);
  const PAGES = "ibasho-pages-1";
  const TIMES = "ibasho-times-1";
  const FILES = "ibasho-files-1";
  const MOST = { lists: 10, places: 40, times: 100, files: 40, offline: 12 };
  /** Network timeout of a cached page, in milliseconds. */
  const PATIENCE = 4000;
  const ANYHOW = { ignoreVary: true };

  worker.addEventListener("install", (/** @type {any} */ event) => {
    worker.skipWaiting();
    event.waitUntil(caches.open(FILES));
  });

  worker.addEventListener("activate", (/** @type {any} */ event) => {
    event.waitUntil(Promise.all([worker.clients.claim(), forgetOthers(), worker.registration.navigationPreload?.enable()]));
  });

  worker.addEventListener("message", (/** @type {any} */ event) => {
    if (typeof event.data?.keep === "string") event.waitUntil(keep(event.data).catch(() => undefined));
  });

  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { request } = event;
    const url = new URL(request.url);
    if (request.method !== "GET" || url.origin !== location.origin || url.pathname.startsWith("/staff")) return;
    if (request.mode === "navigate") event.respondWith(page(event, request));
    else if (url.pathname.startsWith("/static/")) event.respondWith(file(request));
    else if (url.pathname === "/offline/times.json") event.respondWith(times(request));
  });

  /** Deletes the caches of other versions of this worker. */
  async function forgetOthers() {
    const names = (await caches.keys()).filter((name) => name.startsWith("ibasho-") && ![PAGES, TIMES, FILES].includes(name));
    await Promise.all(names.map((name) => caches.delete(name)));
  }

  /** @param {any} event @param {Request} request */
  async function page(event, request) {
    const kept = await caches.open(PAGES).then((cache) => cache.match(request, ANYHOW));
    const network = Promise.resolve(event.preloadResponse).then((early) => early ?? fetch(request));
    event.waitUntil(network.catch(() => undefined));
    if (kept === undefined) return network.catch(() => offline(new URL(request.url)));
    // Swallow late failures to avoid an unhandled rejection.
    const answered = network.then((reply) => (reply.status >= 500 ? kept : reply)).catch(() => kept);
    return Promise.race([answered, new Promise((resolve) => setTimeout(() => resolve(kept), PATIENCE))]);
  }

  /** The offline fallback page, or the shortlist, in the language of the URL if it has one. @param {URL} url */
  async function offline(url) {
    const cache = await caches.open(FILES);
    const own = url.pathname === "/shortlist" ? url.pathname : "/offline";
    const asked = await cache.match(`${own}?lang=${url.searchParams.get("lang")}`, ANYHOW);
    const any = (await cache.keys()).reverse().find((key) => new URL(key.url).pathname === own);
    return asked ?? (any && (await cache.match(any, ANYHOW))) ?? Response.error();
  }

  /** Cache first: URLs contain a content hash, so a cached file is never outdated. @param {Request} request */
  async function file(request) {
    return (await caches.open(FILES).then((cache) => cache.match(request, ANYHOW))) ?? fetch(request);
  }

  /** @param {Request} request */
  async function times(request) {
    const cache = await caches.open(TIMES);
    try {
      const reply = await fetch(request);
      if (reply.ok && (await cache.match(request, ANYHOW)) !== undefined) await cache.put(request, reply.clone());
      if (reply.status < 500) return reply;
    } catch {
      // No network: fall back to the cache.
    }
    const kept = await cache.match(request, ANYHOW);
    if (kept === undefined) return Response.error();
    const headers = new Headers(kept.headers);
    headers.set("x-kept", "yes");
    return new Response(kept.body, { headers });
  }

  /** Caches a page with its times and files, or nothing. @param {{ keep: string, times: string[], files: string[], offline: string }} asked */
  async function keep(asked) {
    const [pages, known, files] = await Promise.all([PAGES, TIMES, FILES].map((name) => caches.open(name)));
    // Prefer the browser's HTTP cache: it has the version that was just shown.
    const seen = await fetch(asked.keep, { cache: "force-cache", headers: { accept: "text/html" } });
    const steps = await Promise.all(asked.times.map((address) => fetch(address)));
    if (!seen.ok || seen.redirected || !steps.every((reply) => reply.ok)) return;
    const always = [asked.offline, asked.offline.replace("/offline", "/shortlist")];
    for (const address of [...asked.files, ...(await Promise.all(always.map(filesOf))).flat()]) {
      if ((await files.match(address, ANYHOW)) === undefined) await files.add(address);
    }
    await Promise.all(asked.times.map((address, n) => known.put(address, steps[n])));
    await pages.delete(asked.keep, ANYHOW);
    await pages.put(asked.keep, seen);
    const isPlace = (/** @type {Request} */ key) => new URL(key.url).pathname.startsWith("/places/");
    await shorten(pages, (key) => !isPlace(key), MOST.lists);
    await shorten(pages, isPlace, MOST.places);
    await shorten(known, () => true, MOST.times);
    await shorten(files, (key) => key.url.includes("/static/"), MOST.files);
    await shorten(files, (key) => !key.url.includes("/static/"), MOST.offline);
  }

  /** The offline fallback page, fetched if it is not cached, and its files. @param {string} address */
  async function filesOf(address) {
    const cache = await caches.open(FILES);
    if ((await cache.match(address, ANYHOW)) === undefined) await cache.add(address);
    const page = await (await cache.match(address, ANYHOW))?.text();
    return [...(page ?? "").matchAll(/(?:src|href)="(\/static\/[^"]+\.(?:js|css))"/g)].map(([, file]) => file);
  }

  /** Evicts all but the latest `most` of `chosen`. @param {Cache} cache @param {(key: Request) => boolean} chosen @param {number} most */
  async function shorten(cache, chosen, most) {
    const keys = (await cache.keys()).filter(chosen);
    await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((key) => cache.delete(key, ANYHOW)));
  }
})();
