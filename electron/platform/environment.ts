import { AppError } from '../../shared/errors/appError.ts';

/** What the environment says; the key is taken out of it. */
export interface KantoorEnvironment {
  /** Stripe server that a new connection stores; null is Stripe itself. */
  stripeApiBase: string | null;
  /** Key for one selected session-only workspace. */
  stripeKey: string | null;
}

/** Reads Kantoor's variables and removes the key, so that no child process inherits it. */
export function readEnvironment(env: NodeJS.ProcessEnv, packaged: boolean): KantoorEnvironment {
  const stripeKey = env.KANTOOR_STRIPE_KEY?.trim() || null;
  // SECURITY: read once; Chromium's processes and anything started later never see it.
  delete env.KANTOOR_STRIPE_KEY;
  // SECURITY: a packaged app speaks to Stripe only: a variable must not be able to send keys elsewhere.
  const base = packaged ? null : env.KANTOOR_STRIPE_API_BASE?.trim() || null;
  return { stripeApiBase: base === null ? null : loopbackOrigin(base), stripeKey };
}

function loopbackOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const loopback = ['127.0.0.1', 'localhost', '[::1]'];
  if (url?.protocol !== 'http:' || !loopback.includes(url.hostname)) {
    throw new AppError(
      'invalid_input',
      'KANTOOR_STRIPE_API_BASE must be an address on this computer, like http://127.0.0.1:12111. Nothing was started.',
    );
  }
  return url.origin;
}
