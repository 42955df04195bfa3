import { Select, Text } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { AuditEntry } from '../../../shared/ipc/schemas/audit.ts';
import { useGridRows, type GridPage } from '../../api/useGridRows.ts';
import { CallError } from '../../app/CallError.tsx';
import { allAccounts, paths } from '../../app/paths.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { DataGrid } from '../../ui/DataGrid.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { Panes, SidePane } from '../../ui/Panes.tsx';
import { useEscape } from '../../ui/useEscape.ts';
import { auditColumns } from './auditColumns.ts';
import { AuditDetail } from './AuditDetail.tsx';
import classes from './AuditPage.module.css';
import { AuditVerification } from './AuditVerification.tsx';

/** Who changed what, when, in which account, and from what to what. */
export function AuditPage(): ReactNode {
  const { t } = useTranslation('audit');
  const { scope, workspaceIds } = useScope();
  const { shown, open, close, toggle, follow } = useOpenEntry();
  const columns = useAuditColumns(shown !== null);
  const toInput = useCallback(
    ({ offset, limit }: GridPage) => ({ workspaceIds, customerId: null, offset, limit }),
    [workspaceIds],
  );
  const { fetchPage, version, head, error, retry } = useGridRows('audit.list', toInput);

  return (
    <Page
      title={t('title')}
      layout="fill"
      aside={<EntryCount total={head?.total} />}
      actions={<AuditVerification />}
      toolbar={<AuditToolbar key={scope} />}
    >
      <Panes side={shown && <EntryPane entry={shown} onClose={close} />}>
        <DataGrid<AuditEntry>
          label={t('title')}
          columns={columns}
          rowId={({ id }) => String(id)}
          fetchRows={fetchPage}
          version={version}
          selection="single"
          onFocusRow={follow}
          onOpen={open}
          onPreview={toggle}
        />
        {(error || head?.total === 0) && (
          <div className={classes.over}>
            {error ? (
              <CallError error={error} onRetry={retry} />
            ) : (
              <EmptyState
                icon={<IconBook2 size={32} stroke={1.4} />}
                title={t('empty.title')}
                text={t('empty.text')}
              />
            )}
          </div>
        )}
      </Panes>
    </Page>
  );
}

function useAuditColumns(isCompact: boolean): ReturnType<typeof auditColumns> {
  const { t } = useTranslation('audit');
  const { t: tApp } = useTranslation();
  const { t: tUi } = useTranslation('ui');
  const format = useFormat();
  const { byId } = useScope();
  return useMemo(
    () => auditColumns({ t, tApp, tUi, format, byId, isCompact }),
    [t, tApp, tUi, format, byId, isCompact],
  );
}

interface OpenEntry {
  /** The entry beside the list; it follows the focused row while the pane is open. */
  shown: AuditEntry | null;
  follow: (entry: AuditEntry) => void;
  open: (entry: AuditEntry) => void;
  toggle: (entry: AuditEntry) => void;
  close: () => void;
}

function useOpenEntry(): OpenEntry {
  const [focused, setFocused] = useState<AuditEntry | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const close = (): void => setIsOpen(false);
  const show = (entry: AuditEntry, isShown: boolean): void => {
    setFocused(entry);
    setIsOpen(isShown);
  };
  useEscape(close, isOpen);
  return {
    shown: isOpen ? focused : null,
    follow: setFocused,
    open: (entry) => show(entry, true),
    toggle: (entry) => show(entry, !isOpen),
    close,
  };
}

function EntryPane({ entry, onClose }: { entry: AuditEntry; onClose: () => void }): ReactNode {
  const { t } = useTranslation('audit');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  return (
    <SidePane
      label={t('detail.label', { when: format.moment(entry.at) })}
      title={tApp(`auditAction.${entry.action}`)}
      onClose={onClose}
    >
      <AuditDetail entry={entry} />
    </SidePane>
  );
}

function EntryCount({ total }: { total: number | undefined }): ReactNode {
  const { t } = useTranslation('audit');
  const format = useFormat();
  return (
    <Text c="dimmed" className="tabular" role="status">
      {total === undefined ? '' : t('count', { count: total, formatted: format.count(total) })}
    </Text>
  );
}

/** The account, and what this log can and cannot know. */
function AuditToolbar(): ReactNode {
  const { t } = useTranslation('audit');
  const { t: tUi } = useTranslation('ui');
  const { scope, workspaces } = useScope();
  const navigate = useNavigate();
  return (
    <>
      {workspaces.length > 1 && (
        <Select
          aria-label={t('account')}
          data={[
            { value: allAccounts, label: t('allAccounts') },
            ...workspaces.map(({ id, name, livemode }) => ({
              value: id,
              label: `${name} · ${livemode ? tUi('live') : tUi('test')}`,
            })),
          ]}
          value={scope}
          onChange={(chosen) => void navigate(paths.audit(chosen ?? allAccounts))}
          w={220}
        />
      )}
      <Text c="dimmed" size="xs">
        {t('scope')}
      </Text>
    </>
  );
}
