import { useState } from 'react';
import { dayOf, type Day } from '../../../shared/domain/dates.ts';
import { defaultNameTemplate } from '../../../shared/domain/fileNames.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import { useScope } from '../../app/useScope.ts';
import { useFormat } from '../../format/useFormat.ts';
import { periodOf } from '../../ui/periods.ts';
import { exportedStatuses, suggestFolderName, type ExportDraft } from './exportDraft.ts';

export interface ExportDraftState {
  draft: ExportDraft;
  today: Day;
  change: (changes: Partial<ExportDraft>) => void;
  /** The next export gets a folder of its own. */
  nameFolderAnew: () => void;
}

type Typed = Partial<ExportDraft>;

/** The form: what the person typed, over last month's invoices and credit notes of the accounts on the screen. */
export function useExportDraft(): ExportDraftState {
  const { workspaceIds, current } = useScope();
  const format = useFormat();
  const { data: settings } = useIpcQuery('settings.get', {});
  const { data: batches = [] } = useIpcQuery('exports.list', {});
  const [typed, setTyped] = useState<Typed>({});
  const today = dayOf(Math.floor(Date.now() / 1000), current?.timeZone ?? format.timeZone);

  const period = typed.period ?? periodOf('lastMonth', today);
  const baseDirectory = typed.baseDirectory ?? settings?.exportDirectory ?? null;
  const taken = batches.map(({ request }) => request.directory);
  const draft: ExportDraft = {
    workspaceIds: workspaceIds ?? [],
    kinds: ['invoice', 'creditNote'],
    statuses: [...exportedStatuses],
    nameTemplate: settings?.exportNameTemplate ?? defaultNameTemplate,
    folderName: suggestFolderName(period, baseDirectory, taken),
    zip: false,
    ...typed,
    period,
    baseDirectory,
  };
  return {
    draft,
    today,
    change: (changes) => setTyped((known) => ({ ...known, ...changes })),
    nameFolderAnew: () => setTyped(({ folderName: _used, ...kept }) => kept),
  };
}
