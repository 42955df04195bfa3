import { createConnectivity, type Connectivity } from '../../electron/services/connectivity.ts';
import type { Fetch } from '../../electron/stripe/stripeTransport.ts';

/** Connectivity that looks for the network several times a second. */
export function testConnectivity(look: Fetch = fetch, isMachineOnline = (): boolean => true): Connectivity {
  return createConnectivity({
    fetch: look,
    isMachineOnline,
    now: () => Math.floor(Date.now() / 1000),
    probe: { timeoutMs: 2000, firstMs: 20, maxMs: 50 },
  });
}
