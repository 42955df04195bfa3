import { statfs, writeFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { isAppError } from '../../shared/errors/appError.ts';
import type { Handlers } from '../../shared/ipc/contract.ts';
import type { AccountHealth, Workspace } from '../../shared/ipc/schemas/workspaces.ts';
import type { Diagnosis } from './commandContext.ts';

export interface DiagnoseDependencies {
  profileDir: string;
  handlers: Pick<Handlers, 'app.getInfo' | 'workspaces.list' | 'audit.verify' | 'sync.getHealth'>;
  /** Asks Stripe, or the sample office, who it is. */
  askAccount: (workspaceId: string) => Promise<unknown>;
}

/** Below this, a month's documents of a large office no longer fit. */
const enoughBytes = 1_000_000_000;

/** Looks at everything that has to work: the profile, the vault, both databases, each connection. */
export async function diagnose({
  profileDir,
  handlers,
  askAccount,
}: DiagnoseDependencies): Promise<Diagnosis[]> {
  const info = await handlers['app.getInfo']({});
  const workspaces = await handlers['workspaces.list']({});
  const keepsKeys = workspaces.some(({ keyStorage }) => keyStorage === 'vault');
  return Promise.all([
    check(
      'version',
      () => `Kantoor ${info.version}, Electron ${info.electronVersion}, Node ${process.versions.node}`,
    ),
    check('profile', async () => {
      const probe = join(profileDir, `.probe-${process.pid}`);
      await writeFile(probe, '');
      await rm(probe);
      return profileDir;
    }),
    check('disk', async () => {
      const { bavail, bsize } = await statfs(profileDir);
      const free = `${Math.floor((bavail * bsize) / enoughBytes)} GB free`;
      if (bavail * bsize < enoughBytes) throw new Error(`Only ${free}: exports and PDFs may not fit.`);
      return free;
    }),
    check('vault', () => {
      if (info.vault.available) return info.vault.backend;
      if (keepsKeys) throw new Error(info.vault.reason ?? 'The vault that holds the keys does not open.');
      return `${info.vault.backend}: keys are kept for a session only`;
    }),
    check('cache', () =>
      info.notices.includes('cacheSetAside')
        ? 'It was damaged and has been begun anew; sync fills it again.'
        : `${workspaces.reduce((sum, { invoices }) => sum + invoices, 0)} invoices`,
    ),
    check('audit log', async () => {
      const { entries, intact } = await handlers['audit.verify']({});
      if (!intact) throw new Error('It was altered outside Kantoor.');
      return `${entries} entries, intact`;
    }),
    ...workspaces.map((workspace) =>
      check(`data of ${workspace.name}`, async () => {
        const health = await handlers['sync.getHealth']({ workspaceId: workspace.id });
        return describeData(workspace, health);
      }),
    ),
    ...workspaces.map(({ id, name }) =>
      check(`connection ${name}`, async () => {
        await askAccount(id);
        return 'answers';
      }),
    ),
  ]);
}

/** How fresh an account's data is and what that cost. */
function describeData({ asOf }: Workspace, { lastEventAt, reads, requests, skipped }: AccountHealth): string {
  const moment = (at: number | null): string => (at === null ? 'never' : new Date(at * 1000).toISOString());
  const budget = reads.budget === null ? 'no budget on this machine' : `of ${reads.budget}`;
  return [
    `as of ${moment(asOf)}`,
    `last event ${moment(lastEventAt)}`,
    `${reads.used} reads in 30 days (${budget}), ${reads.today} today`,
    ...(skipped.length > 0 ? [`not allowed: ${skipped.join(', ')}`] : []),
    ...(requests?.refusals ?? []).map(({ reason, count }) => `${count} × ${reason}`),
  ].join('; ');
}

async function check(name: string, look: () => string | Promise<string>): Promise<Diagnosis> {
  try {
    return { name, ok: true, detail: await look() };
  } catch (error) {
    const detail = isAppError(error) || error instanceof Error ? error.message : String(error);
    return { name, ok: false, detail };
  }
}
