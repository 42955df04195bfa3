import { Button, Group, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountHealth, SyncStatus, Workspace } from '../../../shared/ipc/schemas/workspaces.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { CallError } from '../../app/CallError.tsx';
import { SyncControls } from '../../app/SyncControls.tsx';
import { SyncProgress } from '../../app/SyncProgress.tsx';
import { isResting } from '../../app/useSyncState.ts';
import { useFormat } from '../../format/useFormat.ts';
import { toErrorWhat } from '../../i18n/errorSentences.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';

interface UpToDateProps {
  workspace: Workspace;
  status: SyncStatus;
  health: AccountHealth;
}

/** How fresh the data is, how Kantoor knows of changes, and the ways to ask for more. */
export function UpToDateSection({ workspace, status, health }: UpToDateProps): ReactNode {
  const { t } = useTranslation('health');
  const { t: tApp } = useTranslation();
  const { t: tError } = useTranslation('errors');
  const format = useFormat();
  const moment = (at: number | null): string => (at === null ? t('never') : format.moment(at));
  const { phase, asOf, offlineSince, complete, completeBackTo, walk, reconciledAt, lastError } = status;
  return (
    <Section title={t('upToDate.title')} action={<Actions workspace={workspace} status={status} />}>
      <Facts>
        <Fact name={t('upToDate.state')}>
          {tApp(`sync.phase.${phase}`)}
          {!isResting(status) && <SyncProgress status={status} withSpeed />}
        </Fact>
        {offlineSince !== null && <Fact name={t('upToDate.offlineSince')}>{moment(offlineSince)}</Fact>}
        <Fact name={t('upToDate.asOf')}>{moment(asOf)}</Fact>
        <Fact name={t('upToDate.history')}>
          {complete && t('upToDate.complete')}
          {!complete && completeBackTo === null && t('upToDate.incomplete')}
          {!complete &&
            completeBackTo !== null &&
            t('upToDate.completeBackTo', { day: format.day(completeBackTo, workspace.timeZone) })}
        </Fact>
        <Fact name={t('upToDate.lastEvent')}>
          {health.withoutEvents ? t('upToDate.withoutEvents') : moment(health.lastEventAt)}
        </Fact>
        <Fact name={t('upToDate.feedAsked')}>{moment(health.eventsAskedAt)}</Fact>
        <Fact name={t('upToDate.compared')}>{moment(reconciledAt)}</Fact>
        <Fact name={t('upToDate.walk')}>{walk === null ? t('never') : <Walk walk={walk} />}</Fact>
        {health.skipped.length > 0 && (
          <Fact name={t('upToDate.skipped')}>
            {health.skipped.map((kind) => nameOfKind(kind, t)).join(', ')}
          </Fact>
        )}
        {lastError && offlineSince === null && (
          <Fact name={t('upToDate.lastError')}>
            {moment(lastError.at)}: {toErrorWhat(lastError.code, tError)}
            {lastError.reference !== null && ` (${lastError.reference})`}
          </Fact>
        )}
      </Facts>
    </Section>
  );
}

function Walk({ walk }: { walk: NonNullable<SyncStatus['walk']> }): ReactNode {
  const { t } = useTranslation('health');
  const format = useFormat();
  const reason = t(`upToDate.reason.${walk.reason}`);
  return walk.endedAt === null
    ? t('upToDate.walking', { begun: format.moment(walk.begunAt), reason })
    : t('upToDate.walked', { ended: format.moment(walk.endedAt), reason });
}

const kinds = ['customers', 'invoices', 'subscriptions', 'creditNotes', 'events'] as const;

/** Name of a kind that the key may not read; the kind itself where a later version knows more of them. */
function nameOfKind(kind: string, t: ReturnType<typeof useTranslation<'health'>>['t']): string {
  const known = kinds.find((other) => other === kind);
  return known ? t(`upToDate.kind.${known}`) : kind;
}

function Actions({ workspace, status }: { workspace: Workspace; status: SyncStatus }): ReactNode {
  const { t } = useTranslation('health');
  const { t: tApp } = useTranslation();
  const start = useIpcCommand('sync.start');
  const [isAsking, setAsking] = useState(false);
  const workspaceId = workspace.id;
  const readAll = (): void => {
    start.mutate({ workspaceId, full: true });
    setAsking(false);
  };
  return (
    <>
      <Group gap="xs">
        <SyncControls status={status} />
        <Button
          variant="default"
          leftSection={<IconRefresh size={14} />}
          disabled={!isResting(status)}
          onClick={() => start.mutate({ workspaceId, full: false })}
        >
          {tApp('sync.now')}
        </Button>
        <Button variant="default" onClick={() => setAsking(true)}>
          {t('readAll.open')}
        </Button>
      </Group>
      {start.error && <CallError error={start.error} />}
      <ConfirmDialog
        opened={isAsking}
        title={t('readAll.title', { name: workspace.name })}
        confirmLabel={t('readAll.confirm')}
        onConfirm={readAll}
        onClose={() => setAsking(false)}
      >
        <Text>{t('readAll.text')}</Text>
      </ConfirmDialog>
    </>
  );
}
