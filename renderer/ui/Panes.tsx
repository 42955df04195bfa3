import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Panes.module.css';

/** A list and, beside it when there is one, what belongs to its row. */
export function Panes({ children, side }: { children: ReactNode; side: ReactNode }): ReactNode {
  return (
    <div className={classes.panes}>
      <div className={classes.main}>{children}</div>
      {side}
    </div>
  );
}

export interface SidePaneProps {
  /** Accessible name of the pane. */
  label: string;
  title: ReactNode;
  actions?: ReactNode;
  onClose: () => void;
  children: ReactNode;
}

/** The pane beside a list: a line with its title and a cross, then its contents. */
export function SidePane({ label, title, actions, onClose, children }: SidePaneProps): ReactNode {
  const { t } = useTranslation('ui');
  return (
    <section className={classes.side} aria-label={label}>
      <div className={classes.sideHeader}>
        <strong className={classes.sideTitle}>{title}</strong>
        {actions}
        <Tooltip label={t('close')}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('close')} onClick={onClose}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={classes.sideBody}>{children}</div>
    </section>
  );
}
