import { createJobs } from '../../electron/services/jobs.ts';
import { createReminders } from '../../electron/services/reminders.ts';
import type { ReminderItem } from '../../shared/ipc/schemas/reminders.ts';
import { openVictim, type VictimInput } from '../builders/openVictim.ts';
import { toErrorPayload } from '../builders/toErrorPayload.ts';

/** Sends a series of reminders in a process of its own, for tests that kill it. */
export interface ReminderVictimInput extends VictimInput {
  items: ReminderItem[];
}

const input = JSON.parse(process.argv[2] ?? '') as ReminderVictimInput;
const deps = await openVictim(input, [
  'saveRun',
  'saveRunItem',
  'finishRun',
  'beginAction',
  'settleAction',
  'noteInvoicesSent',
]);
const reminders = createReminders({
  ...deps,
  cache: { findObject: async () => null, listObjects: async () => [] },
  jobs: createJobs({ ...deps, publishJob: () => {}, toErrorPayload }),
});
const { ended } = await reminders.start(input.items);
await ended;
process.exit(0);
