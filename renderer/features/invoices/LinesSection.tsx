import { Alert, Button, Group, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceDetail } from '../../../shared/ipc/schemas/invoices.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Section } from '../../ui/Section.tsx';
import classes from './InvoicePage.module.css';
import { InvoiceSums } from './InvoiceSums.tsx';

export interface LinesSectionProps {
  invoice: InvoiceDetail;
  isRefreshing: boolean;
  onRefresh: () => void;
}

/** Every line, then how they come to the total: discounts, taxes per rate, credits. */
export function LinesSection({ invoice, isRefreshing, onRefresh }: LinesSectionProps): ReactNode {
  const { t } = useTranslation('invoices');
  const format = useFormat();
  const { lines } = invoice;
  return (
    <Section
      title={t('lines.title')}
      aside={
        <Text c="dimmed" size="xs">
          {t('lines.count', { count: lines.length, formatted: format.count(lines.length) })}
        </Text>
      }
    >
      {!invoice.linesComplete && (
        <Alert color="yellow" mb="xs">
          <Group justify="space-between">
            {t('lines.incomplete')}
            <Button variant="default" loading={isRefreshing} onClick={onRefresh}>
              {t('lines.fetchAll')}
            </Button>
          </Group>
        </Alert>
      )}
      <Table aria-label={t('lines.title')} className={classes.table ?? ''}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('lines.description')}</Table.Th>
            <Table.Th ta="end">{t('lines.quantity')}</Table.Th>
            <Table.Th ta="end">{t('lines.unitPrice')}</Table.Th>
            <Table.Th ta="end">{t('lines.tax')}</Table.Th>
            <Table.Th ta="end">{t('lines.amount')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Line key={line.id} line={line} invoice={invoice} />
          ))}
        </Table.Tbody>
        <InvoiceSums invoice={invoice} />
      </Table>
    </Section>
  );
}

function Line({
  line,
  invoice,
}: {
  line: InvoiceDetail['lines'][number];
  invoice: InvoiceDetail;
}): ReactNode {
  const { t } = useTranslation('invoices');
  const { byId } = useScope();
  const format = useFormat();
  const { currency } = invoice;
  const zone = byId(invoice.workspaceId)?.timeZone;
  const { description, quantity, unitAmountDecimal, amount, discountAmount, periodStart, periodEnd, taxes } =
    line;
  const hasPeriod = periodStart !== null && periodEnd !== null && periodStart !== periodEnd;
  const rates = [...new Set(taxes.flatMap(({ percentage }) => percentage ?? []))];
  return (
    <Table.Tr>
      <Table.Td className={classes.lineText ?? ''}>
        {description ?? t('lines.noDescription')}
        {hasPeriod && (
          <Text c="dimmed" size="xs">
            {format.day(periodStart, zone)} – {format.day(periodEnd, zone)}
          </Text>
        )}
        {discountAmount !== 0 && (
          <Text c="dimmed" size="xs" className="tabular">
            {t('lines.discount', { amount: format.money({ amount: -discountAmount, currency }) })}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="end" className="tabular">
        {quantity === null ? '' : format.quantity(quantity)}
      </Table.Td>
      <Table.Td ta="end" className="tabular">
        {unitAmountDecimal === null ? '' : format.unitPrice(unitAmountDecimal, currency)}
      </Table.Td>
      <Table.Td ta="end" className="tabular">
        {rates.map(format.percentage).join(', ')}
      </Table.Td>
      <Table.Td ta="end" className="tabular">
        {format.money({ amount, currency })}
      </Table.Td>
    </Table.Tr>
  );
}
