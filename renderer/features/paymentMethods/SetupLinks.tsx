import { Button, Group, Text } from '@mantine/core';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetail } from '../../../shared/ipc/schemas/customers.ts';
import type { SetupLink } from '../../../shared/ipc/schemas/paymentMethods.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { useFormat } from '../../format/useFormat.ts';

/** PERF: one read a look, of a budget that every desktop shares; the event feed notices it too, minutes later. */
const lookEveryMs = 30_000;

export interface SetupLinksProps {
  customer: CustomerDetail;
  onMakeDefault: (methodId: string) => void;
}

/** Links that were given out: still open, used, or over. */
export function SetupLinks({ customer, onMakeDefault }: SetupLinksProps): ReactNode {
  const { workspaceId, id: customerId, paymentMethods } = customer;
  const { data: links = [] } = useIpcQuery('paymentMethods.listSetupLinks', { workspaceId, customerId });
  const { mutate: follow } = useIpcCommand('paymentMethods.followSetupLinks');
  const isWaiting = links.some(({ state }) => state === 'open');
  useEffect(() => {
    if (!isWaiting) return undefined;
    const look = (): void => {
      if (document.hasFocus()) follow({ workspaceId, customerId });
    };
    look();
    const timer = setInterval(look, lookEveryMs);
    return () => clearInterval(timer);
  }, [isWaiting, follow, workspaceId, customerId]);
  return links.map((link) => (
    <SetupLinkLine
      key={link.sessionId}
      link={link}
      method={paymentMethods.find(({ id }) => id === link.methodId) ?? null}
      onMakeDefault={onMakeDefault}
    />
  ));
}

interface SetupLinkLineProps {
  link: SetupLink;
  method: CustomerDetail['paymentMethods'][number] | null;
  onMakeDefault: (methodId: string) => void;
}

function SetupLinkLine({ link, method, onMakeDefault }: SetupLinkLineProps): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const format = useFormat();
  const forget = useIpcCommand('paymentMethods.forgetSetupLink');
  const { sessionId, state, createdAt, expiresAt } = link;
  const canBeDefault = method !== null && method.usable && !method.isDefault;
  return (
    <Group justify="space-between" gap="xs" py={4}>
      <Text size="sm" role="status">
        {state === 'open'
          ? t('link.open', { moment: format.moment(createdAt), until: format.moment(expiresAt) })
          : state === 'expired'
            ? t('link.expired', { moment: format.moment(createdAt) })
            : t(method === null ? 'link.arrivedUnknown' : 'link.arrived', { method: method?.label ?? '' })}
      </Text>
      <Group gap={6}>
        {state === 'arrived' && canBeDefault && (
          <Button size="compact-xs" onClick={() => onMakeDefault(method.id)}>
            {t('link.makeDefault')}
          </Button>
        )}
        <Button size="compact-xs" variant="default" onClick={() => forget.mutate({ sessionId })}>
          {t('link.hide')}
        </Button>
      </Group>
    </Group>
  );
}
