import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountHealth } from '../../../shared/ipc/schemas/workspaces.ts';
import { useFormat } from '../../format/useFormat.ts';
import { Fact, Facts } from '../../ui/Facts.tsx';
import { Section } from '../../ui/Section.tsx';

/** How fast Kantoor asks, and how often Stripe said that it was too much. */
export function RequestsSection({ health: { requests } }: { health: AccountHealth }): ReactNode {
  const { t } = useTranslation('health');
  const format = useFormat();
  if (requests === null)
    return (
      <Section title={t('requests.title')}>
        <Text>{t('requests.noKey')}</Text>
      </Section>
    );
  const { sent, repeated, refusals, pace } = requests;
  const rate = (perSecond: number | null): string =>
    perSecond === null ? t('requests.unlimited') : t('requests.rate', { rate: format.quantity(perSecond) });
  return (
    <Section title={t('requests.title')}>
      <Facts>
        <Fact name={t('requests.sent')}>
          {t('requests.sentCount', { sent: format.count(sent), repeated: format.count(repeated) })}
        </Fact>
        <Fact name={t('requests.refused')}>
          {refusals.length === 0
            ? t('requests.notRefused')
            : refusals.map(({ reason, count }) => `${format.count(count)} × ${reason}`).join(', ')}
        </Fact>
        <Fact name={t('requests.perEndpoint')}>{rate(pace.perEndpoint)}</Fact>
        <Fact name={t('requests.overall')}>{rate(pace.overall)}</Fact>
        <Fact name={t('requests.concurrency')}>{format.count(pace.concurrency)}</Fact>
        {pace.slowed.map(({ endpoint, perSecond, concurrency }) => (
          <Fact key={endpoint} name={t('requests.slowed', { endpoint })}>
            {t('requests.slowedTo', { rate: rate(perSecond), count: concurrency })}
          </Fact>
        ))}
      </Facts>
    </Section>
  );
}
