import type { TFunction } from 'i18next';
import type { Workspace } from '../../shared/ipc/schemas/workspaces.ts';
import { createColoredName } from '../ui/ColorDot.tsx';
import type { DataGridColumn } from '../ui/dataGridTypes.ts';

export interface AccountColumnInput {
  title: string;
  tUi: TFunction<'ui'>;
  byId: (workspaceId: string) => Workspace | undefined;
  /** Only colour and LIVE or TEST: the name stands elsewhere on the screen. */
  isCompact?: boolean;
}

/** The account that a row belongs to, with its colour and LIVE or TEST: lists over several accounts show it. */
export function accountColumn<Row extends { workspaceId: string | null }>({
  title,
  tUi,
  byId,
  isCompact = false,
}: AccountColumnInput): DataGridColumn<Row> {
  const find = ({ workspaceId }: Row): Workspace | undefined =>
    workspaceId === null ? undefined : byId(workspaceId);
  const nameOf = (row: Row): string => {
    const workspace = find(row);
    if (!workspace) return '';
    const mode = workspace.livemode ? tUi('live') : tUi('test');
    return isCompact ? mode : `${workspace.name} · ${mode}`;
  };
  return {
    id: 'account',
    title,
    text: nameOf,
    render: (row) => {
      const workspace = find(row);
      return workspace ? createColoredName(workspace.color, nameOf(row)) : document.createElement('span');
    },
    width: isCompact ? 84 : 186,
  };
}
