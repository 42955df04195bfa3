import { PassThrough } from 'node:stream';

import { describe, expect, it } from 'vitest';

import type { AuditItem } from '../../electron/cli/commands/recordCommands.ts';
import { exitCodeOf } from '../../electron/cli/exitCodes.ts';
import { readPages } from '../../electron/cli/pages.ts';
import { parseCommandLine } from '../../electron/cli/parseCommandLine.ts';
import type { InvocationResult } from '../../electron/cli/runInvocation.ts';
import { createProgressBar, readKey, showResult, type Terminal } from '../../electron/cli/terminal.ts';

const parse = (...args: string[]) => parseCommandLine(args, '/home/ann', '1.2.3');
function requestOf(...args: string[]): unknown {
  const line = parse(...args);
  return line.kind === 'text' ? line : line.request;
}

describe('the command line', () => {
  it.each<[string[], object]>([
    [['workspaces', 'list'], { command: 'workspaces.list' }],
    [
      ['workspaces', 'sample', '--size', 'M', '--accounts', '4', '--seed', '7', '--anchor', '2026-10-31'],
      { command: 'workspaces.sample', size: 'M', accounts: 4, seed: 7, anchor: '2026-10-31' },
    ],
    [
      ['workspaces', 'connect', '--name', 'Nederland', '--key-stdin', '--session-only'],
      { command: 'workspaces.connect', name: 'Nederland', color: null, timeZone: null, sessionOnly: true },
    ],
    [
      ['workspaces', 'disconnect', 'ws_1', '--delete-documents'],
      { command: 'workspaces.disconnect', id: 'ws_1', deleteDocuments: true },
    ],
    [['sync', '--full', '--rate', '2.5'], { command: 'sync', full: true, rate: 2.5 }],
    [
      ['customers', 'list', '--overdue', '--query', 'ørsted', '--limit', '10000'],
      { command: 'customers.list', overdue: true, query: 'ørsted', limit: 10_000, cursor: null },
    ],
    [
      [
        'invoices',
        'list',
        '--status',
        'overdue',
        '--customer',
        'cus_1',
        '--query',
        'bella 42',
        '--from',
        '2026-01-01',
        '--to',
        '2026-02-28',
      ],
      {
        command: 'invoices.list',
        status: 'overdue',
        customer: 'cus_1',
        query: 'bella 42',
        from: '2026-01-01',
        to: '2026-02-28',
        limit: 100,
        cursor: null,
      },
    ],
    [
      ['invoices', 'pdf', 'in_1', '--out', 'a/b.pdf'],
      { command: 'invoices.pdf', id: 'in_1', out: '/home/ann/a/b.pdf' },
    ],
    [['search', 'two words', '--limit', '5'], { command: 'search', query: 'two words', limit: 5 }],
    [
      [
        'export',
        '--from',
        '2026-03-01',
        '--to',
        '2026-03-31',
        '--documents',
        'invoice,creditNote',
        '--out',
        '/out',
        '--dry-run',
      ],
      {
        command: 'export',
        from: '2026-03-01',
        to: '2026-03-31',
        documents: ['invoice', 'creditNote'],
        statuses: null,
        out: '/out',
        zip: false,
        nameTemplate: null,
        dryRun: true,
      },
    ],
    [['audit', 'list', '--customer', 'cus_1'], { command: 'audit.list', customer: 'cus_1', limit: 100 }],
    [['audit', 'verify'], { command: 'audit.verify' }],
    [['doctor'], { command: 'doctor' }],
  ])('understands %j', (args, request) => {
    expect(requestOf(...args)).toEqual(request);
  });

  it('sets what was named of a customer, clears what was left empty, and leaves the rest alone', () => {
    const args = ['customers', 'update', 'cus_1', '--postal-code', '1012 AB', '--phone', ''];
    expect(
      requestOf(
        ...args,
        '--add-tax-id',
        'eu_vat:NL1',
        '--add-tax-id',
        'gb_vat:GB:2',
        '--remove-tax-id',
        'txi_1',
      ),
    ).toEqual({
      command: 'customers.update',
      id: 'cus_1',
      values: { postal_code: '1012 AB', phone: null },
      addTaxIds: [
        { type: 'eu_vat', value: 'NL1' },
        { type: 'gb_vat', value: 'GB:2' },
      ],
      removeTaxIds: ['txi_1'],
    });
  });

  it('knows what is to become of changes that wait', () => {
    expect(requestOf('pending', 'list')).toEqual({ command: 'pending.list' });
    expect(requestOf('pending', 'send')).toEqual({ command: 'pending.send', customer: null });
    expect(requestOf('pending', 'withdraw', 'cus_1')).toEqual({
      command: 'pending.withdraw',
      customer: 'cus_1',
    });
  });

  it('knows what the emulator is to do', () => {
    const args = [
      'emulator',
      '--size',
      'L',
      '--rate',
      '25',
      '--fault',
      '429:5',
      '--fault',
      'slow:1.5',
      '--port',
      '0',
    ];
    expect(requestOf(...args)).toEqual({
      size: 'L',
      accounts: 1,
      seed: 1,
      anchor: null,
      port: 0,
      rate: 25,
      faults: [
        { kind: '429', percent: 5 },
        { kind: 'slow', percent: 1.5 },
      ],
    });
  });

  it('takes its settings before and after the command', () => {
    const settings = { workspace: 'Gulf', json: true, keyStdin: true, output: '/home/ann/x.json' };
    const before = ['--workspace', 'Gulf', '--json', '--key-stdin', '--output', 'x.json'];
    expect(parse(...before, 'sync')).toMatchObject({ settings });
    expect(parse('sync', ...before)).toMatchObject({ settings });
    expect(parse('--user-data-dir', '/p', 'workspaces', 'list', '--workspace', 'all')).toMatchObject({
      settings: { workspace: null, json: false },
    });
  });

  it.each([
    ['nothing at all', []],
    ['a group without its command', ['customers']],
    ['an unknown command', ['frobnicate']],
    ['an unknown option', ['sync', '--frobnicate']],
    ['a missing argument', ['customers', 'get']],
    ['a missing option', ['invoices', 'pdf', 'in_1']],
    ['too many arguments', ['search', 'two', 'words']],
    ['a day that does not exist', ['invoices', 'list', '--from', '2026-02-30']],
    ['a limit out of range', ['customers', 'list', '--limit', '10001']],
    ['a limit of nothing', ['customers', 'list', '--limit', '0']],
    ['an unknown status', ['invoices', 'list', '--status', 'late']],
    ['an unknown size', ['workspaces', 'sample', '--size', 'XXL']],
    ['a change of nothing', ['customers', 'update', 'cus_1']],
    ['a tax ID without a type', ['customers', 'update', 'cus_1', '--add-tax-id', 'NL123']],
    ['an office without accounts', ['emulator', '--accounts', '0']],
    ['a fault that nobody knows', ['emulator', '--fault', 'gremlins:5']],
  ])('refuses %s as a usage error', (_what, args) => {
    expect(() => parse(...args)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });

  it.each([
    [['customers', 'list', '--limit', '0'], '--limit must be at least 1.'],
    [['customers', 'list', '--limit', 'ten'], /It must be a whole number\. See/],
    [['invoices', 'list', '--from', 'tomorrow'], '--from is not a day of the calendar (YYYY-MM-DD).'],
    [
      ['invoices', 'list', '--from', '2026-10-02', '--to', '2026-10-01'],
      'ends (2026-10-01) before it begins',
    ],
    [['invoices', 'list', '--status', 'late'], '--status must be one of draft, open, paid'],
    [
      ['customers', 'update', 'cus_1', '--postal-code', 'x'.repeat(513)],
      '--postal-code must have at most 512',
    ],
    [['workspaces', 'connect', '--name', ''], '--name must not be empty.'],
  ])('says in words what is wrong with %j', (args, sentence) => {
    expect(() => parse(...args)).toThrow(sentence);
  });

  it('exports every document with a number unless told otherwise', () => {
    const period = ['export', '--from', '2026-03-01', '--to', '2026-03-31', '--out', '/out'];
    expect(requestOf(...period)).toMatchObject({ documents: ['invoice', 'creditNote'] });
  });

  it('shows help and its version without doing anything', () => {
    expect(parse('--help')).toMatchObject({ kind: 'text', text: expect.stringContaining('workspaces') });
    expect(parse('customers', 'update', '--help')).toMatchObject({
      text: expect.stringContaining('--postal-code'),
    });
    expect(parse('--version')).toEqual({ kind: 'text', text: '1.2.3\n' });
  });
});

describe('a list longer than a page', () => {
  const rows = Array.from({ length: 1234 }, (_, index) => index);
  const readPage = ({ offset, limit }: { offset: number; limit: number }) => {
    expect(limit).toBeLessThanOrEqual(500);
    return Promise.resolve({ rows: rows.slice(offset, offset + limit), total: rows.length });
  };

  it('is read page by page, and its cursor goes on where it ended', async () => {
    const first = await readPages({ limit: 1100, cursor: null }, readPage);
    expect(first.items).toEqual(rows.slice(0, 1100));
    const second = await readPages({ limit: 1100, cursor: first.nextCursor }, readPage);
    expect(second.items).toEqual(rows.slice(1100));
    expect(second.nextCursor).toBeNull();
  });

  it('refuses a cursor that is not one of ours', async () => {
    await expect(readPages({ limit: 1, cursor: 'abc' }, readPage)).rejects.toThrow('nextCursor');
  });
});

describe('what is written', () => {
  function createTerminal() {
    const text = { stdout: '', stderr: '' };
    const sink = (name: 'stdout' | 'stderr') =>
      new PassThrough().on('data', (chunk: Buffer) => (text[name] += chunk.toString()));
    const terminal: Terminal = { stdin: new PassThrough(), stdout: sink('stdout'), stderr: sink('stderr') };
    return { terminal, text };
  }
  const failed = {
    kind: 'failed',
    failure: { code: 'offline', message: 'Stripe cannot be reached.', reference: null },
    exitCode: 4,
  } as const;

  it('is exactly one JSON value when a script asked for it', async () => {
    const { terminal, text } = createTerminal();
    await showResult(
      terminal,
      'audit.verify',
      { kind: 'done', value: { entries: 2, intact: true }, exitCode: 0 },
      {
        json: true,
        output: null,
      },
    );
    expect(JSON.parse(text.stdout)).toEqual({ entries: 2, intact: true });
  });

  it('is one JSON value on failure too; the sentence for people is apart from it', async () => {
    const { terminal, text } = createTerminal();
    await showResult(terminal, 'sync', failed, { json: true, output: null });
    expect(JSON.parse(text.stdout)).toEqual({ error: failed.failure });
    expect(text.stderr).toBe('Stripe cannot be reached.\n');
  });

  it('is text for people otherwise', async () => {
    const { terminal, text } = createTerminal();
    const workspace = { id: 'ws_1', name: 'Gulf', livemode: false, customers: 3, invoices: 12, asOf: null };
    await showResult(
      terminal,
      'workspaces.list',
      { kind: 'done', value: [workspace], exitCode: 0 },
      {
        json: false,
        output: null,
      },
    );
    expect(text.stdout.split('\n')[1]).toMatch(/^ws_1 +Gulf +TEST +3 +12 +Not yet synced to the end\.$/);
  });

  it('says of every entry of the audit log what became of it', async () => {
    const { terminal, text } = createTerminal();
    const entry = { at: 1_800_000_000, who: 'ann', workspaceId: 'ws_1', action: 'customer.updated' as const };
    const change = { target: 'cus_1', before: { city: null }, after: { city: 'Utrecht' }, requestId: null };
    const value: AuditItem[] = [
      { ...entry, ...change, outcome: 'refused' },
      { ...entry, ...change, outcome: 'done' },
    ];
    await showResult(
      terminal,
      'audit.list',
      { kind: 'done', value, exitCode: 0 },
      { json: false, output: null },
    );
    expect(text.stdout).toMatch(/customer\.updated +refused by Stripe +cus_1 +city: \(empty\) → Utrecht/);
    expect(text.stdout).toMatch(/customer\.updated +done +cus_1/);
  });

  it('shows what others changed beside what a person wants', async () => {
    const { terminal, text } = createTerminal();
    const fields = [{ field: 'city', base: 'Groningen', theirs: null, mine: 'Utrecht' }];
    const conflict: InvocationResult = {
      kind: 'failed',
      failure: { code: 'conflict', message: 'Somebody else was here.', reference: null, fields },
      exitCode: 1,
    };
    await showResult(terminal, 'customers.update', conflict, { json: false, output: null });
    expect(text.stderr).toContain('city: was Groningen, is now (empty), you want Utrecht');
  });

  it('lets no name from outside command the terminal or break a line of the table', async () => {
    const { terminal, text } = createTerminal();
    const hostile = 'Bar\u001b]0;owned\u0007\u009b31m\r\nNext';
    const workspace = { id: 'ws_1', name: hostile, livemode: false, customers: 3, invoices: 12, asOf: null };
    const result = { kind: 'done', value: [workspace], exitCode: 0 } as const;
    await showResult(terminal, 'workspaces.list', result, { json: false, output: null });
    expect(text.stdout).not.toMatch(/[^\P{Cc}\n]/u);
    expect(text.stdout.trimEnd().split('\n')).toHaveLength(2);
  });

  it('has no progress bar where nobody watches', () => {
    const { terminal, text } = createTerminal();
    createProgressBar(terminal.stderr).show({ label: 'Gulf', done: 1, expected: 2, secondsLeft: 1 });
    expect(text.stderr).toBe('');
  });

  it('never echoes the key that was piped in', async () => {
    const { terminal, text } = createTerminal();
    (terminal.stdin as PassThrough).end('  rk_test_123\n');
    expect(await readKey(terminal.stdin)).toBe('rk_test_123');
    expect(text).toEqual({ stdout: '', stderr: '' });
  });

  it('says so when no key was piped in', async () => {
    const { terminal } = createTerminal();
    (terminal.stdin as PassThrough).end('\n');
    await expect(readKey(terminal.stdin)).rejects.toThrow('nothing came');
  });
});

describe('the exit code', () => {
  it.each([
    ['invalid_input', 2],
    ['offline', 4],
    ['key_invalid', 5],
    ['permission_missing', 5],
    ['cancelled', 130],
    ['conflict', 1],
    ['internal', 1],
  ] as const)('of %s is %i', (code, exitCode) => expect(exitCodeOf(code)).toBe(exitCode));
});
