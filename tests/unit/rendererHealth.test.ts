import { describe, expect, test } from 'vitest';
import { toHealthText } from '../../renderer/features/health/healthText.ts';
import { toDayBars } from '../../renderer/features/health/dayBars.ts';
import type { AccountHealth, SyncStatus, Workspace } from '../../shared/ipc/schemas/workspaces.ts';

const workspace = {
  accountId: 'acct_1',
  name: 'Restaurant De Kas',
  livemode: true,
  sample: false,
} as Workspace;

const status: SyncStatus = {
  workspaceId: 'w',
  phase: 'idle',
  done: 0,
  expected: null,
  secondsLeft: null,
  objectsPerSecond: null,
  requests: 0,
  retries: 0,
  complete: false,
  completeBackTo: 1_700_000_000,
  asOf: 1_790_000_000,
  walk: null,
  reconciledAt: null,
  offlineSince: null,
  lastError: { code: 'rate_limited', message: 'Klant Jansen', reference: 'req_9', at: 1_790_000_000 },
};

const health: AccountHealth = {
  workspaceId: 'w',
  lastEventAt: 1_790_000_000,
  eventsAskedAt: null,
  withoutEvents: false,
  reads: { today: 3, used: 40, budget: 3333, days: [] },
  traffic: { limits: null, desktops: 3 },
  requests: {
    sent: 50,
    repeated: 2,
    refusals: [{ reason: 'endpoint-rate', count: 2 }],
    pace: { perEndpoint: 15, overall: 40, concurrency: 8, slowed: [] },
    troubles: [
      {
        at: 1_790_000_000,
        endpoint: 'GET customers/:id',
        status: 429,
        code: 'endpoint-rate',
        requestId: 'req_1',
      },
      { at: 1_790_000_001, endpoint: 'GET events', status: null, code: 'offline', requestId: null },
    ],
  },
  skipped: ['creditNotes'],
  storage: { cacheBytes: 10, workspaceDatabaseBytes: 20, documents: 1, documentBytes: 5 },
};

describe('what goes along with a question to support', () => {
  const text = toHealthText('1.0.0', workspace, status, health);

  test('names what support needs: versions, moments, reads, refusals and request ids', () => {
    expect(text).toContain('Kantoor 1.0.0, account acct_1 (live)');
    expect(text).toContain('complete back to 2023-11-14T22:13:20.000Z');
    expect(text).toContain('Reads: 40 in 30 days (of 3333), 3 today');
    expect(text).toContain('Refused: 2 endpoint-rate');
    expect(text).toContain('GET customers/:id 429 endpoint-rate req_1');
    expect(text).toContain('GET events no answer offline');
    expect(text).toContain('Not allowed: creditNotes');
  });

  test('holds no name and no sentence that may have one', () => {
    expect(text).not.toContain('Restaurant');
    expect(text).not.toContain('Jansen');
  });
});

test('the bars are thirty days that end today, quiet days included', () => {
  const bars = toDayBars([{ day: 100, reads: 7 }], 100);
  expect(bars).toHaveLength(30);
  expect(bars.at(-1)).toEqual({ day: 100, reads: 7 });
  expect(bars[0]).toEqual({ day: 71, reads: 0 });
});
