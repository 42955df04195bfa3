import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { chromium } from '@playwright/test';
import type { Browser, Page } from '@playwright/test';

import type { DesktopAction, Launch, StartedApp } from './runningApp.ts';
import { standInCommand } from '../../../tools/launch.mjs';
import type { DialogAnswer } from '../../../tools/electronStandIn/testSeat.ts';

/** The app on the stand-in; its main process is there to be measured. */
export interface StandInApp extends StartedApp {
  pid: number;
}

/** Starts the app on the stand-in and joins its window over Chromium's debugging port. */
export async function startStandIn(launch: Launch): Promise<StandInApp> {
  const seatDir = mkdtempSync(join(tmpdir(), 'kantoor-seat-'));
  const answersFile = join(seatDir, 'answers.json');
  const actionsFile = join(seatDir, 'actions.jsonl');
  writeFileSync(answersFile, JSON.stringify(launch.answers));
  const { file, args } = standInCommand([...launch.args, '--remote-debugging-port=0']);
  const env = { ...launch.env, ELECTRON_STAND_IN_TEST_SEAT: seatDir };
  const child = spawn(file, args, { env, stdio: ['ignore', 'inherit', 'pipe'] });
  const browser = await chromium.connectOverCDP(await readDebuggingAddress(child));
  const page = await findPage(browser);

  async function end(signal: NodeJS.Signals): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve();
      else child.once('exit', () => resolve());
    });
    child.kill(signal);
    await ended;
    await browser.close();
    rmSync(seatDir, { recursive: true, force: true });
  }

  return {
    page,
    pid: child.pid ?? NaN,
    async answer(answer: DialogAnswer) {
      const answers: DialogAnswer[] = JSON.parse(readFileSync(answersFile, 'utf8'));
      writeFileSync(answersFile, JSON.stringify([...answers, answer]));
    },
    async listActions() {
      if (!existsSync(actionsFile)) return [];
      const lines = readFileSync(actionsFile, 'utf8').trim().split('\n');
      return lines.map((line) => JSON.parse(line) as DesktopAction);
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Chromium prints the address of its debugging port on stderr once it listens. */
function readDebuggingAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stderr) throw new Error('The app was started without a stderr to read.');
    const lines: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => {
      const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1];
      if (address) resolve(address);
      else {
        lines.push(line);
        process.stderr.write(`${line}\n`);
      }
    });
    child.once('exit', (code) =>
      reject(new Error(`The app ended with code ${code} before its window opened.\n${lines.join('\n')}`)),
    );
  });
}

/** Chooses by URL: Chromium also lists pages of its own. */
async function findPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0];
  if (!context) throw new Error('Chromium has no browser context.');
  const isApp = (page: Page) => page.url().includes('.stand-in.invalid');
  for (;;) {
    const page = context.pages().find(isApp) ?? context.pages()[0];
    if (page && isApp(page)) return page;
    if (page) await page.waitForURL(/stand-in\.invalid/, { waitUntil: 'commit' });
    else await context.waitForEvent('page');
  }
}
