import type { RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';

/** Random numbers from 0 to 1 that are the same for the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Listed {
  id: string;
  customer?: string;
  currency?: string;
  amount_remaining?: number;
}

type Parameters = Record<string, string | number>;

/** Somebody else who works in an account of the sample office. */
export interface OtherHand {
  /** One change of some kind to some object; true where the office accepted it. */
  change(): Promise<boolean>;
  /** Begins a change and lets it run beside everything else. */
  begin(): void;
  /** Waits for the changes that were begun; from then on none begins beside anything. */
  rest(): Promise<void>;
  /** How many changes the office has accepted. */
  readonly changes: number;
}

/** Makes somebody who changes the first account at random, with a key that may do everything. */
export function createOtherHand(emulator: RunningEmulator, random: () => number): OtherHand {
  const authorization = `Bearer ${emulator.accounts[0]?.sampleKey ?? ''}`;
  let changes = 0;

  async function send<Value>(method: string, path: string, body: Parameters = {}): Promise<Value | null> {
    const form = new URLSearchParams(Object.entries(body).map(([name, value]) => [name, String(value)]));
    const headers = { authorization, 'content-type': 'application/x-www-form-urlencoded' };
    try {
      const answer = await fetch(`${emulator.url}/v1/${path}`, {
        method,
        headers,
        signal: AbortSignal.timeout(2000),
        ...(method === 'POST' ? { body: form } : {}),
      });
      return answer.ok ? ((await answer.json()) as Value) : null;
    } catch {
      return null;
    }
  }
  async function any(path: string): Promise<Listed | null> {
    const page = await send<{ data: Listed[] }>('GET', `${path}${path.includes('?') ? '&' : '?'}limit=40`);
    return page?.data[Math.floor(random() * page.data.length)] ?? null;
  }
  const post = (path: string, body: Parameters = {}): Promise<Listed | null> => send('POST', path, body);
  const onAny = async (list: string, act: (object: Listed) => Promise<unknown>): Promise<unknown> => {
    const object = await any(list);
    return object && act(object);
  };

  const kinds: (() => Promise<unknown>)[] = [
    () => onAny('customers', ({ id }) => post(`customers/${id}`, { name: `Renamed ${random()}` })),
    () => post('customers', { name: `New ${random()}`, email: 'new@example.com' }),
    () =>
      onAny('customers', ({ id }) =>
        post(`customers/${id}/tax_ids`, { type: 'eu_vat', value: 'NL123456782B12' }),
      ),
    () => onAny('customers', ({ id }) => post('payment_methods/pm_card_visa/attach', { customer: id })),
    () => onAny('customers', ({ id }) => post('invoices', { customer: id })),
    () =>
      onAny('invoices?status=draft', ({ id, customer = '', currency = '' }) =>
        post('invoiceitems', { invoice: id, customer, currency, amount: 1200, description: 'Extra' }),
      ),
    () => onAny('invoices?status=draft', ({ id }) => send('DELETE', `invoices/${id}`)),
    () => onAny('invoices?status=draft', ({ id }) => post(`invoices/${id}/finalize`)),
    () => onAny('invoices?status=open', ({ id }) => post(`invoices/${id}/pay`)),
    () => onAny('invoices?status=open', ({ id }) => post(`invoices/${id}/void`)),
    () => onAny('invoices?status=open', ({ id }) => post(`invoices/${id}/mark_uncollectible`)),
    () =>
      onAny('invoices?status=open', ({ id, amount_remaining = 0 }) =>
        post('credit_notes', { invoice: id, amount: Math.max(1, Math.floor(amount_remaining / 2)) }),
      ),
    () => onAny('subscriptions', ({ id }) => post(`subscriptions/${id}`, { 'metadata[note]': random() })),
    () => onAny('subscriptions', ({ id }) => send('DELETE', `subscriptions/${id}`)),
  ];

  async function change(): Promise<boolean> {
    const isRare = random() < 0.03;
    const done = isRare
      ? await onAny('customers', ({ id }) => send('DELETE', `customers/${id}`))
      : await kinds[Math.floor(random() * kinds.length)]?.();
    if (done) changes += 1;
    return Boolean(done);
  }
  const begun = new Set<Promise<boolean>>();
  let isResting = false;

  return {
    get changes() {
      return changes;
    },
    change,
    begin() {
      if (isResting) return;
      const one = change().finally(() => begun.delete(one));
      begun.add(one);
    },
    async rest() {
      isResting = true;
      while (begun.size > 0) await Promise.all(begun);
    },
  };
}
