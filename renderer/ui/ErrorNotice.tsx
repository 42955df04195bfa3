import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './CopyButton.tsx';

export interface ErrorSentences {
  /** What happened. */
  what: string;
  /** What it means for the money. */
  money: string;
  /** What to do next. */
  next: string;
  reference: string | null;
}

/** A failure in sentences, with a reference to quote and, where repeating can help, a button. */
export function ErrorNotice({
  sentences,
  onRetry,
}: {
  sentences: ErrorSentences;
  onRetry?: (() => void) | undefined;
}): ReactNode {
  const { t } = useTranslation('ui');
  const { what, money, next, reference } = sentences;
  return (
    <Alert color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={what} role="alert">
      <Stack gap={6}>
        <Text>{money}</Text>
        <Text>{next}</Text>
        {(reference !== null || onRetry) && (
          <Group gap="xs">
            {onRetry && (
              <Button variant="default" onClick={onRetry}>
                {t('retry')}
              </Button>
            )}
            {reference !== null && (
              <Group gap={4}>
                <Text c="dimmed" size="xs">
                  {t('reference', { reference })}
                </Text>
                <CopyButton value={reference} what={t('referenceName')} />
              </Group>
            )}
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
