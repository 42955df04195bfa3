import type { CustomerRow } from '../../../shared/ipc/schemas/customers.ts';
import type { TaxIdVerification } from '../../../shared/domain/customers.ts';
import type { ServiceState } from '../../../shared/domain/subscriptions.ts';
import type { Tone } from '../../ui/Tag.tsx';

const serviceTones: Record<ServiceState, Tone> = {
  running: 'positive',
  warning: 'caution',
  suspended: 'negative',
  paused: 'caution',
  ended: 'quiet',
  none: 'quiet',
};

const vatTones: Record<CustomerRow['vatState'] | TaxIdVerification, Tone> = {
  missing: 'caution',
  unverified: 'caution',
  pending: 'quiet',
  verified: 'positive',
  unavailable: 'quiet',
};

const editTones: Record<NonNullable<CustomerRow['pendingEdit']>, Tone> = {
  waiting: 'accent',
  unknown: 'caution',
  conflict: 'caution',
  refused: 'negative',
  customerDeleted: 'quiet',
};

export function toneOfEdit(state: NonNullable<CustomerRow['pendingEdit']>): Tone {
  return editTones[state];
}

export function toneOfService(service: ServiceState): Tone {
  return serviceTones[service];
}

export function toneOfVat(state: CustomerRow['vatState'] | TaxIdVerification): Tone {
  return vatTones[state];
}
