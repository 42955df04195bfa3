import type { UnixSeconds } from '../../shared/domain/dates.ts';
import {
  budgetDayOf,
  budgetDays,
  budgetUseOf,
  historyAllowanceOf,
  pollStretchOf,
  readBudgetOf,
  usualDesktops,
  type BudgetUse,
  type DayReads,
} from '../../shared/domain/readBudget.ts';
import type { WorkspaceDatabase } from '../workspaceDatabase/workspaceDatabaseApi.ts';

/** The reads that each account has used, and what that leaves for work in the background; people are never held back. */
export interface ReadBudget {
  noteRead(workspaceId: string): void;
  /** Brings the size of the budget and what earlier starts used up to date; before that there is plenty. */
  refresh(workspaceId: string): Promise<void>;
  pollStretch(workspaceId: string): number;
  /** Whether background work may spend more on history today. */
  mayReadHistory(workspaceId: string): Promise<boolean>;
  /** With the reads of each of the last 30 days that had any, oldest first. */
  describe(workspaceId: string): Promise<BudgetUse & { days: DayReads[] }>;
  close(): Promise<void>;
}

export interface ReadBudgetDeps {
  workspaceDatabase: Pick<WorkspaceDatabase, 'addReads' | 'listReads'>;
  countPaidInvoices: (workspaceId: string, since: UnixSeconds) => Promise<number>;
  /** Desktops that share the account; null where reads cost nothing because the server is our own machine. */
  desktopsOf: (workspaceId: string) => number | null;
  now: () => UnixSeconds;
}

/** One write for all reads of so long: a kill forgets at most these. */
const flushMs = 10_000;

interface AccountReads {
  stored: Map<number, number>;
  /** Counted since the last write. */
  fresh: Map<number, number>;
  paidInvoices: number;
  isLoaded: boolean;
}

function daysOf({ stored, fresh }: AccountReads): DayReads[] {
  const days = new Set([...stored.keys(), ...fresh.keys()]);
  return [...days]
    .toSorted((left, right) => left - right)
    .map((day) => ({ day, reads: (stored.get(day) ?? 0) + (fresh.get(day) ?? 0) }));
}

/** Makes the count of reads over the workspace database. */
export function createReadBudget(deps: ReadBudgetDeps): ReadBudget {
  const accounts = new Map<string, AccountReads>();
  let timer: NodeJS.Timeout | null = null;

  function accountOf(workspaceId: string): AccountReads {
    const known = accounts.get(workspaceId);
    if (known) return known;
    const made = { stored: new Map(), fresh: new Map(), paidInvoices: 0, isLoaded: false };
    accounts.set(workspaceId, made);
    return made;
  }

  function useOf(workspaceId: string): BudgetUse {
    const account = accountOf(workspaceId);
    const desktops = deps.desktopsOf(workspaceId) ?? usualDesktops;
    const budget = readBudgetOf({ paidInvoices: account.paidInvoices, desktops });
    return budgetUseOf(daysOf(account), budgetDayOf(deps.now()), budget);
  }

  async function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const counts = [...accounts].flatMap(([workspaceId, { stored, fresh }]) =>
      [...fresh].map(([day, reads]) => {
        stored.set(day, (stored.get(day) ?? 0) + reads);
        fresh.delete(day);
        return { workspaceId, day, reads };
      }),
    );
    if (counts.length > 0) await deps.workspaceDatabase.addReads(counts);
  }

  async function refresh(workspaceId: string): Promise<void> {
    const account = accountOf(workspaceId);
    account.paidInvoices = await deps.countPaidInvoices(workspaceId, deps.now() - budgetDays * 86_400);
    if (account.isLoaded) return;
    await flush();
    const since = budgetDayOf(deps.now()) - budgetDays + 1;
    const days = await deps.workspaceDatabase.listReads({ workspaceId, since });
    account.stored = new Map(days.map(({ day, reads }) => [day, reads]));
    account.isLoaded = true;
  }

  return {
    noteRead(workspaceId) {
      const { fresh } = accountOf(workspaceId);
      const today = budgetDayOf(deps.now());
      fresh.set(today, (fresh.get(today) ?? 0) + 1);
      timer ??= setTimeout(() => void flush(), flushMs).unref();
    },
    refresh,
    pollStretch: (workspaceId) =>
      deps.desktopsOf(workspaceId) === null ? 1 : pollStretchOf(useOf(workspaceId)),
    async mayReadHistory(workspaceId) {
      if (deps.desktopsOf(workspaceId) === null || historyAllowanceOf(useOf(workspaceId)) > 0) return true;
      // A first sync learns month by month how much is paid, which is what the budget depends on.
      await refresh(workspaceId);
      return historyAllowanceOf(useOf(workspaceId)) > 0;
    },
    async describe(workspaceId) {
      await refresh(workspaceId);
      return { ...useOf(workspaceId), days: daysOf(accountOf(workspaceId)) };
    },
    close: flush,
  };
}
