import { Kbd } from '@mantine/core';
import type { ReactNode } from 'react';

const isMac = /mac/i.test(navigator.userAgent);

/** A key or combination as the keyboard of this machine writes it; `Mod` is Ctrl or ⌘. */
export function KeyHint({ keys }: { keys: string }): ReactNode {
  const parts = keys.split('+').map((key) => (key === 'Mod' ? (isMac ? '⌘' : 'Ctrl') : key));
  return <Kbd size="xs">{parts.join(isMac ? '' : '+')}</Kbd>;
}
