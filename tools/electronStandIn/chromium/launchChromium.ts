import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Duplex, Readable, Writable } from 'node:stream';
import { findChromium } from '../../findChromium.mjs';
import { CdpConnection } from './cdpConnection.ts';

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
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-quic',
    '--disable-extensions',
    '--disable-default-apps',
    '--disable-breakpad',
    '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,DialMediaRouteProvider',
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

/** Starts Chromium with one blank app window and connects to it. */
export async function launchChromium(options: ChromiumOptions): Promise<CdpConnection> {
  const file = findChromium();
  if (!file) {
    throw new Error(
      'No Chromium was found to show the window with. Install chromium or Google Chrome, or set CHROME_PATH to its program file.',
    );
  }
  mkdirSync(options.profileDir, { recursive: true });
  const child = spawn(file, chromiumArguments(options), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
  const lastLines: string[] = [];
  createInterface({ input: child.stderr as Readable }).on('line', (line) => {
    // The one line of Chromium's that tools wait for; Electron prints the same one.
    if (line.startsWith('DevTools listening on')) process.stderr.write(`${line}\n`);
    if (lastLines.push(line) > 10) lastLines.shift();
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const connection = new CdpConnection(child.stdio[3] as Writable, child.stdio[4] as Duplex);
  const failed = new Promise<never>((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(
        new Error(
          `Chromium (${file}) ended with code ${code} before it showed a window:\n${lastLines.join('\n')}`,
        ),
      );
    });
  });
  await Promise.race([connection.browser.send('Browser.getVersion'), failed]);
  failed.catch(() => undefined);
  return connection;
}
