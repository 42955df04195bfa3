import Stripe from 'stripe';
import { onTestFinished } from 'vitest';
import type { EmulatorOptions, RunningEmulator } from '../../electron/stripeEmulator/emulatorOptions.ts';
import type { EmulatorDependencies } from '../../electron/stripeEmulator/server.ts';
import { startEmulator } from '../../electron/stripeEmulator/startEmulator.ts';

/** The history of every test ends here. */
export const anchor = '2026-10-31';
/** A clock that stands one day after the history. */
export const nowMs = Date.parse('2026-11-01T12:00:00Z');

export interface EmulatedStripe {
  emulator: RunningEmulator;
  stripe: Stripe;
  /** A client with another key; the SDK never retries, so that a test sees the first answer. */
  clientFor(key: string): Stripe;
}

/** Starts an emulator of its own for a test and connects the real SDK to it. */
export async function emulatedStripe(
  options: Partial<EmulatorOptions> = {},
  dependencies: EmulatorDependencies = { nowMs: () => nowMs },
): Promise<EmulatedStripe> {
  const emulator = await startEmulator(
    { size: 'S', accounts: 1, seed: 7, anchor, verificationDelaySeconds: 0, ...options },
    dependencies,
  );
  onTestFinished(() => emulator.close());
  const clientFor = (key: string): Stripe => connectSdk(emulator.url, key);
  return { emulator, stripe: clientFor(firstAccount(emulator).key), clientFor };
}

export function connectSdk(url: string, key: string): Stripe {
  const { hostname, port } = new URL(url);
  return new Stripe(key, {
    host: hostname,
    port,
    protocol: 'http',
    telemetry: false,
    maxNetworkRetries: 0,
  });
}

export function firstAccount(emulator: RunningEmulator): RunningEmulator['accounts'][number] {
  const [account] = emulator.accounts;
  if (account === undefined) throw new Error('The emulator has no account.');
  return account;
}

/** The error that a call was refused with. */
export async function refusal(
  call: Promise<unknown>,
): Promise<InstanceType<typeof Stripe.errors.StripeError>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return error;
    throw error;
  }
  throw new Error('The call was not refused.');
}

export async function firstOf<T>(
  list: AsyncIterable<T>,
  fits: (item: T) => boolean = () => true,
): Promise<T> {
  for await (const item of list) if (fits(item)) return item;
  throw new Error('Nothing in the list fits.');
}

/** The types of the events since one of them, oldest first. */
export async function eventTypesSince(stripe: Stripe, eventId: string): Promise<string[]> {
  const types: string[] = [];
  for await (const event of stripe.events.list({ ending_before: eventId, limit: 100 }))
    types.push(event.type);
  return types;
}

export async function newestEvent(stripe: Stripe): Promise<string> {
  return (await firstOf(stripe.events.list({ limit: 1 }))).id;
}
