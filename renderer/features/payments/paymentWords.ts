import type { TFunction } from 'i18next';
import { explainDecline } from '../../../shared/domain/declines.ts';
import type { AttemptState } from '../../../shared/domain/collecting.ts';
import type {
  CollectableMethod,
  CollectionRun,
  PaymentAttempt,
} from '../../../shared/ipc/schemas/payments.ts';
import type { Format } from '../../format/useFormat.ts';
import type { Tone } from '../../ui/Tag.tsx';

type Words = TFunction<'payments'>;

const tones: Record<AttemptState, Tone> = {
  sending: 'accent',
  unknown: 'caution',
  paid: 'positive',
  processing: 'accent',
  declined: 'negative',
  authentication_required: 'caution',
  refused: 'negative',
  failed: 'negative',
  notCollected: 'quiet',
};

export function toneOfAttempt(state: AttemptState): Tone {
  return tones[state];
}

export interface DeclineWords {
  reason: string;
  advice: string;
  /** Stripe's own word, to quote. */
  code: string | null;
}

/** Why something was declined and what helps, for whatever code Stripe gave. */
export function describeDecline(
  { code, declineCode }: Pick<PaymentAttempt, 'code' | 'declineCode'>,
  t: Words,
): DeclineWords {
  const told = declineCode ?? code;
  const { reason, advice } = explainDecline(told);
  return { reason: t(`declineReason.${reason}`), advice: t(`declineAdvice.${advice}`), code: told };
}

/** When the money of a direct debit is expected; null for what arrives at once. */
export function describeClearing(
  clearing: CollectableMethod['clearing'],
  t: Words,
  format: Format,
): string | null {
  if (!clearing) return null;
  const [from, to, latest] = [clearing.from, clearing.to, clearing.latest].map((day) => format.day(day));
  return t(from === to ? 'clearing.usualOn' : 'clearing.usual', { from, to, latest });
}

/** What paying with a method does to the service. */
export function describeEffect({ effect }: Pick<CollectableMethod, 'effect'>, t: Words): string {
  const number = effect.restoringInvoiceNumber ?? effect.restoringInvoiceId ?? '';
  if (effect.effect === 'doesNotRestore')
    return t(`effect.doesNotRestore.${effect.reason ?? 'otherInvoice'}`, { number });
  if (effect.effect === 'unchanged' && effect.reason === 'notOfSubscription')
    return t('effect.unchangedNoSubscription');
  return t(`effect.${effect.effect}`);
}

type RunItem = CollectionRun['items'][number];

/** What became of one invoice of a series. */
export function describeItem(item: RunItem, t: Words): { tone: Tone; word: string; detail: string | null } {
  const { state, refusal, error } = item;
  if (state === 'waiting' || state === 'skipped')
    return { tone: 'quiet', word: t(`many.item.${state}`), detail: null };
  const word = t(`attempts.state.${state}`);
  const tone = toneOfAttempt(state);
  if (refusal !== null) return { tone, word: t('attempts.state.refused'), detail: t(`refusal.${refusal}`) };
  if (state === 'declined' || state === 'failed')
    return { tone, word, detail: describeDecline(item, t).reason };
  return { tone, word, detail: error };
}
