import type { SeedContext } from './customerFacts.ts';
import { hashText, mix } from './random.ts';

const DAY = 86_400;
/** A link just returned by the API holds for at least ten days. */
const FRESH_DAYS = 10;

export type DocumentKind = 'invoice' | 'credit_note' | 'receipt';

/**
 * Links to an object's document. `validUntil` is Stripe's own rule (30 days after the due date); links of older
 * objects are renewed by every read.
 */
export function documentLinks(
  context: Pick<SeedContext, 'account' | 'documentsUrl' | 'livemode'>,
  kind: DocumentKind,
  id: string,
  validUntil: number,
  today: number,
): { hosted: string; pdf: string } {
  const expiryDay = Math.max(Math.ceil(validUntil / DAY), today + FRESH_DAYS);
  const token = `${id}.${expiryDay.toString(36)}.${sign(context.account.salt, id, expiryDay)}`;
  const mode = context.livemode ? 'live' : 'test';
  const head = `${context.documentsUrl}/${kind}/${context.account.id}/${mode}_${token}`;
  return { hosted: `${head}?s=ap`, pdf: `${head}/pdf?s=ap` };
}

type LinkState = { state: 'valid' | 'expired'; id: string } | { state: 'unknown' };

/** What a token from a link stands for today. */
export function readLinkToken(salt: number, token: string, today: number): LinkState {
  const [id, expiry, signature] = token.split('.');
  if (id === undefined || expiry === undefined || signature === undefined) return { state: 'unknown' };
  const expiryDay = Number.parseInt(expiry, 36);
  if (signature !== sign(salt, id, expiryDay)) return { state: 'unknown' };
  return { state: expiryDay <= today ? 'expired' : 'valid', id };
}

/** Not a secret, only enough to tell a made-up link: everything here is on loopback and fictional. */
function sign(salt: number, id: string, expiryDay: number): string {
  return mix(salt, hashText(id), expiryDay).toString(36).padStart(7, '0');
}
