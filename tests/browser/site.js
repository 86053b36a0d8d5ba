// @ts-check
// Starts the built program on a free port and a browser beside it, for the tests of this folder.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';

const BINARY = process.env.IBASHO ?? 'target/debug/ibasho';
const BROWSERS = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @returns {Promise<number>} a port nobody listens on */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('expected a TCP address');
  return address.port;
}

/** Runs the program until `stop()`. */
export async function startSite() {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const program = spawn(BINARY, ['serve', '--listen', `127.0.0.1:${port}`], { stdio: 'ignore' });
  for (let tries = 0; tries < 100; tries += 1) {
    if (program.exitCode !== null) throw new Error(`${BINARY} ended with ${program.exitCode}`);
    const alive = await fetch(`${base}/healthz`).then((reply) => reply.ok, () => false);
    if (alive) return { base, stop: () => program.kill() };
    await pause(100);
  }
  program.kill();
  throw new Error(`${BINARY} did not answer at ${base} within 10 s`);
}

export function startBrowser() {
  const executablePath = BROWSERS.find((path) => path !== undefined && existsSync(path));
  const quiet = ['quic', 'background-networking', 'component-update', 'sync', 'gpu'].map((what) => `--disable-${what}`);
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--no-first-run', ...quiet] });
}
