import { accessSync, constants, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const COMMAND_NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];
const MAC_APPLICATIONS = ['Google Chrome', 'Chromium', 'Microsoft Edge'];

/** @param {string | undefined} file */
function isExecutable(file) {
  if (!file) return false;
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function wellKnownFiles() {
  if (process.platform === 'win32') {
    const roots = [
      process.env['PROGRAMFILES'],
      process.env['PROGRAMFILES(X86)'],
      process.env['LOCALAPPDATA'],
    ];
    const tails = [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ];
    return roots.flatMap((root) => (root ? tails.map((tail) => join(root, tail)) : []));
  }
  if (process.platform === 'darwin') {
    return MAC_APPLICATIONS.flatMap((name) =>
      ['/Applications', join(homedir(), 'Applications')].map((root) =>
        join(root, `${name}.app/Contents/MacOS/${name}`),
      ),
    );
  }
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
  ];
  return COMMAND_NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function playwrightFiles() {
  /** @type {Record<string, string>} */
  const caches = {
    win32: 'AppData/Local/ms-playwright',
    darwin: 'Library/Caches/ms-playwright',
    linux: '.cache/ms-playwright',
  };
  /** @type {Record<string, string[]>} */
  const tails = {
    win32: ['chrome-win64/chrome.exe', 'chrome-win/chrome.exe'],
    darwin: [
      'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
      'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    ],
    linux: ['chrome-linux64/chrome', 'chrome-linux/chrome'],
  };
  const cache = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? join(homedir(), caches[process.platform] ?? '');
  try {
    const builds = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
    return [...builds]
      .sort()
      .reverse()
      .flatMap((build) => (tails[process.platform] ?? []).map((tail) => join(cache, build, tail)));
  } catch {
    return [];
  }
}

/** Finds a Chromium to draw windows with: the one the user names, the system's, then Playwright's. */
export function findChromium() {
  const named = process.env['CHROME_PATH'];
  return [named, ...wellKnownFiles(), ...playwrightFiles()].find(isExecutable);
}
