import { Button, Group, Radio, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PortalLinkKind } from '../../../shared/domain/portal.ts';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import type { PortalOffer } from '../../../shared/ipc/schemas/portal.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useLiveRead } from '../../api/useLiveRead.ts';
import { CallError } from '../../app/CallError.tsx';
import { CustomerFacts } from '../../app/CustomerFacts.tsx';
import { LiveDialog } from '../../app/LiveDialog.tsx';
import { useObstacle } from '../../app/useObstacle.ts';
import { PortalLinkView } from './PortalLinkView.tsx';
import { sharersOf } from './sharersOf.ts';

/** Makes a link into the customer portal: which one, and then what to do with it. */
export function PortalDialog({
  customer,
  onClose,
}: {
  customer: Pick<CustomerDetail, 'workspaceId' | 'id'>;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('portal');
  const { workspaceId, id: customerId } = customer;
  const create = useIpcCommand('portal.createLink');
  const offer = useLiveRead('portal.prepare', { workspaceId, customerId });
  return (
    <LiveDialog title={t('title')} size={640} live={offer} isSending={create.isPending} onClose={onClose}>
      {(found) =>
        create.data ? (
          <PortalLinkView offer={found} link={create.data} onBack={create.reset} onClose={onClose} />
        ) : (
          <ChoiceStep
            offer={found}
            isMaking={create.isPending}
            failure={create.error && <CallError error={create.error} />}
            onMake={(kind) => create.mutate({ workspaceId, customerId, kind })}
            onClose={onClose}
          />
        )
      }
    </LiveDialog>
  );
}

interface ChoiceStepProps {
  offer: PortalOffer;
  isMaking: boolean;
  failure: ReactNode;
  onMake: (kind: PortalLinkKind) => void;
  onClose: () => void;
}

function ChoiceStep({ offer, isMaking, failure, onMake, onClose }: ChoiceStepProps): ReactNode {
  const { t } = useTranslation('portal');
  const obstacle = useObstacle(offer.workspaceId, ['portalLinks'], t('obstacle.offline'));
  const links = offer.links.map(({ kind, refusal, warnings }) => {
    // The login page has its own address: only a personal link is made by Stripe.
    const hindered = kind === 'login' ? null : obstacle;
    return { kind, warnings, reason: refusal === null ? hindered : t(`refusals.${refusal}`) };
  });
  const [chosen, choose] = useState(links.find(({ reason }) => reason === null)?.kind ?? null);
  return (
    <Stack>
      <CustomerFacts workspaceId={offer.workspaceId} customer={offer.customerName ?? offer.customerId} />
      <Radio.Group
        aria-label={t('which')}
        value={chosen ?? ''}
        onChange={(kind) => choose(links.find((link) => link.kind === kind)?.kind ?? null)}
      >
        <Stack gap="sm">
          {links.map(({ kind, reason, warnings }) => (
            <Radio
              key={kind}
              value={kind}
              disabled={reason !== null || isMaking}
              label={t(`kinds.${kind}.name`)}
              description={
                reason === null
                  ? [
                      t(`kinds.${kind}.text`, { email: offer.email ?? '' }),
                      ...warnings.map((warning) => t(`warnings.${warning}`, sharersOf(offer))),
                    ].join(' ')
                  : reason
              }
            />
          ))}
        </Stack>
      </Radio.Group>
      {failure}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          disabled={chosen === null}
          loading={isMaking}
          data-autofocus
          onClick={() => chosen !== null && onMake(chosen)}
        >
          {t('make')}
        </Button>
      </Group>
    </Stack>
  );
}
