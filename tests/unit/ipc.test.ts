import { describe, expect, it } from 'vitest';

import { combineHandlers } from '../../electron/ipc/combineHandlers.ts';
import { toErrorPayload } from '../../electron/ipc/toErrorPayload.ts';
import { isTrustedSender } from '../../electron/ipc/trustedSender.ts';
import { AppError } from '../../shared/errors/appError.ts';

const origin = { protocol: 'app:', host: 'kantoor' };

describe('the sender of a call', () => {
  const frame = (url: string, parent: unknown = null) => ({ senderFrame: { url, parent } });

  it('is trusted when it is the main frame of our own page', () => {
    expect(isTrustedSender(frame('app://kantoor/index.html#/customers'), origin)).toBe(true);
  });

  it.each([
    ['an embedded frame of our own page', frame('app://kantoor/index.html', {})],
    ['a page of another host', frame('app://kantoor.evil/index.html')],
    ['a page of another scheme', frame('https://kantoor/index.html')],
    ['a frame without a proper address', frame('about:blank')],
    ['a frame whose address cannot be read', frame('')],
    ['a frame that is gone', { senderFrame: null }],
  ])('is not trusted when it is %s', (_what, event) => {
    expect(isTrustedSender(event, origin)).toBe(false);
  });
});

describe('an error on its way to the window', () => {
  const reported: unknown[] = [];
  const reporting = {
    log: { error: (details: unknown) => void reported.push(details) },
    newIncidentId: () => 'K-1',
  };

  it('keeps its code, sentence and reference when Kantoor threw it on purpose', () => {
    const error = new AppError('offline', 'Stripe cannot be reached.', { reference: 'req_1' });
    expect(toErrorPayload(error, 'x', reporting)).toEqual({
      code: 'offline',
      message: 'Stripe cannot be reached.',
      reference: 'req_1',
      details: {},
    });
  });

  it('becomes internal with an incident id and a log line when nobody expected it, and its text stays inside', () => {
    const payload = toErrorPayload(new TypeError('secret inside'), 'customers.list', reporting);
    expect(payload).toMatchObject({ code: 'internal', reference: 'K-1' });
    expect(JSON.stringify(payload)).not.toContain('secret inside');
    expect(reported).toEqual([expect.objectContaining({ incident: 'K-1', where: 'customers.list' })]);
  });
});

describe('the services of all domains', () => {
  it('become one object', () => {
    const list = { 'workspaces.list': () => Promise.resolve([]) };
    const usage = { 'documents.getUsage': () => Promise.resolve([]) };
    expect(Object.keys(combineHandlers(list, usage))).toEqual(['workspaces.list', 'documents.getUsage']);
  });

  it('may not answer the same method twice', () => {
    const list = { 'workspaces.list': () => Promise.resolve([]) };
    expect(() => combineHandlers(list, { ...list })).toThrow('Two services answer workspaces.list');
  });
});
