import { Anchor, Title } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WorklistSection } from '../../../shared/domain/worklist.ts';
import { paths } from '../../app/paths.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Tag, type Tone } from '../../ui/Tag.tsx';
import type { TodayActions } from './TodayPage.tsx';
import classes from './TodayPage.module.css';
import type { WorkList } from './workLists.ts';
import { WorkLine } from './WorkLine.tsx';

const tones: Record<WorklistSection, Tone> = {
  unknownOutcomes: 'negative',
  failedCollections: 'negative',
  suspended: 'negative',
  overdue: 'caution',
  debits: 'accent',
  expiringCards: 'caution',
  unverifiedVatIds: 'caution',
  pendingEdits: 'accent',
};

/** Where all of a list is to be seen. */
const listPaths: Record<WorklistSection, (scope: string) => string> = {
  unknownOutcomes: paths.payments,
  failedCollections: (scope) => `${paths.invoices(scope)}?view=failed`,
  suspended: (scope) => `${paths.customers(scope)}?suspended=1`,
  overdue: (scope) => `${paths.invoices(scope)}?view=overdue`,
  debits: (scope) => `${paths.invoices(scope)}?view=debits`,
  expiringCards: paths.expiringCards,
  unverifiedVatIds: (scope) => `${paths.customers(scope)}?vat=unverified`,
  pendingEdits: paths.pendingEdits,
};

export interface WorkSectionProps {
  section: WorklistSection;
  list: WorkList;
  actions: TodayActions;
}

/** One list of the worklist: how many, the most urgent rows, and the way to all of them. */
export function WorkSection({ section, list, actions }: WorkSectionProps): ReactNode {
  const { t } = useTranslation('today');
  const format = useFormat();
  const { scope } = useScope();
  const id = useId();
  const { total, rows } = list;
  return (
    <section className={classes.section} aria-labelledby={id}>
      <div className={classes.heading}>
        <Title order={2} id={id}>
          {t(`sections.${section}`)}
        </Title>
        <Tag tone={tones[section]}>{format.count(total)}</Tag>
        <Anchor
          component={Link}
          className={classes.all ?? ''}
          to={listPaths[section](scope)}
          aria-describedby={id}
        >
          {t('showAll')}
        </Anchor>
      </div>
      <ul className={classes.rows}>
        {rows.map((row) => (
          <WorkLine key={`${row.workspaceId} ${row.id}`} row={row} actions={actions} />
        ))}
      </ul>
    </section>
  );
}
