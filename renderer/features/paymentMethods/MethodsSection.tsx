import { Badge, Button, Table, Text, Tooltip } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isDirectDebit } from '../../../shared/domain/paymentMethods.ts';
import type { CustomerDetail, PaymentMethod } from '../../../shared/ipc/schemas/customers.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { useMethodName } from '../../app/useMethodName.ts';
import { formatExpiry } from '../../format/dates.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Section } from '../../ui/Section.tsx';
import { Tag, type Tone } from '../../ui/Tag.tsx';
import { AddMethodDialog } from './AddMethodDialog.tsx';
import { DefaultDialog } from './DefaultDialog.tsx';
import { describeNames, describeUnusable } from './methodWords.ts';
import { ObstacleButton } from './ObstacleButton.tsx';
import { OpenChanges } from './OpenChanges.tsx';
import classes from './PaymentMethods.module.css';
import { RemoveDialog } from './RemoveDialog.tsx';
import { SetupLinks } from './SetupLinks.tsx';
import { useAddObstacle, useMethodObstacle } from './useMethodObstacle.ts';

type Mandate = 'active' | 'pending' | 'refused' | 'revoked';
type Opened = { dialog: 'add' } | { dialog: 'remove' | 'default'; methodId: string } | null;

export interface MethodsSectionProps {
  customer: CustomerDetail;
  /** Offers to collect what is open; given by the app, because features do not know each other. */
  collect: ReactNode;
}

/** How a customer pays: what is registered, what uses it, and changing that. */
export function MethodsSection({ customer, collect }: MethodsSectionProps): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const format = useFormat();
  const [opened, open] = useState<Opened>(null);
  const { workspaceId, id: customerId, paymentMethods, paymentMethodsAsOf, deleted } = customer;
  const mandates = useMandates(customer);
  const close = (): void => open(null);
  return (
    <Section
      title={t('title')}
      aside={
        <Text c="dimmed" size="xs">
          {paymentMethodsAsOf === null
            ? t('never')
            : t('asOf', { time: format.freshness(paymentMethodsAsOf) })}
        </Text>
      }
      action={!deleted && <AddButton workspaceId={workspaceId} onClick={() => open({ dialog: 'add' })} />}
    >
      <OpenChanges workspaceId={workspaceId} customerId={customerId} />
      <SetupLinks customer={customer} onMakeDefault={(methodId) => open({ dialog: 'default', methodId })} />
      {paymentMethods.length === 0 ? (
        paymentMethodsAsOf !== null && <Text c="dimmed">{t('none')}</Text>
      ) : (
        <Table aria-label={t('title')} className={classes.line ?? ''}>
          <Table.Tbody>
            {paymentMethods.map((method) => (
              <MethodLine
                key={method.id}
                method={method}
                customer={customer}
                mandate={mandates.get(method.id) ?? null}
                onOpen={(dialog) => open({ dialog, methodId: method.id })}
              />
            ))}
          </Table.Tbody>
        </Table>
      )}
      {opened?.dialog === 'add' && <AddMethodDialog customer={customer} onClose={close} />}
      {opened?.dialog === 'remove' && (
        <RemoveDialog methodRef={{ workspaceId, customerId, methodId: opened.methodId }} onClose={close} />
      )}
      {opened?.dialog === 'default' && (
        <DefaultDialog
          methodRef={{ workspaceId, customerId, methodId: opened.methodId }}
          collect={collect}
          onClose={close}
        />
      )}
    </Section>
  );
}

/** Mandates are not in the local copy: Stripe is asked, where there is a direct debit and Stripe can be reached. */
function useMandates({ workspaceId, id, paymentMethods }: CustomerDetail): ReadonlyMap<string, Mandate> {
  const hasDebit = paymentMethods.some(({ type }) => isDirectDebit(type));
  const { data = [] } = useIpcQuery(
    'paymentMethods.listMandates',
    { workspaceId, customerId: id },
    { enabled: hasDebit },
  );
  return new Map(data.map(({ methodId, state }) => [methodId, state]));
}

function AddButton({ workspaceId, onClick }: { workspaceId: string; onClick: () => void }): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const obstacle = useAddObstacle(workspaceId);
  return (
    <Tooltip label={obstacle} disabled={obstacle === null} multiline maw={320}>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={14} />}
        {...(obstacle === null ? {} : { 'data-disabled': true })}
        aria-disabled={obstacle !== null}
        onClick={() => obstacle === null && onClick()}
      >
        {t('add.button')}
      </Button>
    </Tooltip>
  );
}

interface MethodLineProps {
  method: PaymentMethod;
  customer: CustomerDetail;
  mandate: Mandate | null;
  onOpen: (dialog: 'remove' | 'default') => void;
}

function MethodLine({ method, customer, mandate, onOpen }: MethodLineProps): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const { expMonth, expYear, isDefault, namedBy, removableReason } = method;
  const nameOf = useMethodName();
  const notes = [
    ...(namedBy.length > 0 ? [t('usedBy', { names: describeNames(namedBy, t) })] : []),
    describeUnusable(method, t),
    removableReason === null ? null : t(`refusal.${removableReason}`),
  ].filter((note) => note !== null);
  return (
    <Table.Tr>
      <Table.Td>
        <span className={classes.name}>
          {nameOf(method)}
          {isDefault && (
            <Badge size="xs" variant="default" tt="none" fw={500}>
              {t('isDefault')}
            </Badge>
          )}
          {mandate !== null && <Tag tone={mandateTones[mandate]}>{t(`mandate.${mandate}`)}</Tag>}
        </span>
        {notes.map((note) => (
          <Text key={note} c="dimmed" size="xs">
            {note}
          </Text>
        ))}
      </Table.Td>
      <Table.Td className={`tabular ${classes.whole}`}>
        {expMonth !== null && expYear !== null && t('expires', { month: formatExpiry(expMonth, expYear) })}
      </Table.Td>
      <Table.Td>
        {!customer.deleted && <MethodActions method={method} customer={customer} onOpen={onOpen} />}
      </Table.Td>
    </Table.Tr>
  );
}

const mandateTones: Record<Mandate, Tone> = {
  active: 'positive',
  pending: 'caution',
  refused: 'negative',
  revoked: 'negative',
};

function MethodActions({ method, customer, onOpen }: Omit<MethodLineProps, 'mandate'>): ReactNode {
  const { t } = useTranslation('paymentMethods');
  const obstacle = useMethodObstacle(customer.workspaceId);
  const { id, isDefault, usable, removableReason } = method;
  const name = useMethodName()(method);
  const othersNameAnother = customer.paymentMethods.some(
    (other) => other.id !== id && other.namedBy.length > 0,
  );
  const canBeDefault = usable && (!isDefault || othersNameAnother);
  return (
    <span className={classes.actions}>
      {canBeDefault && (
        <ObstacleButton
          obstacle={obstacle}
          label={t(isDefault ? 'default.everywhere' : 'default.button')}
          about={t(isDefault ? 'default.everywhereOf' : 'default.of', { method: name })}
          onClick={() => onOpen('default')}
        />
      )}
      <ObstacleButton
        obstacle={obstacle ?? (removableReason === null ? null : t(`refusal.${removableReason}`))}
        label={t('remove.button')}
        about={t('remove.of', { method: name })}
        onClick={() => onOpen('remove')}
      />
    </span>
  );
}
