import { Button, Progress, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { budgetDayOf, pollStretchOf, type DayReads } from '../../../shared/domain/readBudget.ts';
import type { AccountHealth, Workspace } from '../../../shared/ipc/schemas/workspaces.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Section } from '../../ui/Section.tsx';
import { toDayBars } from './dayBars.ts';
import classes from './HealthPage.module.css';
import { TrafficDialog } from './TrafficDialog.tsx';

/** What Kantoor has read of what Stripe lets this account read. */
export function ReadsSection({
  workspace,
  health,
}: {
  workspace: Workspace;
  health: AccountHealth;
}): ReactNode {
  const { t } = useTranslation('health');
  const format = useFormat();
  const [isChoosing, setChoosing] = useState(false);
  const { today, used, budget, days } = health.reads;
  const isStretched = budget !== null && pollStretchOf({ used, budget }) > 1;
  return (
    <Section
      title={t('reads.title')}
      action={
        budget !== null && (
          <Button variant="default" onClick={() => setChoosing(true)}>
            {t('traffic.open')}
          </Button>
        )
      }
    >
      <Text className="tabular">
        {budget === null
          ? t('reads.usedFree', { used: format.count(used), today: format.count(today) })
          : t('reads.used', {
              used: format.count(used),
              budget: format.count(budget),
              today: format.count(today),
            })}
      </Text>
      {budget !== null && (
        <Progress
          className={classes.meter ?? ''}
          size={8}
          value={Math.min(100, (used / budget) * 100)}
          {...(isStretched ? { color: 'yellow' } : {})}
          aria-label={t('reads.meter')}
        />
      )}
      <DayBars days={toDayBars(days, budgetDayOf(Date.now() / 1000))} />
      <Text c="dimmed" size="sm" maw={720}>
        {budget === null && t('reads.free')}
        {budget !== null && !isStretched && t('reads.plenty', { count: health.traffic.desktops })}
        {isStretched && t('reads.stretched')}
      </Text>
      {isChoosing && (
        <TrafficDialog workspace={workspace} traffic={health.traffic} onClose={() => setChoosing(false)} />
      )}
    </Section>
  );
}

const barWidth = 14;
const barsHeight = 72;

function DayBars({ days }: { days: readonly DayReads[] }): ReactNode {
  const { t } = useTranslation('health');
  const format = useFormat();
  const most = Math.max(1, ...days.map(({ reads }) => reads));
  const dayText = (day: number): string => format.day(day * 86_400, 'UTC');
  return (
    <svg
      className={classes.bars}
      viewBox={`0 0 ${days.length * barWidth} ${barsHeight}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={t('reads.chart', { most: format.count(most) })}
    >
      <line className={classes.ground} x1={0} x2={days.length * barWidth} y1={barsHeight} y2={barsHeight} />
      {days.map(({ day, reads }, index) => {
        const height = reads === 0 ? 0 : Math.max(2, (reads / most) * (barsHeight - 2));
        return (
          <rect
            key={day}
            className={classes.bar}
            x={index * barWidth + 2}
            y={barsHeight - height}
            width={barWidth - 4}
            height={height}
          >
            <title>{t('reads.bar', { day: dayText(day), reads: format.count(reads) })}</title>
          </rect>
        );
      })}
    </svg>
  );
}
