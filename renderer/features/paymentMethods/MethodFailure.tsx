import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { defaultRefusals, removalRefusals } from '../../../shared/domain/methodChanges.ts';
import type { IpcError } from '../../api/kantoorApi.ts';
import { CallError } from '../../app/CallError.tsx';
import { RefusalAlert } from '../../ui/RefusalAlert.tsx';

const knownReasons = [...removalRefusals, ...defaultRefusals];

/** What went wrong with a change; the reasons of our own rules have sentences of their own. */
export function MethodFailure({ error }: { error: IpcError }): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const reason = knownReasons.find((known) => known === error.details['reason']);
  if (error.code !== 'method_refused' || !reason) return <CallError error={error} />;
  return (
    <RefusalAlert>
      {t(`refusal.${reason}`)}{' '}
      {t(error.details['isHalfway'] === true ? 'refusal.halfway' : 'refusal.nothing')}
    </RefusalAlert>
  );
}
