import { AppError } from '../../shared/errors/appError.ts';
import type { Settings } from '../../shared/ipc/schemas/app.ts';
import type {
  OwnMailTemplate,
  SampleOfficeRecord,
  WorkspaceRecord,
  WorkspaceRegistry,
} from './workspaceRegistryApi.ts';

/** The part of electron-store that is used. */
export interface ProfileStore {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

const defaultSettings: Settings = {
  language: 'system',
  formatLocale: 'language',
  colorScheme: 'system',
  exportDirectory: null,
  exportNameTemplate: '{date}_{number}_{customer}.pdf',
  suspendedFrom: 'unpaid',
  documentQuotaMegabytes: 10_000,
};

/** Makes the registry of workspaces, sample offices and settings over the profile's settings file. */
export function createWorkspaceRegistry(deps: {
  store: ProfileStore;
  newId: () => string;
}): WorkspaceRegistry {
  const { store } = deps;

  function installationId(): string {
    const known = store.get('installationId');
    if (typeof known === 'string') return known;
    const made = deps.newId();
    store.set('installationId', made);
    return made;
  }

  const list = (): WorkspaceRecord[] => (store.get('workspaces') as WorkspaceRecord[] | undefined) ?? [];
  const listOffices = (): SampleOfficeRecord[] =>
    (store.get('sampleOffices') as SampleOfficeRecord[] | undefined) ?? [];

  return {
    installationId: installationId(),
    list,
    get(id) {
      const record = list().find((workspace) => workspace.id === id);
      if (!record)
        throw new AppError('not_found', 'This account is not connected (any more).', {
          details: { workspaceId: id },
        });
      return record;
    },
    save(record) {
      const workspaces = list();
      const index = workspaces.findIndex(({ id }) => id === record.id);
      store.set('workspaces', index === -1 ? [...workspaces, record] : workspaces.with(index, record));
    },
    remove(id) {
      store.set(
        'workspaces',
        list().filter((workspace) => workspace.id !== id),
      );
    },
    listSampleOffices: listOffices,
    saveSampleOffice(record) {
      store.set('sampleOffices', [...listOffices().filter(({ id }) => id !== record.id), record]);
    },
    removeSampleOffice(id) {
      store.set(
        'sampleOffices',
        listOffices().filter((office) => office.id !== id),
      );
    },
    getSettings: () => ({ ...defaultSettings, ...(store.get('settings') as Partial<Settings> | undefined) }),
    saveSettings(settings) {
      store.set('settings', settings);
    },
    listMailTemplates: () => (store.get('mailTemplates') as OwnMailTemplate[] | undefined) ?? [],
    saveMailTemplates(templates) {
      store.set('mailTemplates', templates);
    },
  };
}
