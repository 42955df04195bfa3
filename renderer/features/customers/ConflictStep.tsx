import { Alert, Button, Group, Radio, Stack, Table } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldConflict } from '../../../shared/domain/customerChanges.ts';
import { nameOfField, wordOfValue } from '../../app/ChangeTable.tsx';
import { useFormat } from '../../format/useFormat.ts';
import type { ConflictChoices } from './billingDraft.ts';

export interface ConflictStepProps {
  conflicts: readonly FieldConflict[];
  onBack: () => void;
  onDecide: (choices: ConflictChoices) => void;
}

/** Somebody else changed the same fields: what was, what is there now, what this person wants, side by side. */
export function ConflictStep({ conflicts, onBack, onDecide }: ConflictStepProps): ReactNode {
  const { t } = useTranslation('customers');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const [choices, setChoices] = useState<ConflictChoices>({});
  const isDecided = conflicts.every(({ field }) => choices[field] !== undefined);
  const say = (field: string, value: string | null): string =>
    value === null ? tApp('changes.empty') : wordOfValue(field, value, tApp, format);

  return (
    <Stack>
      <Alert color="yellow" icon={<IconUsers size={18} />} title={t('conflict.title')}>
        {t('conflict.text')}
      </Alert>
      <Table aria-label={t('conflict.title')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{tApp('changes.field')}</Table.Th>
            <Table.Th>{t('conflict.base')}</Table.Th>
            <Table.Th>{t('conflict.theirs')}</Table.Th>
            <Table.Th>{t('conflict.mine')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {conflicts.map(({ field, base, theirs, mine }) => {
            const name = nameOfField(field, tApp);
            const choice = (value: 'theirs' | 'mine', text: string): ReactNode => (
              <Radio
                name={field}
                label={text}
                aria-label={`${name}: ${t(`conflict.${value}`)}: ${text}`}
                checked={choices[field] === value}
                onChange={() => setChoices({ ...choices, [field]: value })}
              />
            );
            return (
              <Table.Tr key={field}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td>{say(field, base)}</Table.Td>
                <Table.Td>{choice('theirs', say(field, theirs))}</Table.Td>
                <Table.Td>{choice('mine', say(field, mine))}</Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack}>
          {t('conflict.discard')}
        </Button>
        <Button disabled={!isDecided} onClick={() => onDecide(choices)}>
          {t('edit.next')}
        </Button>
      </Group>
    </Stack>
  );
}
