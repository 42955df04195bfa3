/** What the form of a Stripe key tells before anybody is asked. */
export type KeyKind =
  | { kind: 'restricted' | 'secret' | 'organization'; livemode: boolean }
  | { kind: 'publishable' | 'unknown' };

const apiKeyPattern = /^(sk|rk)(_org)?_(live|test)_[A-Za-z0-9_]+$/;

/** Reads kind and mode from a key's prefix. *Source*: stripe.md §8. */
export function kindOfKey(key: string): KeyKind {
  if (key.startsWith('pk_')) return { kind: 'publishable' };
  const match = apiKeyPattern.exec(key);
  if (!match) return { kind: 'unknown' };
  const livemode = match[3] === 'live';
  if (match[2] !== undefined) return { kind: 'organization', livemode };
  return { kind: match[1] === 'rk' ? 'restricted' : 'secret', livemode };
}
