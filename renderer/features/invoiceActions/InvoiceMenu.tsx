import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconChevronDown, IconDots } from '@tabler/icons-react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MenuInvoice } from './useInvoiceDesk.ts';
import { InvoiceMenuItems } from './InvoiceMenuItems.tsx';

export interface InvoiceMenuProps {
  invoice: MenuInvoice;
  /** In a line of a table there is room for a small one only. */
  compact?: boolean;
}

/** Everything that can be done with an invoice besides collecting it. */
export function InvoiceMenu({ invoice, compact = false }: InvoiceMenuProps): ReactNode {
  const { t } = useTranslation('invoiceActions');
  const { t: tReminders } = useTranslation('reminders');
  // The line that the button stands in has keys and clicks of its own.
  const keepToItself = (event: KeyboardEvent | MouseEvent): void => event.stopPropagation();
  return (
    <span role="presentation" onClick={keepToItself} onKeyDown={keepToItself}>
      <Menu width={330} position="bottom-end" shadow="md">
        <Menu.Target>
          {compact ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={tReminders('menuOf', { number: invoice.number ?? invoice.id })}
            >
              <IconDots size={16} />
            </ActionIcon>
          ) : (
            <Button variant="default" rightSection={<IconChevronDown size={14} />}>
              {t('menu.label')}
            </Button>
          )}
        </Menu.Target>
        <Menu.Dropdown>
          <InvoiceMenuItems invoice={invoice} />
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
