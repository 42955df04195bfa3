import { Alert, Badge, Radio, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CollectableMethod, CollectionOffer } from '../../../shared/ipc/schemas/payments.ts';
import { CustomerFacts } from '../../app/CustomerFacts.tsx';
import { formatExpiry } from '../../format/dates.ts';
import { useMethodName } from '../../app/useMethodName.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fact } from '../../ui/Facts.tsx';
import { describeClearing, describeDecline, describeEffect } from './paymentWords.ts';

export interface CollectOfferProps {
  offer: CollectionOffer;
  chosen: string | null;
  onChoose: (methodId: string) => void;
  isLocked: boolean;
}

/** What would be collected, from whom, where and with what. */
export function CollectOffer({ offer, chosen, onChoose, isLocked }: CollectOfferProps): ReactNode {
  const { t } = useTranslation('payments');
  const method = offer.methods.find(({ id }) => id === chosen);
  return (
    <Stack gap="md">
      <OfferFacts offer={offer} />
      {offer.methods.length > 0 && (
        <Radio.Group label={t('collect.methods')} value={chosen} onChange={onChoose}>
          <Stack gap={8} mt={6}>
            {offer.methods.map((each) => (
              <MethodRadio key={each.id} method={each} isLocked={isLocked} />
            ))}
          </Stack>
        </Radio.Group>
      )}
      {method && offer.refusal === null && <Consequences method={method} />}
    </Stack>
  );
}

function OfferFacts({ offer }: { offer: CollectionOffer }): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  return (
    <CustomerFacts workspaceId={offer.workspaceId} customer={offer.customerName ?? offer.customerId}>
      <Fact name={t('collect.invoice')}>{offer.invoiceNumber ?? t('collect.draftNumber')}</Fact>
      <Fact name={t('collect.amount')}>
        <strong className="tabular">{format.money(offer)}</strong>
      </Fact>
    </CustomerFacts>
  );
}

function MethodRadio({ method, isLocked }: { method: CollectableMethod; isLocked: boolean }): ReactNode {
  const { t } = useTranslation('payments');
  const { id, refusal, expMonth, expYear, isDefault } = method;
  const nameOf = useMethodName();
  const expiry =
    expMonth !== null && expYear !== null
      ? t('collect.expires', { month: formatExpiry(expMonth, expYear) })
      : null;
  return (
    <Radio
      value={id}
      disabled={isLocked || refusal !== null}
      label={
        <>
          {nameOf(method)}{' '}
          {isDefault && (
            <Badge size="xs" variant="default" tt="none" fw={500}>
              {t('collect.default')}
            </Badge>
          )}
        </>
      }
      description={refusal === null ? expiry : t(`methodRefusal.${refusal}`)}
    />
  );
}

/** What choosing this method means: when the money comes, what the service does, what the bank said last time. */
function Consequences({ method }: { method: CollectableMethod }): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const clearing = describeClearing(method.clearing, t, format);
  const { advisedAgainst } = method;
  return (
    <Stack gap={6}>
      <Text>{describeEffect(method, t)}</Text>
      {clearing !== null && <Text c="dimmed">{clearing}</Text>}
      {advisedAgainst !== null && (
        <Alert color="orange" variant="light" icon={<IconAlertTriangle size={18} />}>
          {describeDecline({ code: null, declineCode: advisedAgainst }, t).reason}{' '}
          {t('outcome.doNotTryAgain')}
        </Alert>
      )}
    </Stack>
  );
}
