// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createQueryClient } from '../../renderer/api/queryClient.ts';
import { useLiveRead, type LiveRead } from '../../renderer/api/useLiveRead.ts';
import type { OutputOf } from '../../shared/ipc/contract.ts';

let asked: unknown[];
let answers: unknown[];
let live: LiveRead<OutputOf<'invoices.getHostedLink'>>;
let root: ReturnType<typeof createRoot>;
let queryClient: ReturnType<typeof createQueryClient>;

beforeEach(() => {
  live = { data: undefined, error: null, read: () => undefined };
  asked = [];
  answers = [];
  Object.assign(window, {
    kantoorApi: {
      invoke: async (_name: string, input: unknown) => {
        asked.push(input);
        return answers.shift();
      },
    },
  });
  queryClient = createQueryClient();
  root = createRoot(document.createElement('div'));
});

afterEach(() => root.unmount());

function Dialog({ invoiceId }: { invoiceId: string }): null {
  live = useLiveRead('invoices.getHostedLink', { workspaceId: 'a', invoiceId });
  return null;
}

function show(invoiceId: string): void {
  root.render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <Dialog invoiceId={invoiceId} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

const linkTo = (url: string) => ({ ok: true, value: { url } });
const failure = { ok: false, error: { code: 'offline', message: 'Away.', reference: null, details: {} } };

test('a dialog reads once when it opens, also where React mounts it twice', async () => {
  answers = [linkTo('one')];
  show('in_1');
  await expect.poll(() => live.data).toEqual({ url: 'one' });
  expect(asked).toEqual([{ workspaceId: 'a', invoiceId: 'in_1' }]);
});

test('reading again takes away what was read before, and asks once more', async () => {
  answers = [linkTo('one'), failure, linkTo('two')];
  show('in_1');
  await expect.poll(() => live.data).toEqual({ url: 'one' });
  live.read();
  await expect.poll(() => live.error?.code).toBe('offline');
  expect(live.data).toBeUndefined();
  live.read();
  await expect.poll(() => live.data).toEqual({ url: 'two' });
  expect(live.error).toBeNull();
  expect(asked).toHaveLength(3);
});

test('another input is read, and nothing of a closed dialog is kept', async () => {
  answers = [linkTo('one'), linkTo('two')];
  show('in_1');
  await expect.poll(() => live.data).toEqual({ url: 'one' });
  show('in_2');
  await expect.poll(() => live.data).toEqual({ url: 'two' });
  root.unmount();
  await expect.poll(() => queryClient.getQueryCache().getAll()).toEqual([]);
});
