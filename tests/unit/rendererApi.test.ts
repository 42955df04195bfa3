import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';
import { invalidateOnCacheChanged, isTouched } from '../../renderer/api/invalidateOnCacheChanged.ts';
import { IpcError, toIpcError } from '../../renderer/api/kantoorApi.ts';
import type { EventOf } from '../../shared/ipc/contract.ts';
import type { EventName } from '../../shared/ipc/methods.ts';

/** Plays the main process: events are sent by hand, waiting runs when the test says so. */
function createStage() {
  const listeners = new Map<EventName, (event: never) => void>();
  const scheduled: (() => void)[] = [];
  const queryClient = new QueryClient();
  const reads = { customers: 0, settings: 0 };
  for (const [name, key] of [
    ['customers', ['customers.list', {}]],
    ['settings', ['settings.get', {}]],
  ] as const)
    new QueryObserver(queryClient, {
      queryKey: key,
      queryFn: () => (reads[name] += 1),
      staleTime: Infinity,
    }).subscribe(() => undefined);
  invalidateOnCacheChanged({
    on: (name, listener) => {
      listeners.set(name, listener);
      return () => listeners.delete(name);
    },
    queryClient,
    schedule: (run) => void scheduled.push(run),
  });
  return {
    reads,
    queryClient,
    send: <Name extends EventName>(name: Name, event: EventOf<Name>) => listeners.get(name)?.(event as never),
    /** Lets the pause after a refresh pass. */
    passPause: () => scheduled.splice(0).forEach((run) => run()),
    settle: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
}

describe('queries are refreshed by cache.changed', () => {
  test('only those that read what changed', async () => {
    const { send, settle, reads } = createStage();
    await settle();
    send('cache.changed', { workspaceId: 'ws_1', resources: ['invoices'] });
    await settle();
    expect(reads).toEqual({ customers: 2, settings: 1 });
  });

  test('a burst of changes refreshes at once and then once more', async () => {
    const { send, settle, passPause, reads } = createStage();
    await settle();
    for (let page = 0; page < 20; page += 1)
      send('cache.changed', { workspaceId: 'ws_1', resources: ['customers'] });
    await settle();
    expect(reads.customers).toBe(2);
    passPause();
    await settle();
    expect(reads.customers).toBe(3);
    passPause();
    await settle();
    expect(reads.customers).toBe(3);
  });

  test('after a quiet time the next change refreshes at once again', async () => {
    const { send, settle, passPause, reads } = createStage();
    await settle();
    send('cache.changed', { workspaceId: 'ws_1', resources: ['customers'] });
    passPause();
    send('cache.changed', { workspaceId: 'ws_1', resources: ['customers'] });
    await settle();
    expect(reads.customers).toBe(3);
  });

  test('a query about one account does not follow the changes of another', () => {
    const query = { queryKey: ['customers.get', { workspaceId: 'ws_1', customerId: 'cus_1' }] };
    expect(isTouched(query, new Set(['customers']), 'ws_2')).toBe(false);
    expect(isTouched(query, new Set(['customers']), 'ws_1')).toBe(true);
    expect(isTouched(query, new Set(['customers']), null)).toBe(true);
  });

  test('progress of a sync replaces the state of its account and no other', () => {
    const { send, queryClient } = createStage();
    queryClient.setQueryData(
      ['workspaces.list', {}],
      ['ws_1', 'ws_2'].map((id) => ({ id, name: id, asOf: 1, offlineSince: null })),
    );
    const status = (workspaceId: string, done: number): EventOf<'sync.progress'> => ({
      workspaceId,
      phase: 'history',
      done,
      expected: null,
      secondsLeft: null,
      objectsPerSecond: null,
      requests: 0,
      retries: 0,
      complete: false,
      completeBackTo: null,
      asOf: null,
      walk: null,
      reconciledAt: null,
      offlineSince: null,
      lastError: null,
    });
    queryClient.setQueryData(['sync.getStatus', {}], [status('ws_1', 1), status('ws_2', 2)]);
    send('sync.progress', status('ws_2', 50));
    expect(queryClient.getQueryData(['sync.getStatus', {}])).toEqual([status('ws_1', 1), status('ws_2', 50)]);
    send('sync.progress', { ...status('ws_2', 50), asOf: 20, offlineSince: 30 });
    expect(queryClient.getQueryData(['workspaces.list', {}])).toEqual([
      { id: 'ws_1', name: 'ws_1', asOf: 1, offlineSince: null },
      { id: 'ws_2', name: 'ws_2', asOf: 20, offlineSince: 30 },
    ]);
  });
});

describe('failures', () => {
  test('that did not come in an envelope are internal', () => {
    expect(toIpcError(new Error('No handler registered')).code).toBe('internal');
  });

  test('keep their code and reference', () => {
    const error = new IpcError({ code: 'offline', message: 'x', reference: 'req_1', details: {} });
    expect(toIpcError(error)).toBe(error);
    expect(error.reference).toBe('req_1');
  });
});
