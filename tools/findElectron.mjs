import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './bootstrap.mjs';

const packageFolder = join(root, 'node_modules/electron');

/** Finds the Electron binary without fetching it: `require('electron')` would start a download. */
export function findElectron() {
  const pathFile = join(packageFolder, 'path.txt');
  if (!existsSync(pathFile)) return undefined;
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist');
  const file = join(folder, readFileSync(pathFile, 'utf8'));
  return existsSync(file) ? file : undefined;
}
