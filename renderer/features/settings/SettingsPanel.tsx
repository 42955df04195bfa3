import { Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** A section of the settings under its heading, in a width that reads well. */
export function SettingsPanel({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <Stack gap="md" maw={760}>
      <Title order={2}>{title}</Title>
      {children}
    </Stack>
  );
}
