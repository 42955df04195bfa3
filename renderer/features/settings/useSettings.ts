import type { Settings } from '../../../shared/ipc/schemas/app.ts';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useIpcQuery } from '../../api/useIpcQuery.ts';
import type { IpcError } from '../../api/kantoorApi.ts';

export interface SettingsState {
  settings: Settings | undefined;
  change: (changes: Partial<Settings>) => void;
  error: IpcError | null;
}

/** The settings and changing them; a change is kept at once, there is no save button. */
export function useSettings(): SettingsState {
  const { data: settings, error: readError } = useIpcQuery('settings.get', {});
  const update = useIpcCommand('settings.update');
  return { settings, change: (changes) => update.mutate(changes), error: update.error ?? readError };
}
