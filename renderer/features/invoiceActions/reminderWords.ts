import type { TFunction } from 'i18next';
import type { ReminderState } from '../../../shared/domain/reminders.ts';
import type { PlannedReminder, ReminderItem, ReminderRun } from '../../../shared/ipc/schemas/reminders.ts';
import type { SeriesLine } from '../../app/SeriesView.tsx';
import type { Format } from '../../format/useFormat.ts';
import type { Tone } from '../../ui/Tag.tsx';

const tones: Record<ReminderState, Tone> = {
  waiting: 'quiet',
  sending: 'accent',
  sent: 'positive',
  refused: 'negative',
  failed: 'negative',
  unknown: 'caution',
  skipped: 'quiet',
};

type RunItem = ReminderRun['items'][number];

/** One reminder of a series as a line of its list. */
export function toSeriesLine(item: RunItem, t: TFunction<'reminders'>, format: Format): SeriesLine {
  const { workspaceId, invoiceId, invoiceNumber, customerName, state, refusal, error } = item;
  return {
    key: `${workspaceId} ${invoiceId}`,
    cells: [invoiceNumber ?? invoiceId, customerName ?? '–', format.money(item)],
    tone: tones[state],
    word: t(`item.${state}`),
    detail: refusal !== null ? t(`refusal.${refusal}`) : state === 'unknown' ? t('unknown') : error,
    isWaiting: state === 'waiting' || state === 'sending',
  };
}

/** A planned reminder that stands for sending, or that stands in the way of itself. */
export interface PlannedLine extends PlannedReminder {
  key: string;
  /** Why it is not sent, in words; null where it can be. */
  reason: string | null;
}

/** The plan in words: by its own rules, and by what an account allows at the moment. */
export function toPlannedLines(
  plan: readonly PlannedReminder[],
  t: TFunction<'reminders'>,
  obstacleOf: (workspaceId: string) => string | null,
): PlannedLine[] {
  return plan.map((planned) => ({
    ...planned,
    key: `${planned.workspaceId} ${planned.invoiceId}`,
    reason: planned.refusal === null ? obstacleOf(planned.workspaceId) : t(`refusal.${planned.refusal}`),
  }));
}

/** A line as it is confirmed. */
export function toReminderItem({
  workspaceId,
  invoiceId,
  invoiceNumber,
  customerName,
  amount,
  total,
  currency,
  isRecent,
}: PlannedLine): ReminderItem {
  const confirmed = { workspaceId, invoiceId, invoiceNumber, customerName, amount, total, currency };
  return { ...confirmed, evenIfRecent: isRecent };
}
