// @ts-check
/**
 * Updates the states of a page as time passes: while it stays open, when it comes back from the
 * history, or when it is opened offline.
 *
 * The server has rendered each upcoming state in advance (/offline/times.json); this shows the step
 * that is current. It decides nothing itself, and after the last step it shows "not known".
 *
 * @typedef {[from: number, state: number, why: number, closes?: number]} Step minutes since 1970, and
 * indices of texts
 * @typedef {{ unknown: [state: number, why: number], steps: Step[] }} Course
 * @typedef {{ as_of: number, until: number, zone: string, said: string, html: string[], places: Record<string, Course> }} Times
 */

/** Age in minutes from which a page shows the time it is from. */
export const OLD = 10;

/** The texts of `key` at `minute`; after `until`, those for an unknown state. @param {Times} times @param {string} key @param {number} minute @returns {{ state: string, why: string } | undefined} */
export function said(times, key, minute) {
  const course = times.places[key];
  if (course === undefined) return undefined;
  const step = minute < times.as_of || minute >= times.until ? undefined : course.steps.findLast(([from]) => from <= minute);
  const [state, why] = step === undefined ? course.unknown : [step[1], step[2]];
  const left = step?.[3] === undefined ? 0 : step[3] - minute;
  return { state: times.html[state].replace("{minutes}", String(left)), why: times.html[why] };
}

/** The first minute after `minute` at which a state changes. @param {Times} times @param {number} minute */
export function nextChange(times, minute) {
  const steps = Object.values(times.places).flatMap((course) => course.steps);
  const counting = steps.some(([from, , , closes]) => closes !== undefined && from <= minute && minute < closes);
  const starts = steps.map(([from]) => from).concat(times.until).filter((start) => start > minute);
  return counting ? minute + 1 : Math.min(...starts);
}

/** The date in `zone` at `minute`, as 2026-12-02. @param {string} zone @param {number} minute */
export const dayIn = (zone, minute) => new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(minute * 60_000);

const MINUTE = 60_000;
const minuteNow = () => Math.floor(Date.now() / MINUTE);

/** Maximum number of places per request. */
const AT_ONCE = 40;

/**
 * The URLs of the times of all places on this page, in the server's order, so that sorting by distance
 * does not change the requests.
 * @param {readonly Element[]} named
 */
function timesAddresses(named) {
  const { lang = "ja", furigana } = document.documentElement.dataset;
  const how = [["lang", lang], ...(furigana === undefined ? [] : [["furigana", "on"]])];
  const keys = [...new Set(named.map(keyOf))];
  const parts = keys.flatMap((_, n) => (n % AT_ONCE === 0 ? [keys.slice(n, n + AT_ONCE)] : []));
  return parts.map((part) => `/offline/times.json?${new URLSearchParams([...how, ...part.map((key) => ["of", key])])}`);
}

/** @param {Element} element */
const keyOf = (element) => /** @type {HTMLElement} */ (element).dataset.times ?? "";

/** Replaces an element with `html` from the server if it differs. @param {Element} element @param {string} selector @param {string} html */
function put(element, selector, html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  const fresh = holder.content.firstElementChild;
  const shown = element.querySelector(selector);
  if (fresh === null || (shown?.isEqualNode(fresh) ?? fresh.textContent === "")) return;
  if (shown !== null) shown.replaceWith(fresh);
  else element.querySelector(".state")?.after(fresh);
}

/** Shows all states as of `minute`. @param {readonly Element[]} named @param {readonly Times[]} told @param {number} minute */
function show(named, told, minute) {
  for (const element of named) {
    const key = keyOf(element);
    const now = told.map((times) => said(times, key, minute)).find((texts) => texts !== undefined);
    if (now === undefined) continue;
    put(element, ".state", now.state);
    put(element, ".why", now.why);
    const look = element.querySelector(".state")?.classList.item(1);
    if (look && element instanceof HTMLElement && element.dataset.look) element.dataset.look = look;
  }
}

/** Shows the time the page is from, if it has states as of now. @param {Times} times */
function stamp(times) {
  for (const element of document.querySelectorAll("[data-as-of]")) {
    element.innerHTML = times.said;
    element.classList.add("as-of");
    element.removeAttribute("hidden");
  }
}

