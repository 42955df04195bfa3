import { Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEffect, type ReactNode } from 'react';
import type { MenuPoint } from '../../ui/dataGridTypes.ts';
import type { MenuInvoice } from './useInvoiceDesk.ts';
import classes from './InvoiceActions.module.css';
import { InvoiceMenuItems } from './InvoiceMenuItems.tsx';

export interface RowMenuProps {
  invoice: MenuInvoice;
  at: MenuPoint;
  onClose: () => void;
}

/** The menu of a row, where somebody asked for it. */
export function RowMenu({ invoice, at, onClose }: RowMenuProps): ReactNode {
  const { t } = useTranslation('reminders');
  useFocusBack();
  const label = t('menuOf', { number: invoice.number ?? invoice.id });
  return (
    <Menu
      opened
      width={330}
      position="bottom-start"
      shadow="md"
      transitionProps={{ duration: 0 }}
      onClose={onClose}
    >
      <Menu.Target>
        <span aria-hidden aria-label={label} className={classes.point} style={{ left: at.x, top: at.y }} />
      </Menu.Target>
      <Menu.Dropdown>
        <InvoiceMenuItems invoice={invoice} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Gives the focus back to whatever had it; a menu that is open from its beginning does not know that by itself. */
function useFocusBack(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
}
