// @ts-check
/** Lists the cached pages on /offline, latest first, and removes them and the shortlist from the device. */

const PREFIX = "ibasho-";
const PAGES = "ibasho-pages-1";

/** The title of a cached page. @param {string} html */
export function titleOf(html) {
  return new DOMParser().parseFromString(html, "text/html").title;
}

async function list() {
  const cache = await caches.open(PAGES);
  const kept = (await cache.keys()).reverse();
  const items = await Promise.all(kept.map(async (key) => {
    const page = await cache.match(key, { ignoreVary: true });
    const link = document.createElement("a");
    link.href = key.url;
    link.textContent = page === undefined ? key.url : titleOf(await page.text());
    const item = document.createElement("li");
    item.append(link);
    return item;
  }));
  const shown = document.querySelector(".kept ul");
  shown?.replaceChildren(...items);
  shown?.toggleAttribute("hidden", items.length === 0);
  document.querySelector("[data-clear]")?.toggleAttribute("hidden", items.length + stored().length === 0);
  document.querySelector('[data-says="none"]')?.toggleAttribute("hidden", items.length > 0);
}

/** The names of what the pages have stored besides. */
function stored() {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
  } catch {
    return [];
  }
}

async function clear() {
  for (const name of stored()) localStorage.removeItem(name);
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.map((name) => caches.delete(name)));
  await list();
}

if (typeof document !== "undefined" && "caches" in window) {
  document.querySelector("[data-clear]")?.addEventListener("click", () => void clear());
  // Offline, the worker answers any URL with this page.
  const reached = navigator.onLine && location.pathname === "/offline";
  document.querySelector('[data-says="no-network"]')?.toggleAttribute("hidden", reached);
  void list();
}
