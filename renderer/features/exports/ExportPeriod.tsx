import { Input, SegmentedControl, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Day } from '../../../shared/domain/dates.ts';
import { PeriodInput } from '../../ui/PeriodInput.tsx';
import { findPreset, periodOf, type Period, type PeriodPreset } from '../../ui/periods.ts';

/** The periods that people close. */
const offered = ['lastMonth', 'thisMonth', 'lastQuarter', 'thisYear'] as const satisfies PeriodPreset[];
const ownPeriod = 'custom';

export interface ExportPeriodProps {
  period: Period;
  today: Day;
  problem: string | undefined;
  onChange: (period: Period) => void;
}

/** Issue dates from … to: a usual period by one click, any other from the calendar. */
export function ExportPeriod({ period, today, problem, onChange }: ExportPeriodProps): ReactNode {
  const { t } = useTranslation('exports');
  const { t: tUi } = useTranslation('ui');
  const preset = findPreset(period, today);
  const chosen = offered.find((known) => known === preset) ?? ownPeriod;
  return (
    <Input.Wrapper size="xs" label={t('form.period')} labelElement="div" error={problem}>
      <Stack gap={6} mt={4}>
        <SegmentedControl
          aria-label={t('form.period')}
          fullWidth
          value={chosen}
          onChange={(value) => {
            const wanted = offered.find((known) => known === value);
            onChange(wanted ? periodOf(wanted, today) : { from: null, to: null });
          }}
          data={[
            ...offered.map((name) => ({ value: name, label: tUi(`period.${name}`) })),
            { value: ownPeriod, label: t('form.custom') },
          ]}
        />
        <PeriodInput
          label={t('form.days')}
          placeholder={t('form.daysPlaceholder')}
          value={period}
          today={today}
          clearable={false}
          width={260}
          onChange={onChange}
        />
      </Stack>
    </Input.Wrapper>
  );
}
