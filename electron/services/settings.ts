import type { Handlers } from '../../shared/ipc/contract.ts';
import type { Settings } from '../../shared/ipc/schemas/app.ts';
import type { PublishEvent } from '../ipc/publishEvent.ts';
import type { WorkspaceRegistry } from '../workspaces/workspaceRegistryApi.ts';

export type SettingsServices = Pick<Handlers, 'settings.get' | 'settings.update'>;

/** Use cases around the person's settings; `onChanged` lets menus and colours follow. */
export function createSettingsServices(deps: {
  registry: Pick<WorkspaceRegistry, 'getSettings' | 'saveSettings'>;
  publishEvent: PublishEvent;
  onChanged: (settings: Settings) => void;
}): SettingsServices {
  const { registry } = deps;
  return {
    'settings.get': async () => registry.getSettings(),
    'settings.update': async (change) => {
      // The schema's partial type allows undefined, which must not overwrite.
      const known = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      const settings: Settings = { ...registry.getSettings(), ...known };
      registry.saveSettings(settings);
      deps.onChanged(settings);
      deps.publishEvent('cache.changed', { workspaceId: null, resources: ['settings'] });
      return settings;
    },
  };
}
