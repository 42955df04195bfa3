import { idAt } from '../state/ids.ts';
import type { SeedContext } from './customerFacts.ts';

/** What an account has chosen in its Dashboard and the API does not show. */
export interface AccountSettings {
  id: string;
  /** Paying the invoice that paused a subscription brings it back by itself. */
  autoResume: boolean;
  /** What becomes of a subscription when the last attempt to collect has failed. */
  afterFinalFailure: 'canceled' | 'past_due' | 'paused' | 'unpaid';
}

export const SETTINGS_PREFIX = 'settings';

/** The second account of an office resumes nothing by itself; what follows the last failed attempt differs too. */
export function buildSeedSettings(context: SeedContext): AccountSettings {
  const { index } = context.account;
  return {
    id: idAt(SETTINGS_PREFIX, context.part, 0),
    autoResume: index % 3 !== 1,
    afterFinalFailure: (['paused', 'unpaid', 'past_due'] as const)[index % 3] ?? 'paused',
  };
}
