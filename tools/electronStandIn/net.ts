import type Electron from 'electron';
import { completeApi } from './completeApi.ts';

const LIVE_KEY = /^(?:Bearer|Basic)\s+(?:sk|rk)_live_/i;
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/i;

/** `net.fetch` by Node's own fetch, which knows no system proxy; live money needs the real Electron. */
export function createNet(): Electron.Net {
  async function fetchFromNetwork(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const given = input instanceof Request ? input : undefined;
    const authorization = new Headers(init?.headers ?? given?.headers).get('authorization') ?? '';
    // SECURITY: the stand-in has no vault and less isolation than Electron, so real money stays out of its reach.
    if (LIVE_KEY.test(authorization) && !LOOPBACK_HOST.test(new URL(given?.url ?? String(input)).hostname)) {
      throw new Error(
        'This is the Electron stand-in, which is for trying and testing. It refuses live Stripe keys: use a test key here, or run Kantoor on Electron.',
      );
    }
    return fetch(input, init);
  }

  return completeApi<Electron.Net>('net', {
    fetch: fetchFromNetwork,
    isOnline: () => true,
    online: true,
  });
}
