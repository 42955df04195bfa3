import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export interface AppManifest {
  folder: string;
  name: string;
  version: string;
}

/** Finds the package.json that the started script belongs to, as `electron .` does. */
export function readManifest(scriptFile: string): AppManifest {
  for (let folder = dirname(resolve(scriptFile)); ; folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) {
      const { name, productName, version } = JSON.parse(readFileSync(file, 'utf8'));
      return { folder, name: String(productName ?? name), version: String(version ?? '0.0.0') };
    }
    if (folder === dirname(folder))
      return { folder: dirname(resolve(scriptFile)), name: 'Electron', version: '0.0.0' };
  }
}

function appDataFolder(): string {
  if (process.platform === 'win32') return process.env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
}

export interface AppPaths {
  getPath(name: string): string;
  setPath(name: string, path: string): void;
}

/** Keeps the folders of `app.getPath`. */
export function createAppPaths(appName: string, userDataSwitch: string): AppPaths {
  const home = homedir();
  const userData = userDataSwitch ? resolve(userDataSwitch) : join(appDataFolder(), appName);
  const paths = new Map<string, string>([
    ['home', home],
    ['appData', appDataFolder()],
    ['userData', userData],
    ['temp', tmpdir()],
    ['exe', process.execPath],
    ['module', process.execPath],
    ...['Desktop', 'Documents', 'Downloads', 'Music', 'Pictures', 'Videos'].map(
      (name) => [name.toLowerCase(), join(home, name)] as [string, string],
    ),
  ]);

  function getPath(name: string): string {
    if (name === 'sessionData' && !paths.has(name)) return getPath('userData');
    if (name === 'crashDumps' && !paths.has(name)) return join(getPath('userData'), 'Crashpad');
    if (name === 'logs' && !paths.has(name)) return join(getPath('userData'), 'logs');
    const path = paths.get(name);
    if (!path) throw new Error(`Failed to get '${name}' path`);
    return path;
  }

  function setPath(name: string, path: string): void {
    getPath(name);
    if (!path || resolve(path) !== path.replace(/(.)[/\\]$/, '$1')) throw new Error('Path must be absolute');
    if (name === 'userData') mkdirSync(path, { recursive: true });
    paths.set(name, path);
  }

  return { getPath, setPath };
}
