import { describe, expect, it } from 'vitest';
import { followVerification } from '../../electron/services/followVerification.ts';

const customer = { workspaceId: 'workspace-1', customerId: 'cus_1' };

/** A customer whose one tax ID has these states, one after each read; the last one stays. */
async function follow(states: readonly string[]): Promise<{ reads: number; pausesMs: number[] }> {
  let reads = 0;
  const pausesMs: number[] = [];
  await followVerification(
    {
      cache: {
        listObjects: async () => {
          const status = states[Math.min(reads, states.length - 1)];
          return [
            { json: JSON.stringify({ id: 'txi_1', verification: { status } }), readAt: 1, readOrder: 1 },
          ];
        },
      },
      refreshCustomer: async () => void (reads += 1),
      pause: async (ms) => void pausesMs.push(ms),
    },
    customer,
  );
  return { reads, pausesMs };
}

describe('a new tax ID', () => {
  it('is read again until the tax office has answered', async () => {
    expect((await follow(['pending', 'pending', 'verified'])).reads).toBe(2);
  });

  it('is not read again when nobody has to verify it', async () => {
    expect((await follow(['unavailable'])).reads).toBe(0);
  });

  it('is left to the next catch-up when the tax office takes long, with longer and longer pauses', async () => {
    const { reads, pausesMs } = await follow(['pending']);
    expect(reads).toBe(3);
    expect(pausesMs).toEqual(pausesMs.toSorted((left, right) => left - right));
  });
});
