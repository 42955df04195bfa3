import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CollectionRun } from '../../../shared/ipc/schemas/payments.ts';
import { SeriesView } from '../../app/SeriesView.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { describeItem } from './paymentWords.ts';

/** A series of collections: how far it is, what came of each invoice, what came in. */
export function RunView({ run }: { run: CollectionRun }): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const { state, items, collected, jobId } = run;
  return (
    <SeriesView
      label={t('many.title')}
      columns={[
        { title: t('attempts.invoice'), whole: true },
        { title: t('attempts.customer') },
        { title: t('attempts.amount'), align: 'end', whole: true },
        { title: t('attempts.method') },
      ]}
      lines={items.map((item) => ({
        key: `${item.workspaceId} ${item.invoiceId}`,
        cells: [
          item.invoiceNumber ?? item.invoiceId,
          item.customerName ?? '–',
          format.money(item),
          item.methodLabel ?? '',
        ],
        isWaiting: item.state === 'waiting',
        ...describeItem(item, t),
      }))}
      jobId={jobId}
      isRunning={state === 'running'}
      outcome={
        <>
          <Text role="status">{t(`many.state.${state}`)}</Text>
          <Text fw={600} className="tabular">
            {collected.length === 0
              ? t('many.nothingCollected')
              : t('many.collected', { amount: format.moneyList(collected) })}
          </Text>
        </>
      }
      safe={t('many.safe')}
    />
  );
}
