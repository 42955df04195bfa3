import type { Day } from '../../shared/domain/dates.ts';

/** Days, both included; null where the period is open. */
export interface Period {
  from: Day | null;
  to: Day | null;
}

export const periodPresets = [
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'lastYear',
] as const;
export type PeriodPreset = (typeof periodPresets)[number];

/** Months before the current one at which a preset starts, counted from the start of its unit, and its length. */
const shapes: Record<PeriodPreset, { unit: 1 | 3 | 12; unitsBack: 0 | 1 }> = {
  thisMonth: { unit: 1, unitsBack: 0 },
  lastMonth: { unit: 1, unitsBack: 1 },
  thisQuarter: { unit: 3, unitsBack: 0 },
  lastQuarter: { unit: 3, unitsBack: 1 },
  thisYear: { unit: 12, unitsBack: 0 },
  lastYear: { unit: 12, unitsBack: 1 },
};

/** The whole month, quarter or calendar year that a preset means on a day. */
export function periodOf(preset: PeriodPreset, today: Day): { from: Day; to: Day } {
  const { unit, unitsBack } = shapes[preset];
  const [year = 0, month = 1] = today.split('-').map(Number);
  const first = Math.floor((month - 1) / unit) * unit - unitsBack * unit;
  return { from: dayOfMonth(year, first, 1), to: dayOfMonth(year, first + unit, 0) };
}

/** `day` 0 is the last day of the month before; `monthIndex` may lie outside the year. */
function dayOfMonth(year: number, monthIndex: number, day: number): Day {
  return new Date(Date.UTC(year, monthIndex, day)).toISOString().slice(0, 10);
}

/** The preset that means exactly this period, if one does. */
export function findPreset(period: Period, today: Day): PeriodPreset | null {
  return (
    periodPresets.find((preset) => {
      const { from, to } = periodOf(preset, today);
      return from === period.from && to === period.to;
    }) ?? null
  );
}
