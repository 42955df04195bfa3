import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useIpcCommand } from '../../api/useIpcCommand.ts';
import { useCallNotice } from '../../app/useCallNotice.ts';
import { joinFolder, type ExportDraft } from './exportDraft.ts';
import classes from './ExportsPage.module.css';

export interface ExportFolderProps {
  draft: ExportDraft;
  problem: string | undefined;
  onChange: (changes: Partial<ExportDraft>) => void;
}

/** The folder from the system's own dialog, and the new one in it that this export gets. */
export function ExportFolder({ draft, problem, onChange }: ExportFolderProps): ReactNode {
  const { t } = useTranslation('exports');
  const choose = useIpcCommand('exports.chooseDirectory');
  const { tellFailure } = useCallNotice();
  const { baseDirectory, folderName } = draft;
  function chooseFolder(): void {
    choose.mutate(
      {},
      {
        onError: tellFailure,
        onSuccess: ({ directory }) => directory !== null && onChange({ baseDirectory: directory }),
      },
    );
  }
  return (
    <div>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <TextInput
          className={classes.grow ?? ''}
          label={t('form.folder')}
          placeholder={t('form.noFolder')}
          value={baseDirectory ?? ''}
          readOnly
          error={problem !== undefined}
        />
        <Button variant="default" leftSection={<IconFolder size={14} />} onClick={chooseFolder}>
          {t('form.chooseFolder')}
        </Button>
      </Group>
      {problem !== undefined && (
        <Text c="var(--mantine-color-error)" size="xs" mt={4} role="alert">
          {problem}
        </Text>
      )}
      <TextInput
        mt="xs"
        label={t('form.folderName')}
        maxLength={120}
        value={folderName}
        onChange={(event) => onChange({ folderName: event.currentTarget.value })}
        descriptionProps={{ fz: 'xs' }}
        description={baseDirectory === null ? undefined : joinFolder(baseDirectory, folderName)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
      />
    </div>
  );
}
