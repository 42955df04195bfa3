import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Duplex, Readable, Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

import { findChromium } from '../../findChromium.mjs';
import { CdpConnection } from './cdpConnection.ts';

const HAND_OVER_ATTEMPTS = 25;
const HAND_OVER_PAUSE_MS = 200;

/** Chromium takes no about:blank for an app window. */
export const BLANK_APP_URL = 'data:text/html,';

export interface ChromiumOptions {
  profileDir: string;
  language: string;
  hidden: boolean;
  /** Value of --remote-debugging-port, `''` for no port. */
  debuggingPort: string;
  size: { width: number; height: number };
}

/** Tells whether windows can appear on a screen here. */
export function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

function chromiumArguments(options: ChromiumOptions): string[] {
  const isHeadless = options.hidden || !hasDisplay();
  const isRoot = process.getuid?.() === 0;
  return [
    `--app=${BLANK_APP_URL}`,
    `--user-data-dir=${join(options.profileDir, 'standInChromium')}`,
    `--window-size=${options.size.width},${options.size.height}`,
    '--remote-debugging-pipe',
    ...(options.debuggingPort ? [`--remote-debugging-port=${options.debuggingPort}`] : []),
    ...(options.language ? [`--lang=${options.language}`, `--accept-lang=${options.language}`] : []),
    ...(isHeadless ? ['--headless=new', '--disable-gpu'] : []),
    // Chromium refuses to start its sandbox as root; everybody else keeps it.
    ...(isRoot ? ['--no-sandbox', '--test-type'] : []),
    // Containers give /dev/shm too little room.
    ...(process.platform === 'linux' ? ['--disable-dev-shm-usage'] : []),
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-extensions',
    '--disable-default-apps',
    '--disable-breakpad',
    // Electron keeps no page of the past alive either: WebContents there have no back/forward cache.
    '--disable-features=BackForwardCache,Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,DialMediaRouteProvider',
    '--disable-background-timer-throttling',
    '--disable-renderer-backgrounding',
    '--disable-backgrounding-occluded-windows',
    '--deny-permission-prompts',
    '--password-store=basic',
    '--use-mock-keychain',
    '--metrics-recording-only',
    '--disable-search-engine-choice-screen',
  ];
}

interface Attempt {
  connection?: CdpConnection;
  /** What Chromium said instead of opening. */
  trouble: string;
  /** It handed over to another Chromium on the same profile, which never shows a window for us. */
  wasHandedOver: boolean;
}

async function tryToLaunch(file: string, options: ChromiumOptions): Promise<Attempt> {
  const child = spawn(file, chromiumArguments(options), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const lastLines: string[] = [];
  createInterface({ input: child.stderr as Readable }).on('line', (line) => {
    // The one line of Chromium's that tools wait for; Electron prints the same one.
    if (line.startsWith('DevTools listening on')) process.stderr.write(`${line}\n`);
    if (lastLines.push(line) > 10) lastLines.shift();
  });
  const end = () => child.kill('SIGKILL');
  process.once('exit', end);
  const connection = new CdpConnection(child.stdio[3] as Writable, child.stdio[4] as Duplex);
  const ended = new Promise<Attempt>((resolve) => {
    child.once('error', (error) => resolve({ trouble: String(error), wasHandedOver: false }));
    child.once('exit', (code) => {
      process.off('exit', end);
      resolve({ trouble: `it ended with code ${code}.\n${lastLines.join('\n')}`, wasHandedOver: code === 0 });
    });
  });
  const answered = connection.browser
    .send('Browser.getVersion')
    .then(() => ({ connection, trouble: '', wasHandedOver: false }));
  return Promise.race([answered.catch(() => ended), ended]);
}

/** Starts Chromium with one blank app window and connects to it. */
export async function launchChromium(options: ChromiumOptions): Promise<CdpConnection> {
  const file = findChromium();
  if (!file) {
    throw new Error(
      'No Chromium was found to show the window with. Install chromium or Google Chrome, or set CHROME_PATH to its program file.',
    );
  }
  mkdirSync(options.profileDir, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const { connection, trouble, wasHandedOver } = await tryToLaunch(file, options);
    if (connection) return connection;
    // After a killed start its Chromium needs a moment to notice that its pipe is gone.
    if (!wasHandedOver || attempt === HAND_OVER_ATTEMPTS)
      throw new Error(`Chromium (${file}) could not be started: ${trouble}`);
    await sleep(HAND_OVER_PAUSE_MS);
  }
}
