import { Button, Group, Loader, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LiveRead } from '../api/useLiveRead.ts';
import { StepDialog, type StepDialogProps } from '../ui/StepDialog.tsx';
import { CallError } from './CallError.tsx';

export interface LiveDialogProps<Data> extends Omit<StepDialogProps, 'children'> {
  live: LiveRead<Data>;
  children: (data: Data) => ReactNode;
}

/** A dialog that looks how things stand at Stripe before it asks anything. */
export function LiveDialog<Data>({ live, children, ...dialog }: LiveDialogProps<Data>): ReactNode {
  const { t } = useTranslation('ui');
  return (
    <StepDialog {...dialog}>
      {live.data === undefined ? (
        <Stack>
          {live.error ? <CallError error={live.error} onRetry={live.read} /> : <Reading />}
          <Group justify="flex-end">
            <Button variant="default" onClick={dialog.onClose}>
              {t('cancel')}
            </Button>
          </Group>
        </Stack>
      ) : (
        children(live.data)
      )}
    </StepDialog>
  );
}

function Reading(): ReactNode {
  const { t } = useTranslation();
  return (
    <Group gap="sm" role="status" mih={160} justify="center">
      <Loader size="sm" />
      <Text c="dimmed">{t('live.reading')}</Text>
    </Group>
  );
}
