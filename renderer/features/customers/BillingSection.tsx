import { Button, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAddressLines } from '../../../shared/domain/addresses.ts';
import { formatPhone } from '../../../shared/domain/phones.ts';
import { labelOfTaxIdType } from '../../../shared/domain/taxIds.ts';
import type { CustomerDetail, TaxId } from '../../../shared/ipc/schemas/customers.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Tag } from '../../ui/Tag.tsx';
import classes from './BillingSection.module.css';
import { toneOfVat } from './customerTones.ts';
import { Section } from '../../ui/Section.tsx';

/** The details that the next invoice will carry. */
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
  const { name, email, phone, address, preferredLocale, taxExempt, taxIds } = customer;
  const lines = formatAddressLines(address);
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
        <Fact name={tApp('customerField.name')}>{name ?? '–'}</Fact>
        <Fact name={t('page.billing.address')}>
          {lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
          {address.country !== null && <div>{format.country(address.country)}</div>}
          {lines.length === 0 && address.country === null && '–'}
        </Fact>
        <Fact name={tApp('customerField.email')}>{email ?? '–'}</Fact>
        <Fact name={tApp('customerField.phone')}>
          <span className="tabular">{phone === null ? '–' : formatPhone(phone, address.country)}</span>
        </Fact>
        <Fact name={t('page.billing.taxIds')}>
          {taxIds.length === 0 ? (
            <Text c="dimmed" span>
              {t('page.billing.noTaxIds')}
            </Text>
          ) : (
            taxIds.map((taxId) => <TaxIdLine key={taxId.id} taxId={taxId} />)
          )}
        </Fact>
        <Fact name={t('page.billing.tax')}>{tApp(`taxExempt.${taxExempt}`)}</Fact>
        <Fact name={t('page.billing.language')}>
          {preferredLocale === null
            ? t('page.billing.languageDefault')
            : format.languageName(preferredLocale)}
        </Fact>
      </Facts>
    </Section>
  );
}

function TaxIdLine({ taxId }: { taxId: TaxId }): ReactNode {
  const { t } = useTranslation('customers');
  const { type, value, status, verifiedName } = taxId;
  return (
    <div className={classes.taxId}>
      <span className="tabular">{value}</span>
      <Text c="dimmed" span>
        {labelOfTaxIdType(type)}
      </Text>
      <Tag tone={toneOfVat(status)}>{t(`vat.${status}`)}</Tag>
      {verifiedName !== null && (
        <Text c="dimmed" span>
          {t('page.billing.verifiedAs', { name: verifiedName })}
        </Text>
      )}
    </div>
  );
}
