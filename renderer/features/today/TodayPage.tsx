import { Alert, Skeleton, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconChecks } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { worklistSections } from '../../../shared/domain/worklist.ts';
import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { InvoiceRow } from '../../../shared/ipc/schemas/invoices.ts';
import type { Today } from '../../../shared/ipc/schemas/today.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { CallError } from '../../app/CallError.tsx';
import { Freshness } from '../../app/Freshness.tsx';
import { useScope } from '../../app/useScope.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Accounts } from './Accounts.tsx';
import { Ageing } from './Ageing.tsx';
import classes from './TodayPage.module.css';
import { walkRows } from './walkRows.ts';
import { WorkSection } from './WorkSection.tsx';
import { toWorkLists } from './workLists.ts';

/** What other features do about a row; the app joins them. */
export interface TodayActions {
  renderCollect: (invoice: InvoiceRow) => ReactNode;
  renderAskForMethod: (customer: { workspaceId: string; customerId: string; name: string }) => ReactNode;
}

const tallWindow = '(min-height: 1000px)';

/** What the screen asks: so many rows of each list as there is room for, the rest is a click away. */
export function todayInput(
  workspaceIds: string[] | null,
  isTall = matchMedia(tallWindow).matches,
): InputOf<'today.get'> {
  return { workspaceIds, limit: isTall ? 10 : 5 };
}

/** The first screen: what is open, how old it is and what waits for a person. */
export function TodayPage(actions: TodayActions): ReactNode {
  const { t } = useTranslation('today');
  const { workspaceIds } = useScope();
  const isTall = useMediaQuery(tallWindow, undefined, { getInitialValueInEffect: false });
  const { data, error, refetch } = useIpcQuery('today.get', todayInput(workspaceIds, isTall), {
    keepPrevious: true,
  });
  return (
    <Page title={t('title')} freshness={<Freshness />}>
      {error && <CallError error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton height={320} />}
      {data && <Contents today={data} actions={actions} />}
    </Page>
  );
}

function Contents({ today, actions }: { today: Today; actions: TodayActions }): ReactNode {
  const { t } = useTranslation('today');
  const isReading = today.accounts.some(({ complete }) => !complete);
  const lists = toWorkLists(today);
  const waiting = worklistSections.filter((section) => today[section].total > 0);
  const quiet = worklistSections.filter((section) => today[section].total === 0);
  const hasNothing = waiting.length === 0 && today.ageing.length === 0;
  return (
    <>
      {isReading && (
        <Alert variant="light" mb={12} role="status">
          {t('reading')}
        </Alert>
      )}
      <Ageing ageing={today.ageing} isReading={isReading} />
      {today.accounts.length > 1 && <Accounts accounts={today.accounts} />}
      <div className={classes.work} role="presentation" onKeyDown={walkRows}>
        {waiting.map((section) => (
          <WorkSection key={section} section={section} list={lists[section]} actions={actions} />
        ))}
      </div>
      {waiting.length === 0 && !isReading && (
        <EmptyState
          icon={<IconChecks size={32} stroke={1.4} />}
          title={t(hasNothing ? 'empty.nothing' : 'empty.done')}
          text={t('empty.text')}
        />
      )}
      {waiting.length > 0 && quiet.length > 0 && (
        <Text c="dimmed" size="sm" mt={8}>
          {t('quiet', { lists: quiet.map((section) => t(`sections.${section}`)).join(' · ') })}
        </Text>
      )}
    </>
  );
}
