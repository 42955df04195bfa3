import { Alert, Button, Group, Radio, Stack, Table, TextInput } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldConflict } from '../../../shared/domain/customerChanges.ts';
import { nameOfField, wordOfValue } from '../../app/ChangeTable.tsx';
import { useFormat } from '../../format/useFormat.ts';
import { keyOfConflict, type ConflictChoice, type ConflictChoices } from './billingDraft.ts';

export interface ConflictStepProps {
  conflicts: readonly FieldConflict[];
  /** The change waits already: leaving throws nothing away. */
  isKept: boolean;
  onBack: () => void;
  onDecide: (choices: ConflictChoices) => void;
}

/** Somebody else changed the same fields: what was, what is there now, what this person wants, side by side. */
export function ConflictStep({ conflicts, isKept, onBack, onDecide }: ConflictStepProps): ReactNode {
  const { t } = useTranslation('customers');
  const { t: tPending } = useTranslation('pendingEdits');
  const { t: tApp } = useTranslation();
  const [choices, setChoices] = useState<ConflictChoices>({});
  const isDecided = conflicts.every((conflict) => choices[keyOfConflict(conflict)] !== undefined);

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
          {conflicts.map((conflict) => {
            const key = keyOfConflict(conflict);
            return (
              <ConflictRow
                key={key}
                conflict={conflict}
                choice={choices[key]}
                onChoose={(choice) => setChoices({ ...choices, [key]: choice })}
              />
            );
          })}
        </Table.Tbody>
      </Table>
      <Group justify="flex-end">
        <Button variant="default" onClick={onBack}>
          {isKept ? tPending('conflict.later') : t('conflict.discard')}
        </Button>
        <Button disabled={!isDecided} onClick={() => onDecide(choices)}>
          {t('edit.next')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Values that are typed; the others are chosen from lists, in the form. */
const typedFields: ReadonlySet<string> = new Set([
  'name',
  'email',
  'phone',
  'line1',
  'line2',
  'city',
  'postal_code',
  'state',
]);

interface ConflictRowProps {
  conflict: FieldConflict;
  choice: ConflictChoice | undefined;
  onChoose: (choice: ConflictChoice) => void;
}

function ConflictRow({ conflict, choice, onChoose }: ConflictRowProps): ReactNode {
  const { field, base, theirs, mine } = conflict;
  const { t } = useTranslation('customers');
  const { t: tPending } = useTranslation('pendingEdits');
  const { t: tApp } = useTranslation();
  const format = useFormat();
  const name = nameOfField(field, tApp);
  const say = (value: string | null): string =>
    value === null ? tApp('changes.empty') : wordOfValue(field, value, tApp, format);
  const radio = (value: 'theirs' | 'mine', text: string): ReactNode => (
    <Radio
      name={keyOfConflict(conflict)}
      label={text}
      aria-label={`${name}: ${t(`conflict.${value}`)}: ${text}`}
      checked={choice === value}
      onChange={() => onChoose(value)}
    />
  );
  const isOther = typeof choice === 'object';
  return (
    <Table.Tr>
      <Table.Th scope="row">{name}</Table.Th>
      <Table.Td>{say(base)}</Table.Td>
      <Table.Td>{radio('theirs', say(theirs))}</Table.Td>
      <Table.Td>
        <Stack gap={6}>
          {radio('mine', say(mine))}
          {typedFields.has(field) && (
            <Radio
              name={keyOfConflict(conflict)}
              label={tPending('conflict.other')}
              aria-label={`${name}: ${tPending('conflict.other')}`}
              checked={isOther}
              onChange={() => onChoose({ other: mine ?? '' })}
            />
          )}
          {isOther && (
            <TextInput
              aria-label={tPending('conflict.otherValue', { field: name })}
              value={choice.other}
              maxLength={512}
              onChange={(event) => onChoose({ other: event.currentTarget.value })}
            />
          )}
        </Stack>
      </Table.Td>
    </Table.Tr>
  );
}
