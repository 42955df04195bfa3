import { setImmediate } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Connectivity } from '../../electron/services/connectivity.ts';
import { emptyList, json, startScriptedServer, type ScriptedServer } from '../builders/scriptedServer.ts';
import { testConnectivity } from '../builders/testConnectivity.ts';
import { testGateway } from '../builders/testGateway.ts';

const invoices = { path: 'invoices', params: { limit: 100 }, priority: 'background' } as const;

/** A server behind a cable that can be pulled out, and two accounts on it. */
async function openNetwork(): Promise<{
  server: ScriptedServer;
  connectivity: Connectivity;
  /** Sends a request of the first account. */
  ask: () => Promise<unknown>;
  plug: (isIn: boolean) => void;
  back: string[];
}> {
  const server = await startScriptedServer(json(200, emptyList));
  let isPluggedIn = true;
  const cable: typeof fetch = (url, init) =>
    isPluggedIn ? fetch(url, init) : Promise.reject(new TypeError('net::ERR_INTERNET_DISCONNECTED'));
  const connectivity = testConnectivity((url, init) => cable(url, init));
  const link = connectivity.linkOf('a', server.url);
  connectivity.linkOf('b', server.url);
  connectivity.linkOf('elsewhere', 'http://127.0.0.1:9');
  const back: string[] = [];
  connectivity.onBack((workspaceId) => back.push(workspaceId));
  onTestFinished(async () => {
    connectivity.close();
    await server.close();
  });
  const gateway = testGateway({
    key: 'rk_test_connectivity1',
    apiBase: server.url,
    link,
    fetch: (url, init) => cable(url, init),
  });
  return {
    server,
    connectivity,
    ask: () => gateway.readPage(invoices),
    plug: (isIn) => void (isPluggedIn = isIn),
    back,
  };
}

describe('whether Stripe can be reached', () => {
  it('is settled by one look, for every account of the same server and no other', async () => {
    const { connectivity, ask, plug } = await openNetwork();
    await ask();
    expect(connectivity.isOffline('a')).toBe(false);
    plug(false);
    await expect(ask()).rejects.toMatchObject({ code: 'offline' });
    await expect.poll(() => connectivity.isOffline('a')).toBe(true);
    expect(connectivity.isOffline('b')).toBe(true);
    expect(connectivity.isOffline('elsewhere')).toBe(false);
    expect(connectivity.offlineSince('a')).toBeTypeOf('number');
  });

  it('is found out again without anybody asking, and told once for each account', async () => {
    const { connectivity, ask, plug, back } = await openNetwork();
    plug(false);
    await expect(ask()).rejects.toMatchObject({ code: 'offline' });
    await expect.poll(() => connectivity.isOffline('a')).toBe(true);
    plug(true);
    await expect.poll(() => connectivity.isOffline('a')).toBe(false);
    expect(back.toSorted()).toEqual(['a', 'b']);
    await ask();
    expect(back).toHaveLength(2);
  });

  it('is asked without a key, so that it costs no account a read', async () => {
    const { server, connectivity } = await openNetwork();
    connectivity.lookNow();
    await expect.poll(() => server.requests.length).toBe(1);
    expect(server.requests[0]).toMatchObject({ method: 'HEAD', url: '/v1/' });
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  it('ends a read that waits for an answer which cannot come any more', async () => {
    const silent = await startScriptedServer(() => {});
    let isPluggedIn = true;
    const connectivity = testConnectivity((url, init) =>
      isPluggedIn ? fetch(url, init) : Promise.reject(new TypeError('net::ERR_INTERNET_DISCONNECTED')),
    );
    onTestFinished(async () => {
      connectivity.close();
      await silent.close();
    });
    const gateway = testGateway({
      key: 'rk_test_connectivity2',
      apiBase: silent.url,
      link: connectivity.linkOf('a', silent.url),
      timeoutMs: 60_000,
    });
    const reading = expect(gateway.readPage(invoices)).rejects.toMatchObject({ code: 'offline' });
    await expect.poll(() => silent.requests.length).toBe(1);
    isPluggedIn = false;
    connectivity.lookNow();
    await reading;
  });

  it('is not lost because one request got no answer', async () => {
    const { server, connectivity } = await openNetwork();
    connectivity.linkOf('a', server.url).noteSilence();
    await expect.poll(() => server.requests.length).toBe(1);
    await ask(server, connectivity);
    expect(connectivity.isOffline('a')).toBe(false);
  });

  it('is not lost because a look failed while a request was answered', async () => {
    const server = await startScriptedServer(json(200, emptyList));
    let failLook = (): void => {};
    const connectivity = testConnectivity(
      () => new Promise((_, reject) => (failLook = () => reject(new TypeError('net::ERR_TIMED_OUT')))),
    );
    onTestFinished(async () => {
      connectivity.close();
      await server.close();
    });
    const link = connectivity.linkOf('a', server.url);
    const gateway = testGateway({ key: 'rk_test_connectivity1', apiBase: server.url, link });
    const told: string[] = [];
    connectivity.onChanged((workspaceId) => told.push(workspaceId));
    connectivity.lookNow();
    await gateway.readPage(invoices);
    failLook();
    await setImmediate();
    expect(told).toEqual([]);
    connectivity.lookNow();
    failLook();
    await expect.poll(() => connectivity.isOffline('a')).toBe(true);
    expect(told).toEqual(['a']);
  });

  it('follows the machine where that says that it has no network, but not for a server of its own', async () => {
    const connectivity = testConnectivity(fetch, () => false);
    onTestFinished(() => connectivity.close());
    connectivity.linkOf('far', 'https://stripe.invalid').noteSilence();
    connectivity.linkOf('near', 'http://127.0.0.1:9');
    await expect.poll(() => connectivity.isOffline('far')).toBe(true);
    expect(connectivity.isOffline('near')).toBe(false);
  });
});

/** A request that passes by the connectivity's own link. */
async function ask(server: ScriptedServer, connectivity: Connectivity): Promise<void> {
  const link = connectivity.linkOf('a', server.url);
  await testGateway({ key: 'rk_test_connectivity3', apiBase: server.url, link }).readPage(invoices);
}
