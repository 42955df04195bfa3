import { Button } from '@mantine/core';
import type { ReactNode } from 'react';

/** A filter that is on or off, as a button that says so. */
export function FilterToggle({
  label,
  pressed,
  onToggle,
}: {
  label: string;
  pressed: boolean;
  onToggle: (pressed: boolean) => void;
}): ReactNode {
  return (
    <Button
      variant={pressed ? 'light' : 'default'}
      aria-pressed={pressed}
      px={10}
      fw={pressed ? 600 : 400}
      onClick={() => onToggle(!pressed)}
    >
      {label}
    </Button>
  );
}
