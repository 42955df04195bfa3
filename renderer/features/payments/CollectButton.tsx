import { Button, Tooltip } from '@mantine/core';
import { IconCash } from '@tabler/icons-react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import { useCollectDesk } from './CollectDesk.tsx';
import { isCollectable, useCollectObstacle } from './useCollectObstacle.ts';

export interface CollectButtonProps {
  invoice: InvoiceRow;
  /** In a line of a table there is room for a small one only. */
  compact?: boolean;
}

/** Opens the dialog that collects an invoice; nothing where there is nothing to collect. */
export function CollectButton({ invoice, compact = false }: CollectButtonProps): ReactNode {
  const { t } = useTranslation('payments');
  const desk = useCollectDesk();
  const obstacle = useCollectObstacle(invoice.workspaceId);
  if (!isCollectable(invoice)) return null;
  // The line that the button stands in has keys and clicks of its own.
  const keepToItself = (event: KeyboardEvent | MouseEvent): void => event.stopPropagation();
  return (
    <span role="presentation" onClick={keepToItself} onKeyDown={keepToItself}>
      <Tooltip label={obstacle} disabled={obstacle === null} multiline maw={320}>
        <Button
          {...(compact
            ? {
                size: 'compact-xs',
                variant: 'default',
                'aria-label': t('collect.of', { number: nameOf(invoice) }),
              }
            : { leftSection: <IconCash size={14} /> })}
          {...(obstacle === null ? {} : { 'data-disabled': true })}
          aria-disabled={obstacle !== null}
          onClick={() => obstacle === null && desk.collect(invoice)}
        >
          {t(compact ? 'collect.short' : 'collect.button')}
        </Button>
      </Tooltip>
    </span>
  );
}

function nameOf({ number, id }: InvoiceRow): string {
  return number ?? id;
}
