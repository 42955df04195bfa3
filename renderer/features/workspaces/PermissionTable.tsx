import { Alert, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { permissionSpecs } from '../../../shared/domain/permissions.ts';
import type { Feature, Permission } from '../../../shared/ipc/schemas/workspaces.ts';
import { Tag, type Tone } from '../../ui/Tag.tsx';

export interface PermissionTableProps {
  permissions: readonly Permission[];
  featuresOff: readonly Feature[];
}

/** What a key may do, what is missing, and what is therefore switched off. */
export function PermissionTable({ permissions, featuresOff }: PermissionTableProps): ReactNode {
  const { t } = useTranslation('workspaces');
  return (
    <>
      {featuresOff.length === 0 ? (
        <Text>{t('permissions.allThere')}</Text>
      ) : (
        <Alert color="yellow" title={t('permissions.off')}>
          <ul>
            {featuresOff.map((feature) => (
              <li key={feature}>{t(`features.${feature}`)}</li>
            ))}
          </ul>
        </Alert>
      )}
      <Table aria-label={t('permissions.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('permissions.row')}</Table.Th>
            <Table.Th>{t('permissions.level')}</Table.Th>
            <Table.Th>{t('permissions.state')}</Table.Th>
            <Table.Th>{t('permissions.usedFor')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {permissionSpecs.map(({ slug, dashboardRow, level, feature }) => {
            const state = toState(permissions.find(({ permission }) => permission === slug)?.granted);
            return (
              <Table.Tr key={slug}>
                <Table.Td lang="en">{dashboardRow}</Table.Td>
                <Table.Td>{t(`permissions.levels.${level}`)}</Table.Td>
                <Table.Td>
                  <Tag tone={stateTones[state]}>{t(`permissions.states.${state}`)}</Tag>
                </Table.Td>
                <Table.Td>{feature === null ? t('permissions.nicety') : t(`features.${feature}`)}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </>
  );
}

const stateTones: Record<'granted' | 'missing' | 'unknown', Tone> = {
  granted: 'positive',
  missing: 'caution',
  unknown: 'quiet',
};

function toState(granted: boolean | null | undefined): 'granted' | 'missing' | 'unknown' {
  if (granted === true) return 'granted';
  return granted === false ? 'missing' : 'unknown';
}
