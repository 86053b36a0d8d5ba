#!/usr/bin/env node
// @ts-check
// Moves the dates of sample places and events forward, so that a demonstration does not look stale:
//
//     node scripts/renew-samples.js [DIR] [DATE]       data and today, without them
//
// Checks (`verified_on`, `as_of`) move together by whole weeks until the newest is at most six days
// old. Each dated session, closure and event that is over moves by 52 weeks, which keeps its weekday
// and nearly its date, until it lies ahead; closures of the turn of the year move by whole years.
// Recurrences without an end stay. Desks and calendars are facts and are not touched.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { argv } from 'node:process';

const DAY_MS = 86_400_000;
const YEAR_DAYS = 364;
/** Closures that belong to a date of the calendar, not to a weekday. */
const YEARLY = /年末年始|冬の休耕/;

const [folder = 'data', today = new Date().toISOString().slice(0, 10)] = argv.slice(2);
if (!/^\d{4}-\d\d-\d\d$/.test(today) || Number.isNaN(Date.parse(today))) throw new Error(`${today}: expected is a date such as 2027-04-01`);

/** @param {string} date 2026-12-02, whatever follows it stays @param {number} days */
const moved = (date, days) => new Date(Date.parse(`${date.slice(0, 10)}T00:00Z`) + days * DAY_MS).toISOString().slice(0, 10) + date.slice(10);

/** By how many days something that ends on `end` has to move, in whole years of weeks. @param {string} end */
const daysFor = (end) => Math.max(0, Math.ceil((Date.parse(today) - Date.parse(end.slice(0, 10))) / DAY_MS / YEAR_DAYS)) * YEAR_DAYS;

/** Every date of a text, moved. @param {string} text @param {number} days */
const allMoved = (text, days) => text
  .replace(/\d{4}-\d\d-\d\d/g, (date) => moved(date, days))
  .replace(/UNTIL=(\d{4})(\d\d)(\d\d)/g, (_, y, m, d) => `UNTIL=${moved(`${y}-${m}-${d}`, days).replaceAll('-', '')}`);

/** The last day of a dated session: a recurrence ends with its UNTIL, or never. @param {string} session @returns {string | undefined} */
function lastDay(session) {
  const until = session.match(/UNTIL=(\d{4})(\d\d)(\d\d)/);
  if (until) return until.slice(1).join('-');
  if (/"rrule"/.test(session) && !/COUNT=/.test(session)) return undefined;
  return session.match(/"end": "([^"]+)"/)?.[1];
}

/** @param {string} closure */
function closureMoved(closure) {
  const end = closure.match(/"to": "([^"]+)"/)?.[1] ?? '';
  if (!YEARLY.test(closure)) return allMoved(closure, daysFor(end));
  const years = Math.max(0, Number(today.slice(0, 4)) - Number(end.slice(0, 4)) + (today.slice(5) > end.slice(5) ? 1 : 0));
  return closure.replace(/\d{4}(?=-\d\d-\d\d)/g, (year) => String(Number(year) + years));
}

/** @param {string} text places.geojson, its samples renewed and everything else as it was */
function places(text) {
  const checks = [...text.matchAll(/"(?:verified_on|as_of)": "(\d{4}-\d\d-\d\d)"/g)].map(([, date]) => date);
  const newest = checks.sort().at(-1) ?? today;
  const weeks = Math.max(0, Math.floor((Date.parse(today) - Date.parse(newest)) / DAY_MS / 7));
  return text
    .replace(/("(?:verified_on|as_of|closed_on)": ")(\d{4}-\d\d-\d\d)/g, (_, key, date) => key + moved(date, weeks * 7))
    .replace(/\{"start": [^}]*\}/g, (session) => {
      const end = lastDay(session);
      return end === undefined ? session : allMoved(session, daysFor(end));
    })
    .replace(/\{"from": [^}]*\}/g, closureMoved);
}

/** A row of events.csv, its dates and the days its words name moved together. @param {string} row */
function event(row) {
  const dates = row.match(/\d{4}-\d\d-\d\d/g);
  if (!dates || !row.endsWith(',true')) return row;
  const days = daysFor(/** @type {string} */ (dates.at(-1)));
  const named = (/** @type {string} */ month, /** @type {string} */ day) => {
    const date = `${dates[0].slice(0, 4)}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
    const [, m, d] = moved(date, days).split('-').map(Number);
    return `${m}月${d}日`;
  };
  return allMoved(row, days).replace(/(\d{1,2})月(\d{1,2})日/g, (_, month, day) => named(month, day));
}

/** @param {string} name @param {(text: string) => string} renew */
function rewrite(name, renew) {
  const path = join(folder, name);
  const text = readFileSync(path, 'utf8');
  const fresh = renew(text);
  if (fresh !== text) writeFileSync(path, fresh);
  console.log(`${path}: ${fresh === text ? 'nothing is over' : 'renewed'}`);
}

const geojson = readFileSync(join(folder, 'places.geojson'), 'utf8');
const real = JSON.parse(geojson).features.filter((/** @type {any} */ place) => place.properties.sample !== true);
if (real.length > 0) throw new Error(`${folder}/places.geojson: ${real[0].id} is no sample; only folders of samples alone can be renewed`);
rewrite('places.geojson', places);
rewrite('events.csv', (text) => text.split('\n').map(event).join('\n'));
