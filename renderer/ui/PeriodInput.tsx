import { DatePickerInput } from '@mantine/dates';
import '@mantine/dates/styles.css';
import 'dayjs/locale/nl';
import { IconCalendar } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../shared/domain/dates.ts';
import { useFormat } from '../format/useFormat.ts';
import classes from './PeriodInput.module.css';
import { periodOf, periodPresets, type Period } from './periods.ts';

export interface PeriodInputProps {
  label: string;
  /** What the field says while no period is chosen. */
  placeholder: string;
  value: Period;
  onChange: (period: Period) => void;
  /** The day it is where the dates belong. */
  today: Day;
  /** Offers an empty period. */
  clearable?: boolean;
  width?: number;
}

/** Two days, both included, from a calendar that also offers the usual months, quarters and years. */
export function PeriodInput(props: PeriodInputProps): ReactNode {
  const { label, placeholder, value, onChange, today, clearable = true, width = 230 } = props;
  const { t } = useTranslation('ui');
  const format = useFormat();
  // Between the two clicks there is a first day and no second one; nobody outside has to know.
  const [begun, setBegun] = useState<Day | null>(null);
  const shown: [Day | null, Day | null] = begun === null ? [value.from, value.to] : [begun, null];

  const text = shown
    .filter((day) => day !== null)
    .map(format.calendarDay)
    .join(' – ');

  function change([from, to]: [Day | null, Day | null]): void {
    if (from !== null && to === null) {
      setBegun(from);
      return;
    }
    setBegun(null);
    onChange({ from, to });
  }

  return (
    <DatePickerInput
      type="range"
      size="xs"
      w={width}
      aria-label={text === '' ? label : `${label}: ${text}`}
      placeholder={placeholder}
      leftSection={<IconCalendar size={14} aria-hidden />}
      clearable={clearable}
      clearButtonProps={{ 'aria-label': t('period.clear') }}
      allowSingleDateInRange
      locale={format.language}
      firstDayOfWeek={1}
      // Days of the neighbouring months are too pale to read.
      hideOutsideDates
      // The usual red of weekends is too pale as well, and a weekend is a day like any other in a ledger.
      weekendDays={[]}
      classNames={{ day: classes.day ?? '' }}
      value={shown}
      onChange={change}
      onDropdownClose={() => setBegun(null)}
      valueFormatter={() => text}
      presets={periodPresets.map((preset) => {
        const { from, to } = periodOf(preset, today);
        return { value: [from, to] satisfies [Day, Day], label: t(`period.${preset}`) };
      })}
      ariaLabels={{
        previousMonth: t('period.previousMonth'),
        nextMonth: t('period.nextMonth'),
        previousYear: t('period.previousYear'),
        nextYear: t('period.nextYear'),
        previousDecade: t('period.previousDecade'),
        nextDecade: t('period.nextDecade'),
      }}
      popoverProps={{ attributes: { dropdown: { 'aria-label': label } } }}
    />
  );
}
