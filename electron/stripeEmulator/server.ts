import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createApi, type Api } from './contract/api.ts';
import { createFaultInjector } from './contract/faults.ts';
import { createDocumentServer } from './documents/documentServer.ts';
import type { EmulatorOptions, RunningEmulator } from './emulatorOptions.ts';
import { createWorld, type World } from './state/world.ts';

const MAX_BODY_BYTES = 1_000_000;
const DEFAULT_VERIFICATION_SECONDS = 3;
const KEEP_ALIVE_MS = 120_000;

export interface EmulatorDependencies {
  /** Milliseconds now; tests move it to let links and idempotency keys expire. */
  nowMs?(): number;
}

/** Starts both servers of the emulator on loopback: the API and the documents. */
export async function createEmulatorServer(
  options: EmulatorOptions,
  { nowMs = Date.now }: EmulatorDependencies = {},
): Promise<RunningEmulator> {
  const documentServer = createServer();
  const documentsUrl = await listen(documentServer, 0);
  try {
    const world = createWorld(options, documentsUrl, () => Math.floor(nowMs() / 1000));
    documentServer.on('request', createDocumentServer(world));
    const api = await startApi(options, world, nowMs);
    const stopAll = async (): Promise<void> => {
      await api.close();
      await stop(documentServer);
      world.close();
    };
    let stopping: Promise<void> | undefined;
    return {
      ...api,
      documentsUrl,
      accounts: world.holders.map(({ account }) => account),
      close: () => (stopping ??= stopAll()),
    };
  } catch (error) {
    await stop(documentServer);
    throw error;
  }
}

type RunningApi = Pick<RunningEmulator, 'url' | 'setFaults' | 'setOffline' | 'close'>;

async function startApi(options: EmulatorOptions, world: World, nowMs: () => number): Promise<RunningApi> {
  const faults = createFaultInjector(options.faults ?? []);
  const verificationDelaySeconds = options.verificationDelaySeconds ?? DEFAULT_VERIFICATION_SECONDS;
  const api = createApi({ world, faults, rate: options.rate, verificationDelaySeconds, nowMs });
  let offline = false;
  const server = createServer((request, response) => {
    if (offline) request.socket.destroy();
    else void answer(request, response, api);
  });
  const url = await listen(server, options.port ?? 0);
  return {
    url,
    async setFaults(next) {
      faults.set(next);
    },
    async setOffline(next) {
      offline = next;
      if (next) server.closeAllConnections();
    },
    close: () => stop(server),
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, api: Api): Promise<void> {
  try {
    const body = await readBody(request);
    await api(
      { method: request.method ?? 'GET', target: request.url ?? '/', headers: request.headers, body },
      response,
    );
  } catch {
    // The caller went away, or sent more than any request of the API needs.
    response.destroy();
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  if (request.method === 'GET') return '';
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error('The request is larger than the API takes.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // Longer than any pause of a caller: a connection that closes just as it is used again looks like a network error.
    server.keepAliveTimeout = KEEP_ALIVE_MS;
    server.listen(port, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
