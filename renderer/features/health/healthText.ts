import type { AccountHealth, SyncStatus, Workspace } from '../../../shared/ipc/schemas/workspaces.ts';

/** What a person sends along with a question about an account, in English for support: nothing of customers or keys. */
export function toHealthText(
  version: string,
  { accountId, livemode, sample }: Workspace,
  status: SyncStatus,
  { lastEventAt, eventsAskedAt, withoutEvents, reads, requests, skipped, storage }: AccountHealth,
): string {
  const moment = (at: number | null): string => (at === null ? 'never' : new Date(at * 1000).toISOString());
  const { phase, complete, asOf, completeBackTo, offlineSince, reconciledAt, walk, lastError } = status;
  const budget = reads.budget === null ? 'not metered' : `of ${reads.budget}`;
  return [
    `Kantoor ${version}, account ${accountId} (${sample ? 'sample office' : livemode ? 'live' : 'test'})`,
    `Phase ${phase}, ${complete ? 'complete' : `complete back to ${moment(completeBackTo)}`}, as of ${moment(asOf)}`,
    `Offline since ${moment(offlineSince)}`,
    `Last event ${moment(lastEventAt)}, feed asked ${moment(eventsAskedAt)}${withoutEvents ? ', no right to events' : ''}`,
    `Compared ${moment(reconciledAt)}; all read ${walk ? `${moment(walk.endedAt)} (${walk.reason})` : 'never'}`,
    `Not allowed: ${skipped.join(', ') || 'nothing'}`,
    `Reads: ${reads.used} in 30 days (${budget}), ${reads.today} today`,
    ...(requests === null
      ? ['No key']
      : [
          `Requests: ${requests.sent}, repeated ${requests.repeated}`,
          `Refused: ${requests.refusals.map(({ reason, count }) => `${count} ${reason}`).join(', ') || 'none'}`,
          `Pace: ${requests.pace.perEndpoint ?? 'no limit'}/s per endpoint, ${requests.pace.overall ?? 'no limit'}/s in all, ${requests.pace.concurrency} at once`,
        ]),
    `On disk: cache ${storage.cacheBytes} bytes, workspace ${storage.workspaceDatabaseBytes} bytes, ${storage.documents} documents`,
    ...(lastError
      ? [`Last error ${moment(lastError.at)} ${lastError.code} ${lastError.reference ?? ''}`]
      : []),
    ...(requests?.troubles ?? []).map(
      ({ at, endpoint, status: answer, code, requestId }) =>
        `${moment(at)} ${endpoint} ${answer ?? 'no answer'} ${code} ${requestId ?? ''}`,
    ),
  ]
    .map((line) => line.trimEnd())
    .join('\n');
}
