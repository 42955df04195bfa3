import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';

export interface SecondInstance {
  argv: string[];
  workingDirectory: string;
  additionalData: unknown;
}

/** Sends its third argument to a socket and waits until the other side has read it. */
const SEND_SCRIPT = `
  const socket = require('node:net').connect(process.argv[1]);
  socket.on('error', () => process.exit(1)).on('close', () => process.exit(0));
  socket.end(process.argv[2]);`;

function addressOf(profileDir: string): string {
  const name = `electron-stand-in-${createHash('sha256').update(`${userInfo().username}:${profileDir}`).digest('hex').slice(0, 24)}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\${name}`;
  // An abstract socket disappears with its process, however that ends; only Linux has them.
  return process.platform === 'linux' ? `\0${name}` : join(tmpdir(), `${name}.sock`);
}

/** Binds synchronously: libuv has bound the address when `listen` returns, only the event comes later. */
function tryListen(address: string, onSecond: (instance: SecondInstance) => void): Server | undefined {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    let text = '';
    socket
      .setEncoding('utf8')
      .on('data', (chunk) => (text += chunk))
      .on('error', () => undefined);
    socket.on('end', () => {
      socket.end();
      if (text) onSecond(JSON.parse(text));
    });
  });
  server.on('error', () => undefined);
  server.listen(address);
  if (!server.listening) return undefined;
  server.unref();
  return server;
}

function notifyFirst(address: string, instance: SecondInstance): boolean {
  const printable = address.startsWith('\0') ? `\\0${address.slice(1)}` : address;
  const script = SEND_SCRIPT.replace('process.argv[1]', JSON.stringify(address));
  const result = spawnSync(process.execPath, ['-e', script, printable, JSON.stringify(instance)], {
    stdio: 'ignore',
    timeout: 5000,
  });
  return result.status === 0;
}

/** Takes the lock of a profile; when another process holds it, tells that process about this start and returns nothing. */
export function takeSingleInstanceLock(
  profileDir: string,
  instance: SecondInstance,
  onSecond: (instance: SecondInstance) => void,
): Server | undefined {
  const address = addressOf(profileDir);
  const server = tryListen(address, onSecond);
  if (server || notifyFirst(address, instance)) return server;
  if (process.platform === 'darwin') rmSync(address, { force: true });
  return tryListen(address, onSecond);
}
