import { Button, Tooltip } from '@mantine/core';
import { IconCash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { useFormat } from '../../format/useFormat.ts';
import { useCollectDesk } from './CollectDesk.tsx';
import { isCollectable, useCollectObstacle } from './useCollectObstacle.ts';

export interface CollectManyButtonProps {
  invoices: readonly InvoiceRow[];
  /** The button of one customer says "all", that of a selection says how many. */
  isAll?: boolean;
}

/** Collects several invoices; nothing where fewer than two of them can be collected. */
export function CollectManyButton({ invoices, isAll = false }: CollectManyButtonProps): ReactNode {
  const { t } = useTranslation('payments');
  const format = useFormat();
  const desk = useCollectDesk();
  const collectable = invoices.filter(isCollectable);
  const obstacle = useCollectObstacle(collectable[0]?.workspaceId ?? '');
  if (collectable.length < 2) return null;
  const count = collectable.length;
  return (
    <Tooltip label={obstacle} disabled={obstacle === null} multiline maw={320}>
      <Button
        variant="default"
        leftSection={<IconCash size={14} />}
        {...(obstacle === null ? {} : { 'data-disabled': true })}
        aria-disabled={obstacle !== null}
        onClick={() => obstacle === null && desk.collectMany(invoices)}
      >
        {isAll ? t('many.all') : t('many.button', { count, formatted: format.count(count) })}
      </Button>
    </Tooltip>
  );
}
