import type { Query, QueryClient } from '@tanstack/react-query';
import type { EventOf, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import { methods, type QueryName, type Resource } from '../../shared/ipc/methods.ts';
import type { onMainEvent } from './kantoorApi.ts';

/** A first sync writes hundreds of pages a minute; screens that follow every one of them only flicker. */
const quietMs = 400;

type Schedule = (run: () => void, delayMs: number) => void;

function isQueryName(name: unknown): name is QueryName {
  return typeof name === 'string' && name in methods && methods[name as QueryName].kind === 'query';
}

/** Resources that a query reads, by its key. */
export function readsOf(queryKey: readonly unknown[]): readonly Resource[] {
  const [name] = queryKey;
  return isQueryName(name) ? methods[name].reads : [];
}

/** Whether an answer may be outdated once something changed in a workspace (null: in all of them). */
export function isTouched(
  query: Pick<Query, 'queryKey'>,
  resources: ReadonlySet<Resource>,
  workspaceId: string | null,
): boolean {
  if (!readsOf(query.queryKey).some((resource) => resources.has(resource))) return false;
  const input = query.queryKey[1] as Partial<InputOf<'customers.get'>> | undefined;
  const own = input?.workspaceId;
  return workspaceId === null || typeof own !== 'string' || own === workspaceId;
}

interface Dependencies {
  on: typeof onMainEvent;
  queryClient: QueryClient;
  schedule?: Schedule;
}

/** Refreshes the queries that read what changed: the first change at once, a burst of changes together. */
export function invalidateOnCacheChanged({
  on,
  queryClient,
  schedule = (run, delayMs) => void setTimeout(run, delayMs),
}: Dependencies): () => void {
  const waiting = new Map<string | null, Set<Resource>>();
  let quiet = false;

  function flush(): void {
    if (waiting.size === 0) {
      quiet = false;
      return;
    }
    const changes = [...waiting];
    waiting.clear();
    quiet = true;
    schedule(flush, quietMs);
    void queryClient.invalidateQueries({
      predicate: (query) =>
        changes.some(([workspaceId, resources]) => isTouched(query, resources, workspaceId)),
    });
  }

  const stopChanges = on('cache.changed', ({ workspaceId, resources }) => {
    const known = waiting.get(workspaceId) ?? new Set<Resource>();
    for (const resource of resources) known.add(resource);
    waiting.set(workspaceId, known);
    if (!quiet) flush();
  });
  const stopProgress = on('sync.progress', (status) => {
    queryClient.setQueryData<OutputOf<'sync.getStatus'>>(['sync.getStatus', {}], (known) =>
      withStatus(known, status),
    );
    queryClient.setQueryData<OutputOf<'workspaces.list'>>(['workspaces.list', {}], (known) =>
      withFreshness(known, status),
    );
  });
  return () => {
    stopChanges();
    stopProgress();
  };
}

/** The known states with one of them replaced or added; nothing while none was ever read. */
function withStatus(
  known: OutputOf<'sync.getStatus'> | undefined,
  status: EventOf<'sync.progress'>,
): OutputOf<'sync.getStatus'> | undefined {
  if (!known) return known;
  const others = known.filter((other) => other.workspaceId !== status.workspaceId);
  return [...others, status].toSorted((left, right) => (left.workspaceId < right.workspaceId ? -1 : 1));
}

/** What may be done with an account depends on whether Stripe can be reached: its facts follow at once. */
function withFreshness(
  known: OutputOf<'workspaces.list'> | undefined,
  { workspaceId, asOf, offlineSince }: EventOf<'sync.progress'>,
): OutputOf<'workspaces.list'> | undefined {
  return known?.map((workspace) =>
    workspace.id === workspaceId ? { ...workspace, asOf, offlineSince } : workspace,
  );
}
