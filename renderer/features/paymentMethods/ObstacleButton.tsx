import { Button, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';

export interface ObstacleButtonProps {
  /** Why it cannot be pressed, in words; it stays reachable, so that the words can be read. */
  obstacle: string | null;
  label: string;
  /** What it is about, for whoever does not see the line that it stands in. */
  about: string;
  onClick: () => void;
}

/** A small button of a line. */
export function ObstacleButton({ obstacle, label, about, onClick }: ObstacleButtonProps): ReactNode {
  return (
    <Tooltip label={obstacle} disabled={obstacle === null} multiline maw={320}>
      <Button
        size="compact-xs"
        variant="default"
        aria-label={about}
        {...(obstacle === null ? {} : { 'data-disabled': true })}
        aria-disabled={obstacle !== null}
        onClick={() => obstacle === null && onClick()}
      >
        {label}
      </Button>
    </Tooltip>
  );
}
