import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

/** What will appear here and the one button that makes it appear. */
export function EmptyState({
  icon,
  title,
  text,
  action,
}: {
  icon?: ReactNode;
  title: string;
  text: string;
  action?: ReactNode;
}): ReactNode {
  return (
    <div className={classes.frame}>
      <Stack align="center" gap={6} maw={440}>
        {icon !== undefined && (
          <span className={classes.icon} aria-hidden>
            {icon}
          </span>
        )}
        <Title order={2} ta="center">
          {title}
        </Title>
        <Text c="dimmed" ta="center">
          {text}
        </Text>
        {action !== undefined && <div className={classes.action}>{action}</div>}
      </Stack>
    </div>
  );
}
