import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

/** `sun_path` holds 104 bytes on macOS and 108 on Linux, the last of them a zero. */
const longestSocketPath = 103;

/** Where the running instance of a profile listens: a socket in the profile, a named pipe on Windows. */
export function instanceAddress(profileDir: string, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32') return `\\\\.\\pipe\\kantoor-${pipeToken(profileDir)}`;
  const path = join(profileDir, 'instance.sock');
  return Buffer.byteLength(path) <= longestSocketPath ? path : shortPath(profileDir);
}

/** Pipes share one name space that every account sees. */
function pipeToken(profileDir: string): string {
  const file = join(profileDir, 'instance.token');
  // SECURITY: only who may read the profile knows the pipe's name, so nobody else can pose as Kantoor and be sent a key.
  try {
    writeFileSync(file, randomBytes(24).toString('hex'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return readFileSync(file, 'utf8');
}

/** Deep profile folders do not fit into a socket's address: a folder of our own beside other temporary files does. */
function shortPath(profileDir: string): string {
  const owner = userInfo().uid;
  const folder = join(tmpdir(), `kantoor-${owner}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // SECURITY: somebody else may have made this folder first; it must be a folder, ours, and closed to others.
  const found = lstatSync(folder);
  if (!found.isDirectory() || found.uid !== owner) throw new Error(`${folder} belongs to another account.`);
  chmodSync(folder, 0o700);
  return join(folder, `${createHash('sha256').update(profileDir).digest('hex').slice(0, 24)}.sock`);
}