/** Moves the label "today" to the current day. @param {string} day */
function markToday(day) {
  const marked = document.querySelector("tr.today");
  const word = marked?.querySelector("span.today");
  if (!marked || !word || marked.querySelector(`time[datetime="${day}"]`) !== null) return;
  marked.classList.remove("today");
  const row = document.querySelector(`tr time[datetime="${day}"]`);
  row?.closest("tr")?.classList.add("today");
  if (row) row.after(" ", word);
  else word.remove();
}

/** Updates the page with the clock until `signal` aborts. @param {AbortSignal} signal */
function follow(signal) {
  const named = [...document.querySelectorAll("[data-times]")].filter((element) => keyOf(element) !== "");
  if (named.length === 0) return comeBackFresh(signal);
  const addresses = timesAddresses(named);
  const drawn = minuteNow();
  /** @type {Times[]} */ let told = [];
  let [kept, stamped] = [false, false];
  /** @type {number | undefined} */ let timer;

  const tell = () => {
    if (told.length === 0 || signal.aborted) return;
    const minute = minuteNow();
    show(named, told, minute);
    const { zone, as_of } = told[0];
    stamped ||= kept || minute - as_of >= OLD;
    if (stamped) stamp(told[0]);
    if (dayIn(zone, minute) !== dayIn(zone, as_of)) markToday(dayIn(zone, minute));
    clearTimeout(timer);
    const next = Math.min(...told.map((times) => nextChange(times, minute)));
    timer = window.setTimeout(back, Math.min(next - minute, OLD) * MINUTE);
  };
  // The body may be aborted after the head has arrived: both count as no answer.
  const read = async (/** @type {string} */ address) => {
    const reply = await fetch(address, { signal });
    return reply.ok ? { times: await reply.json(), kept: reply.headers.has("x-kept") } : undefined;
  };
  const ask = async () => {
    const answers = await Promise.all(addresses.map((address) => read(address).catch(() => undefined)));
    if (answers.every((answer) => answer !== undefined)) {
      told = answers.map(({ times }) => times);
      kept = answers.some((answer) => answer.kept);
      if (!kept && !signal.aborted) keep(addresses);
    }
    tell();
  };
  const back = () => {
    tell();
    const asked = told[0]?.as_of ?? drawn;
    if (document.visibilityState === "visible" && minuteNow() - asked >= OLD && navigator.onLine) void ask();
  };
  signal.addEventListener("abort", () => clearTimeout(timer));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && back(), { signal });
  window.addEventListener("pageshow", (event) => event.persisted && back(), { signal });
  void ask();
}

/** Reloads a page with current states but no keys for them, when it comes back late. @param {AbortSignal} signal */
function comeBackFresh(signal) {
  const drawn = minuteNow();
  const back = () => minuteNow() - drawn >= OLD && navigator.onLine && location.reload();
  if (document.querySelector(".state") === null) return;
  window.addEventListener("pageshow", (event) => event.persisted && back(), { signal });
}

/** Whether this page may be stored on the device: the page for children must not. */
const keeps = () => "serviceWorker" in navigator && document.querySelector("script[data-keep]") !== null;

/** Asks the worker to cache this page with its times and files; only search and place pages. @param {readonly string[]} times */
async function keep(times) {
  if (!keeps() || !/^\/(places\/[^/]+)?$/.test(location.pathname)) return;
  const files = [...document.querySelectorAll('link[rel="stylesheet"], link[rel="icon"], script[src]')];
  const worker = (await navigator.serviceWorker.ready).active;
  worker?.postMessage({
    keep: location.pathname + location.search,
    times,
    files: files.map((file) => file.getAttribute("href") ?? file.getAttribute("src")),
    offline: `/offline?lang=${document.documentElement.dataset.lang ?? "ja"}`,
  });
}

if (typeof document !== "undefined") {
  if (keeps()) navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  let following = new AbortController();
  follow(following.signal);
  // Dispatched when a new result replaces the old one.
  document.addEventListener("answer", () => {
    following.abort();
    following = new AbortController();
    follow(following.signal);
  });
}
