import { Alert } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** Why something is not done: a reason of our own, no failure. */
export function RefusalAlert({ children }: { children: ReactNode }): ReactNode {
  return (
    <Alert color="yellow" variant="light" icon={<IconInfoCircle size={18} />} role="alert">
      {children}
    </Alert>
  );
}
