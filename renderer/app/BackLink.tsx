import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** Before a title: the list that this screen belongs to. */
export function BackLink({ to, label }: { to: string; label: string }): ReactNode {
  return (
    <Tooltip label={label}>
      <ActionIcon component={Link} to={to} variant="subtle" color="gray" aria-label={label}>
        <IconArrowLeft size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
