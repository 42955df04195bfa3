import { Button, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAddressLines } from '../../../shared/domain/addresses.ts';
import {
  isAddressField,
  toAddress,
  toCustomerValues,
  type NewTaxId,
} from '../../../shared/domain/customerChanges.ts';
import {
  taxExemptions,
  type Address,
  type CustomerField,
  type CustomerValues,
  type TaxExemption,
} from '../../../shared/domain/customers.ts';
import { formatPhone } from '../../../shared/domain/phones.ts';
import { labelOfTaxIdType } from '../../../shared/domain/taxIds.ts';
import type { CustomerDetail, TaxId } from '../../../shared/ipc/schemas/customers.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Tag } from '../../ui/Tag.tsx';
import classes from './BillingSection.module.css';
import { toneOfVat } from './customerTones.ts';
import { PendingValue } from './PendingValue.tsx';
import { Section } from '../../ui/Section.tsx';

/** The details that the next invoice will carry, and beside them what a change that waits makes of them. */
export function BillingSection({
  customer,
  onEdit,
}: {
  customer: CustomerDetail;
  /** Undefined where the details cannot be edited. */
  onEdit: (() => void) | undefined;
}): ReactNode {
  const { t } = useTranslation('customers');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const values = toCustomerValues(customer);
  const wanted = customer.pendingEdit?.edit.values ?? {};
  const next: CustomerValues = { ...values, ...wanted };
  const fact = (field: CustomerField, name: string, say: (from: CustomerValues) => string): ReactNode => (
    <Fact name={name}>
      {say(values)}
      {wanted[field] !== undefined && (
        <PendingValue isCleared={wanted[field] === null}>{say(next)}</PendingValue>
      )}
    </Fact>
  );
  return (
    <Section
      title={t('page.billing.title')}
      action={
        onEdit && (
          <Button variant="default" leftSection={<IconPencil size={14} />} onClick={onEdit}>
            {t('page.edit')}
          </Button>
        )
      }
    >
      <Facts>
        {fact('name', tApp('customerField.name'), ({ name }) => name ?? '–')}
        <Fact name={t('page.billing.address')}>
          <AddressLines address={toAddress(values)} />
          {Object.keys(wanted).some(isAddressField) && (
            <PendingValue isCleared={false}>
              <AddressLines address={toAddress(next)} />
            </PendingValue>
          )}
        </Fact>
        {fact('email', tApp('customerField.email'), ({ email }) => email ?? '–')}
        {fact('phone', tApp('customerField.phone'), ({ phone, country }) =>
          phone === null ? '–' : formatPhone(phone, country),
        )}
        <Fact name={t('page.billing.taxIds')}>
          <TaxIds customer={customer} />
        </Fact>
        {fact('taxExempt', t('page.billing.tax'), ({ taxExempt }) =>
          tApp(`taxExempt.${toTaxExemption(taxExempt)}`),
        )}
        {fact('preferredLocale', t('page.billing.language'), ({ preferredLocale }) =>
          preferredLocale === null ? t('page.billing.languageDefault') : format.languageName(preferredLocale),
        )}
      </Facts>
    </Section>
  );
}

function toTaxExemption(value: string | null): TaxExemption {
  return taxExemptions.find((known) => known === value) ?? 'none';
}

function AddressLines({ address }: { address: Address }): ReactNode {
  const format = useFormat();
  const lines = formatAddressLines(address);
  if (lines.length === 0 && address.country === null) return '–';
  return (
    <>
      {lines.map((line) => (
        <div key={line}>{line}</div>
      ))}
      {address.country !== null && <div>{format.country(address.country)}</div>}
    </>
  );
}

function TaxIds({ customer: { taxIds, pendingEdit } }: { customer: CustomerDetail }): ReactNode {
  const { t } = useTranslation('customers');
  const added = pendingEdit?.edit.addTaxIds ?? [];
  const removed = pendingEdit?.edit.removeTaxIds ?? [];
  return (
    <>
      {taxIds.length === 0 && (
        <Text c="dimmed" span>
          {t('page.billing.noTaxIds')}
        </Text>
      )}
      {taxIds.map((taxId) => (
        <TaxIdLine key={taxId.id} taxId={taxId} isGoing={removed.some(({ id }) => id === taxId.id)} />
      ))}
      {added.map((taxId) => (
        <NewTaxIdLine key={`${taxId.type} ${taxId.value}`} taxId={taxId} />
      ))}
    </>
  );
}

function NewTaxIdLine({ taxId: { type, value } }: { taxId: NewTaxId }): ReactNode {
  const { t } = useTranslation('pendingEdits');
  return (
    <div className={classes.pending}>
      <span className="tabular">{value}</span>
      <Text c="dimmed" span>
        {labelOfTaxIdType(type)}
      </Text>
      <Tag tone="accent">{t('onPage.added')}</Tag>
    </div>
  );
}

function TaxIdLine({ taxId, isGoing }: { taxId: TaxId; isGoing: boolean }): ReactNode {
  const { t } = useTranslation('customers');
  const { t: tPending } = useTranslation('pendingEdits');
  const { type, value, status, verifiedName } = taxId;
  return (
    <div className={classes.taxId}>
      <span className="tabular">{value}</span>
      <Text c="dimmed" span>
        {labelOfTaxIdType(type)}
      </Text>
      <Tag tone={toneOfVat(status)}>{t(`vat.${status}`)}</Tag>
      {isGoing && <Tag tone="accent">{tPending('onPage.taxIdRemoved')}</Tag>}
      {verifiedName !== null && (
        <Text c="dimmed" span>
          {t('page.billing.verifiedAs', { name: verifiedName })}
        </Text>
      )}
    </div>
  );
}
