import { useHotkeys, useWindowEvent } from '@mantine/hooks';
import { useCallback, useRef } from 'react';
import { isTextField } from './isTextField.ts';

/** Escape closes what is open, then goes back; dialogs, menus and search fields keep it for themselves. */
export function useEscape(onEscape: () => void, enabled = true): void {
  // A dialog hears the key before we do, and is gone by then: whether it was there is noted on the way down.
  const hadDialog = useRef(false);
  const noteDialog = useCallback(() => {
    hadDialog.current = document.querySelector('[role="dialog"][aria-modal="true"]') !== null;
  }, []);
  useWindowEvent('keydown', noteDialog, true);
  useHotkeys(
    [
      [
        'Escape',
        (event) => {
          const isTaken = hadDialog.current || event.defaultPrevented || isTextField(event.target);
          if (enabled && !isTaken) onEscape();
        },
        { preventDefault: false },
      ],
    ],
    [],
  );
}
