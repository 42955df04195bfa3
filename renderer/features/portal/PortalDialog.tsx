import { Button, Group, Loader, Modal, Radio, Stack, Text } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PortalLinkKind } from '../../../shared/domain/portal.ts';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import type { PortalOffer } from '../../../shared/ipc/schemas/portal.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { useScope } from '../../app/useScope.ts';
import { LiveBadge } from '../../ui/LiveBadge.tsx';
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
  const prepare = useIpcCommand('portal.prepare');
  const create = useIpcCommand('portal.createLink');
  const { mutate: readOffer } = prepare;
  const read = (): void => readOffer({ workspaceId, customerId });
  useEffect(() => readOffer({ workspaceId, customerId }), [readOffer, workspaceId, customerId]);
  return (
    <Modal opened onClose={onClose} title={t('title')} size={640}>
      {prepare.data && create.data ? (
        <PortalLinkView offer={prepare.data} link={create.data} onBack={create.reset} onClose={onClose} />
      ) : prepare.data ? (
        <ChoiceStep
          offer={prepare.data}
          isMaking={create.isPending}
          failure={create.error && <CallError error={create.error} />}
          onMake={(kind) => create.mutate({ workspaceId, customerId, kind })}
          onClose={onClose}
        />
      ) : (
        <Stack>
          {prepare.error ? <CallError error={prepare.error} onRetry={read} /> : <Reading />}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  );
}

function Reading(): ReactNode {
  const { t } = useTranslation('portal');
  return (
    <Group gap="sm" role="status" mih={180} justify="center">
      <Loader size="sm" />
      <Text c="dimmed">{t('reading')}</Text>
    </Group>
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
  const [chosen, choose] = useState(offer.links.find(({ refusal }) => refusal === null)?.kind ?? null);
  const workspace = useScope().byId(offer.workspaceId);
  return (
    <Stack>
      <Group gap="xs">
        <Text>
          {t('for', { customer: offer.customerName ?? offer.customerId, account: workspace?.name ?? '' })}
        </Text>
        {workspace && <LiveBadge livemode={workspace.livemode} />}
      </Group>
      <Radio.Group
        aria-label={t('which')}
        value={chosen ?? ''}
        onChange={(kind) => choose(offer.links.find((link) => link.kind === kind)?.kind ?? null)}
      >
        <Stack gap="sm">
          {offer.links.map(({ kind, refusal, warnings }) => (
            <Radio
              key={kind}
              value={kind}
              disabled={refusal !== null || isMaking}
              label={t(`kinds.${kind}.name`)}
              description={
                refusal === null
                  ? [
                      t(`kinds.${kind}.text`, { email: offer.email ?? '' }),
                      ...warnings.map((warning) => t(`warnings.${warning}`, sharersOf(offer))),
                    ].join(' ')
                  : t(`refusals.${refusal}`)
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
