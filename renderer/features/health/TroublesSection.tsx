import { Code, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountHealth } from '../../../shared/ipc/schemas/workspaces.ts';
import { useFormat } from '../../format/useFormat.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from './HealthPage.module.css';

/** The last requests that did not go well, with the ids by which Stripe's support finds them. */
export function TroublesSection({ health: { requests } }: { health: AccountHealth }): ReactNode {
  const { t } = useTranslation('health');
  const format = useFormat();
  const troubles = requests?.troubles ?? [];
  return (
    <Section title={t('troubles.title')}>
      {troubles.length === 0 && <Text c="dimmed">{t('troubles.none')}</Text>}
      {troubles.length > 0 && (
        <div className={classes.scroll}>
          <Table aria-label={t('troubles.title')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('troubles.at')}</Table.Th>
                <Table.Th>{t('troubles.endpoint')}</Table.Th>
                <Table.Th>{t('troubles.status')}</Table.Th>
                <Table.Th>{t('troubles.code')}</Table.Th>
                <Table.Th>{t('troubles.requestId')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {troubles.map(({ at, endpoint, status, code, requestId }, index) => (
                // Two failures of one endpoint in one second are alike but for their place.
                // oxlint-disable-next-line react/no-array-index-key -- rows hold no state
                <Table.Tr key={`${at} ${endpoint} ${index}`}>
                  <Table.Td className="tabular">{format.moment(at)}</Table.Td>
                  <Table.Td>{endpoint}</Table.Td>
                  <Table.Td>{status ?? t('troubles.noAnswer')}</Table.Td>
                  <Table.Td>{code}</Table.Td>
                  <Table.Td>
                    {requestId !== null && (
                      <>
                        <Code>{requestId}</Code>{' '}
                        <CopyButton value={requestId} what={t('troubles.requestId')} />
                      </>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </Section>
  );
}
