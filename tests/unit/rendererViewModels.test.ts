import { describe, expect, test } from 'vitest';
import { toShownChanges } from '../../renderer/app/ChangeTable.tsx';
import { matches } from '../../renderer/app/CommandPalette.tsx';
import { toSyncState } from '../../renderer/app/useSyncState.ts';
import { readFilter, writeFilter } from '../../renderer/features/customers/useCustomerFilter.ts';
import { stepOf } from '../../renderer/features/customers/useInvoiceWalk.ts';
import { permissionListText } from '../../renderer/features/workspaces/KeyStep.tsx';
import { nextColor } from '../../renderer/features/workspaces/workspaceColors.ts';
import { toSupportText } from '../../renderer/features/settings/AboutSettings.tsx';
import type { CustomerFilter } from '../../shared/ipc/schemas/customers.ts';
import type { SyncStatus } from '../../shared/ipc/schemas/workspaces.ts';

function statusWith(changes: Partial<SyncStatus>): SyncStatus {
  return {
    workspaceId: 'ws_1',
    phase: 'idle',
    done: 0,
    expected: null,
    secondsLeft: null,
    objectsPerSecond: null,
    requests: 0,
    retries: 0,
    complete: true,
    completeBackTo: null,
    asOf: 1000,
    walk: null,
    reconciledAt: null,
    offlineSince: null,
    lastError: null,
    ...changes,
  };
}

describe('freshness of several accounts', () => {
  test('is that of the oldest', () => {
    expect(toSyncState([statusWith({ asOf: 2000 }), statusWith({ asOf: 1000 })]).asOf).toBe(1000);
  });

  test('is "never" as long as one was never fetched', () => {
    expect(toSyncState([statusWith({ asOf: 2000 }), statusWith({ asOf: null })]).asOf).toBeNull();
    expect(toSyncState([]).asOf).toBeNull();
  });

  test('is offline since the first one went offline', () => {
    const state = toSyncState([
      statusWith({ offlineSince: 900 }),
      statusWith({ offlineSince: 700 }),
      statusWith({}),
    ]);
    expect(state.offlineSince).toBe(700);
  });

  test('counts only what is running, not what rests', () => {
    const state = toSyncState([statusWith({ phase: 'history' }), statusWith({ phase: 'paused' })]);
    expect(state.running).toHaveLength(1);
    expect(state.paused).toBe(true);
  });

  test('says how far back everything is there, by the account that is furthest behind', () => {
    const reading = statusWith({ complete: false, phase: 'history', completeBackTo: 500 });
    const waiting = statusWith({ complete: false, completeBackTo: 900 });
    expect(toSyncState([reading, waiting, statusWith({ complete: true })]).gap).toEqual({
      backTo: 900,
      isClosing: true,
    });
    expect(toSyncState([waiting]).gap).toEqual({ backTo: 900, isClosing: false });
    const unknown = statusWith({ complete: false, completeBackTo: null });
    expect(toSyncState([reading, unknown]).gap?.backTo).toBeNull();
    expect(toSyncState([statusWith({ complete: true })]).gap).toBeNull();
  });
});

describe('the filter of the customer list', () => {
  const filter: CustomerFilter = {
    workspaceIds: ['ws_1'],
    query: 'ørsted',
    hasOverdue: true,
    suspended: false,
    vatMissing: true,
    vatUnverified: false,
    cardExpiring: false,
    hasPendingEdit: true,
    country: 'NL',
    includeDeleted: false,
  };

  test('is found again in the address', () => {
    expect(readFilter(writeFilter(filter), ['ws_1'])).toEqual(filter);
  });

  test('ignores what an address cannot mean', () => {
    const { country, query } = readFilter(
      new URLSearchParams({ country: 'nl; drop', q: 'x'.repeat(500) }),
      null,
    );
    expect(country).toBeNull();
    expect(query).toHaveLength(200);
  });
});

describe('keys in a list of invoices', () => {
  test.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 0, 0],
    ['PageDown', 3, 9],
    ['PageUp', 3, 0],
    ['Home', 5, 0],
    ['End', 5, 9],
  ])('%s from row %i leads to row %i', (key, from, to) => {
    expect(stepOf(key, from, 10)).toBe(to);
  });

  test('others do not walk, and an empty list has nowhere to go', () => {
    expect(stepOf('a', 0, 10)).toBeNull();
    expect(stepOf('ArrowDown', -1, 0)).toBeNull();
  });
});

test('a command is found by its words in any order', () => {
  expect(matches('Customers with overdue invoices', 'over cust')).toBe(true);
  expect(matches('Customers with overdue invoices', 'export')).toBe(false);
  expect(matches('Settings', '')).toBe(true);
});

test('an audit entry shows fields that were set, cleared and changed', () => {
  expect(toShownChanges({ name: 'A', phone: '1' }, { name: 'B', email: 'e' })).toEqual([
    { field: 'name', before: 'A', after: 'B' },
    { field: 'phone', before: '1', after: null },
    { field: 'email', before: null, after: 'e' },
  ]);
});

test('a new account gets a colour that no other has', () => {
  expect(nextColor([])).toBe('blue');
  expect(nextColor(['blue', 'orange'])).toBe('teal');
});

test('the list of permissions names each with its right, for people and for search', () => {
  expect(permissionListText()).toContain('Invoices: read (rak_invoice_read)');
});

test('what is copied for support names the machine and no folder, person or customer', () => {
  const text = toSupportText({
    version: '1.0.0',
    electronVersion: '45.4.1',
    profileDir: '/home/eva/kantoor',
    logDir: '/home/eva/kantoor/logs',
    platform: 'linux',
    systemLocale: 'nl-NL',
    packaged: true,
    vault: { available: true, backend: 'gnome_libsecret', reason: null },
    who: 'eva',
    notices: [],
  });
  expect(text).toContain('Kantoor 1.0.0');
  expect(text).not.toContain('eva');
});
