import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';

/** The customer as it stands on the document, and that it stays so. */
export function BilledToSection({ invoice }: { invoice: InvoiceDetail }): ReactNode {
  const { t } = useTranslation('invoices');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const { name, email, phone, addressLines, country, taxExempt, taxIds } = invoice.billedTo;
  const lines = [...addressLines, ...(country === null ? [] : [format.country(country)])];
  const numbers = taxIds.flatMap(({ value }) => value ?? []);
  return (
    <Section title={t('billedTo.title')}>
      <Text c="dimmed" mb={6}>
        {t(invoice.status === 'draft' ? 'billedTo.notFrozen' : 'billedTo.frozen')}
      </Text>
      <Facts>
        <Fact name={t('billedTo.name')}>{name ?? '–'}</Fact>
        <Fact name={t('billedTo.address')}>
          {lines.length === 0 ? '–' : lines.map((line) => <div key={line}>{line}</div>)}
        </Fact>
        <Fact name={t('billedTo.taxIds')}>
          {numbers.length === 0 ? t('billedTo.noTaxIds') : numbers.join(', ')}
        </Fact>
        {taxExempt !== null && <Fact name={t('billedTo.tax')}>{tApp(`taxExempt.${taxExempt}`)}</Fact>}
        {email !== null && <Fact name={t('billedTo.email')}>{email}</Fact>}
        {phone !== null && <Fact name={t('billedTo.phone')}>{phone}</Fact>}
      </Facts>
    </Section>
  );
}
