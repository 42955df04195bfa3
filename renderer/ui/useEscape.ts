import { useHotkeys } from '@mantine/hooks';

/** Escape closes what is open, then goes back; dialogs, menus and search fields keep it for themselves. */
export function useEscape(onEscape: () => void, enabled = true): void {
  useHotkeys([
    ['Escape', (event) => enabled && !event.defaultPrevented && onEscape(), { preventDefault: false }],
  ]);
}
