import type { TFunction } from 'i18next';
import type { AuditEntry } from '../../../shared/ipc/schemas/audit.ts';
import type { Workspace } from '../../../shared/ipc/schemas/workspaces.ts';
import { accountColumn } from '../../app/accountColumn.ts';
import type { DataGridColumn } from '../../ui/dataGridTypes.ts';
import { createTag } from '../../ui/Tag.tsx';
import { describeChanges, toneOfOutcome, whoText, type AuditWords } from './auditWords.ts';

export interface AuditColumnsInput extends AuditWords {
  tUi: TFunction<'ui'>;
  byId: (workspaceId: string) => Workspace | undefined;
  /** Beside an open entry: only what tells the entries apart. */
  isCompact: boolean;
}

/** Columns of the log, newest first; moments in the time zone of this computer, because people did it here. */
export function auditColumns({ isCompact, ...input }: AuditColumnsInput): DataGridColumn<AuditEntry>[] {
  const { t, tApp, tUi, format, byId } = input;
  const outcomeText = ({ outcome }: AuditEntry): string => tApp(`auditOutcome.${outcome}`);
  const columns: DataGridColumn<AuditEntry>[] = [
    { id: 'at', title: t('columns.at'), text: ({ at }) => format.moment(at), width: 148 },
    { id: 'who', title: t('columns.who'), text: ({ who }) => whoText(who, t), width: 110 },
    accountColumn<AuditEntry>({ title: t('columns.account'), tUi, byId }),
    {
      id: 'action',
      title: t('columns.action'),
      text: ({ action }) => tApp(`auditAction.${action}`),
      width: 170,
    },
    {
      id: 'target',
      title: t('columns.target'),
      text: ({ targetName, target }) => targetName ?? target ?? '',
      flex: 1,
      minWidth: 110,
    },
    {
      id: 'changes',
      title: t('columns.changes'),
      text: (entry) => describeChanges(entry, input),
      flex: 2,
      minWidth: 140,
    },
    {
      id: 'outcome',
      title: t('columns.outcome'),
      text: outcomeText,
      render: (entry) => createTag(toneOfOutcome(entry.outcome), outcomeText(entry)),
      width: 112,
    },
  ];
  return isCompact ? columns.filter(({ id }) => compactColumns.has(id)) : columns;
}

const compactColumns = new Set(['at', 'action', 'target', 'outcome']);
