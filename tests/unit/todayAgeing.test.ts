import { expect, it } from 'vitest';
import { addUpAgeing } from '../../electron/services/todayAgeing.ts';
import type { AccountAgeing } from '../../electron/cache/cacheApi.ts';

const account = (workspaceId: string, currency: string, amount: number): AccountAgeing => ({
  workspaceId,
  currency,
  buckets: [
    { bucket: 'notDue', count: 1, amount },
    { bucket: 'upTo30', count: 2, amount: amount * 10 },
  ],
});

it('adds the accounts of a currency up, and never LIVE and TEST', () => {
  const accounts = [
    account('ws_test', 'eur', 1000),
    account('ws_nl', 'eur', 1),
    account('ws_de', 'eur', 2),
    account('ws_nl', 'chf', 5),
  ];
  const found = addUpAgeing(accounts, (id) => id !== 'ws_test');
  expect(found.map(({ livemode, currency }) => [livemode, currency])).toEqual([
    [true, 'chf'],
    [true, 'eur'],
    [false, 'eur'],
  ]);
  expect(found[1]?.buckets).toEqual([
    { bucket: 'notDue', count: 2, amount: 3 },
    { bucket: 'upTo30', count: 4, amount: 30 },
  ]);
});
