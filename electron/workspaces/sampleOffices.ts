import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../shared/errors/appError.ts';
import type { Day } from '../../shared/domain/dates.ts';
import type { EmulatorOptions, RunningEmulator } from '../stripeEmulator/emulatorOptions.ts';
import type { SampleOfficeRecord, WorkspaceRegistry } from './workspaceRegistryApi.ts';

/** Banks take days; whoever tries the sample office out sees a debit clear while they look. */
const DEBIT_SECONDS = 180;

export interface SampleOfficesDeps {
  registry: Pick<WorkspaceRegistry, 'listSampleOffices' | 'saveSampleOffice' | 'removeSampleOffice'>;
  /** Starts an emulator in a thread of its own. */
  startEmulator: (options: EmulatorOptions) => Promise<RunningEmulator>;
  /** Folder of the journals that keep what was changed in a sample office. */
  officesDir: string;
  newId: () => string;
}

export type SampleOfficeWish = Omit<SampleOfficeRecord, 'id'>;

/** The sample offices of a profile; each runs from the first time it is needed until quit, on a port of its own. */
export interface SampleOffices {
  /** The office of this size, seed, anchor and number of accounts; made when there is none. */
  create(wish: SampleOfficeWish): SampleOfficeRecord;
  running(officeId: string): Promise<RunningEmulator>;
  /** Where the pages of those that run are served. */
  origins(): Promise<string[]>;
  remove(officeId: string): Promise<void>;
  close(): Promise<void>;
}

/** Makes the sample offices of a profile. */
export function createSampleOffices(deps: SampleOfficesDeps): SampleOffices {
  const { registry } = deps;
  const emulators = new Map<string, Promise<RunningEmulator>>();

  const journalOf = (officeId: string): string => join(deps.officesDir, `${officeId}.jsonl`);

  function start(officeId: string): Promise<RunningEmulator> {
    const office = registry.listSampleOffices().find(({ id }) => id === officeId);
    if (!office) throw new AppError('not_found', 'This sample office does not exist any more.');
    const { size, accounts, seed, anchor } = office;
    const journalFile = journalOf(officeId);
    return deps.startEmulator({ size, accounts, seed, anchor, journalFile, debitSeconds: DEBIT_SECONDS });
  }

  async function stop(officeId: string): Promise<void> {
    const emulator = emulators.get(officeId);
    emulators.delete(officeId);
    await (await emulator)?.close();
  }

  return {
    create(wish) {
      const known = registry
        .listSampleOffices()
        .find(
          (office) =>
            office.size === wish.size &&
            office.accounts === wish.accounts &&
            office.seed === wish.seed &&
            office.anchor === wish.anchor,
        );
      if (known) return known;
      const office = { id: deps.newId(), ...wish };
      registry.saveSampleOffice(office);
      return office;
    },
    async running(officeId) {
      const known = emulators.get(officeId);
      if (known) return known;
      const starting = start(officeId);
      emulators.set(officeId, starting);
      starting.catch(() => emulators.delete(officeId));
      return starting;
    },
    async origins() {
      const running = await Promise.allSettled(emulators.values());
      return running.flatMap((each) => (each.status === 'fulfilled' ? [new URL(each.value.url).origin] : []));
    },
    async remove(officeId) {
      await stop(officeId);
      registry.removeSampleOffice(officeId);
      await rm(journalOf(officeId), { force: true });
    },
    async close() {
      await Promise.allSettled([...emulators.keys()].map(stop));
    },
  };
}

/** The day on which a new office's history ends. */
export function anchorToday(nowMs: number): Day {
  return new Date(nowMs).toISOString().slice(0, 10);
}
