import type Electron from 'electron';
import { completeApi } from './completeApi.ts';
import { toAppUrl } from './schemeUrls.ts';

type SchemeHandler = (request: Request) => Response | Promise<Response>;

export interface SchemeRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
}

export interface SchemeResponse {
  status: number;
  headers: { name: string; value: string }[];
  body: Buffer;
}

export interface SchemeRegistry {
  protocol: Electron.Protocol;
  respond(request: SchemeRequest): Promise<SchemeResponse>;
}

/** Keeps the app's custom schemes and answers Chromium's requests for them. */
export function createSchemeRegistry(isReady: () => boolean): SchemeRegistry {
  const privileged = new Set<string>();
  const handlers = new Map<string, SchemeHandler>();

  function mustBeReady(name: string): void {
    if (!isReady()) throw new Error(`protocol.${name} can only be used after the app is ready`);
  }

  const protocol = completeApi<Electron.Protocol>('protocol', {
    registerSchemesAsPrivileged(schemes) {
      if (isReady())
        throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
      for (const { scheme } of schemes) privileged.add(scheme);
    },
    handle(scheme, handler) {
      mustBeReady('handle');
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      // Every reserved origin is a standard, secure one to Chromium, so the app must have asked Electron for the same.
      if (!privileged.has(scheme))
        throw new Error(`${scheme} was not registered by protocol.registerSchemesAsPrivileged`);
      handlers.set(scheme, handler);
    },
    unhandle(scheme) {
      if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
    },
    isProtocolHandled: (scheme) => handlers.has(scheme),
  });

  async function respond({ url, method, headers, body }: SchemeRequest): Promise<SchemeResponse> {
    const appUrl = toAppUrl(url);
    try {
      const handler = handlers.get(appUrl.slice(0, appUrl.indexOf(':')));
      if (!handler) throw new Error(`Nothing handles ${appUrl}.`);
      // The handler must see the URLs of the app, in headers too.
      const appHeaders = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, toAppUrl(value)]),
      );
      const response = await handler(
        new Request(appUrl, { method, headers: appHeaders, ...(body ? { body } : {}) }),
      );
      return {
        status: response.status,
        headers: [...response.headers].map(([name, value]) => ({ name, value })),
        body: Buffer.from(await response.arrayBuffer()),
      };
    } catch (error) {
      process.stderr.write(`The handler of ${appUrl} failed: ${String(error)}\n`);
      return { status: 500, headers: [], body: Buffer.alloc(0) };
    }
  }

  return { protocol, respond };
}
