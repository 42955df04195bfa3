import { useHotkeys } from '@mantine/hooks';
import { isTextField } from './isTextField.ts';

/** Escape closes what is open, then goes back; dialogs, menus and search fields keep it for themselves. */
export function useEscape(onEscape: () => void, enabled = true): void {
  useHotkeys(
    [
      [
        'Escape',
        (event) => {
          if (enabled && !event.defaultPrevented && !belongsToOther(event.target)) onEscape();
        },
        { preventDefault: false },
      ],
    ],
    [],
  );
}

function belongsToOther(target: EventTarget | null): boolean {
  return isTextField(target) || document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
}
