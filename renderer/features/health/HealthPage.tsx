import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import type { SyncStatus, Workspace } from '../../../shared/ipc/schemas/workspaces.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { AccountName } from '../../app/AccountName.tsx';
import { BackLink } from '../../app/BackLink.tsx';
import { CallError } from '../../app/CallError.tsx';
import { allAccounts, paths } from '../../app/paths.ts';
import { useScope } from '../../app/useScope.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Page } from '../../ui/Page.tsx';
import { toHealthText } from './healthText.ts';
import { ReadsSection } from './ReadsSection.tsx';
import { RequestsSection } from './RequestsSection.tsx';
import { StorageSection } from './StorageSection.tsx';
import { TroublesSection } from './TroublesSection.tsx';
import { UpToDateSection } from './UpToDateSection.tsx';

/** What counts while one watches: requests go out many times a second. */
const refetchEveryMs = 3000;

/** How an account is kept up to date, what that costs and what went wrong. */
export function HealthPage(): ReactNode {
  const { workspaceId = '' } = useParams();
  const { byId, workspaces } = useScope();
  const { data: statuses = [] } = useIpcQuery('sync.getStatus', {});
  const workspace = byId(workspaceId);
  const status = statuses.find((other) => other.workspaceId === workspaceId);
  if (workspaces.length > 0 && !workspace) return <Navigate replace to={paths.customers(allAccounts)} />;
  return workspace && status ? <AccountHealth workspace={workspace} status={status} /> : null;
}

function AccountHealth({ workspace, status }: { workspace: Workspace; status: SyncStatus }): ReactNode {
  const { t } = useTranslation('health');
  const { scope } = useScope();
  const info = useIpcQuery('app.getInfo', {});
  const {
    data: health,
    error,
    refetch,
  } = useIpcQuery('sync.getHealth', { workspaceId: workspace.id }, { refetchEveryMs });
  return (
    <Page
      title={t('title')}
      lead={<BackLink to={paths.settings(scope, 'accounts')} label={t('back')} />}
      aside={<AccountName workspaceId={workspace.id} />}
      actions={
        health &&
        info.data && (
          <CopyButton
            value={toHealthText(info.data.version, workspace, status, health)}
            what=""
            label={t('copy')}
          />
        )
      }
    >
      {error && <CallError error={error} onRetry={() => void refetch()} />}
      {health && (
        <>
          <UpToDateSection workspace={workspace} status={status} health={health} />
          <ReadsSection workspace={workspace} health={health} />
          <RequestsSection health={health} />
          <TroublesSection health={health} />
          <StorageSection health={health} />
        </>
      )}
    </Page>
  );
}
