import { Button, Group, Stack, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '../../app/paths.ts';
import { useScope } from '../../app/useScope.ts';
import { AccountCard } from './AccountCard.tsx';

/** The connected accounts: what they are called, how their keys stand, and taking them away again. */
export function AccountSettings(): ReactNode {
  const { t } = useTranslation('workspaces');
  const { workspaces } = useScope();
  return (
    <Stack gap="md" maw={860}>
      <Group justify="space-between">
        <Title order={2}>{t('list.title')}</Title>
        <Button component={Link} to={paths.connect} leftSection={<IconPlus size={14} />}>
          {t('list.add')}
        </Button>
      </Group>
      {workspaces.map((workspace) => (
        <AccountCard key={workspace.id} workspace={workspace} />
      ))}
    </Stack>
  );
}
