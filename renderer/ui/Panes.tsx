import { ActionIcon, Tooltip } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Panes.module.css';

export interface PanesProps {
  children: ReactNode;
  side: ReactNode;
  /** Where the second pane goes in a narrow window: over the first, or below it on one long page. */
  narrow?: 'over' | 'below';
}

/** A list and, beside it when there is one, what belongs to its row. */
export function Panes({ children, side, narrow = 'over' }: PanesProps): ReactNode {
  return (
    <div className={classes.panes} data-narrow={narrow}>
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
