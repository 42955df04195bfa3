import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The end of a step after which there is nothing left to do; the keyboard finds its button at once. */
export function CloseRow({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('ui');
  return (
    <Group justify="flex-end">
      <Button data-autofocus onClick={onClose}>
        {t('close')}
      </Button>
    </Group>
  );
}
