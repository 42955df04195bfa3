import { join } from 'node:path';
import { root } from './bootstrap.mjs';
import { findElectron } from './findElectron.mjs';

const REGISTER = new URL('./electronStandIn/register.mjs', import.meta.url).href;

/** Tells whether a window can appear on a screen here. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}

/** How the built app starts on the stand-in. @param {string[]} args */
export function standInCommand(args) {
  // Node prints a notice for node:sqlite that Electron's users never see.
  const flags = ['--disable-warning=ExperimentalWarning', '--import', REGISTER];
  return { file: process.execPath, args: [...flags, join(root, 'dist/main/main.js'), ...args] };
}

/** How the built app starts on Electron, if its binary is here. @param {string[]} args */
export function electronCommand(args) {
  const file = findElectron();
  return file ? { file, args: [root, ...args] } : undefined;
}
