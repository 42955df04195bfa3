import { rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';

/** Messages between two processes of one profile: one JSON value per line. */
export interface InstanceConnection {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

export interface InstanceServer {
  /** Takes nobody new; resolves when those who are connected have gone. */
  retire(): Promise<void>;
  /** Ends with everybody. */
  close(): Promise<void>;
}

/** Listens as the running instance; only the holder of the profile's lock may call this. */
export async function listenAsInstance(
  address: string,
  onConnection: (connection: InstanceConnection) => void,
): Promise<InstanceServer> {
  // A killed process leaves its socket file; the lock proves that nobody listens on it.
  if (!address.startsWith('\\\\.\\pipe\\')) await rm(address, { force: true });
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    onConnection(toConnection(socket));
  });
  await listen(server, address);
  const retire = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return {
    retire,
    close() {
      const closed = retire();
      for (const socket of sockets) socket.end();
      return closed;
    },
  };
}

/** Connects to the running instance, or gives null when nobody listens (yet, or any more). */
export function connectToInstance(address: string): Promise<InstanceConnection | null> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('error', () => resolve(null));
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(toConnection(socket));
    });
  });
}

function listen(server: Server, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function toConnection(socket: Socket): InstanceConnection {
  const lines = createInterface({ input: socket, crlfDelay: Infinity });
  // The other process may vanish at any time; `close` follows every error.
  socket.on('error', () => socket.destroy());
  lines.on('error', () => socket.destroy());
  return {
    send: (message) => void socket.write(`${JSON.stringify(message)}\n`),
    onMessage: (listener) =>
      lines.on('line', (line) => {
        const message = parseLine(line);
        if (message === undefined) socket.destroy();
        else listener(message);
      }),
    onClose: (listener) => socket.once('close', listener),
    close: () => socket.end(),
  };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
