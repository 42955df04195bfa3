import { useHotkeys, useWindowEvent } from '@mantine/hooks';
import { useCallback, useRef } from 'react';
import { isTextField } from './isTextField.ts';

/** Escape closes what is open, then goes back; dialogs, menus and search fields keep it for themselves. */
export function useEscape(onEscape: () => void, enabled = true): void {
  // What is open hears the key before we do, and is gone by then: whether it was there is noted on the way down.
  const hadOverlay = useRef(false);
  const noteOverlay = useCallback(() => {
    hadOverlay.current = document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"]') !== null;
  }, []);
  useWindowEvent('keydown', noteOverlay, true);
  useHotkeys(
    [
      [
        'Escape',
        (event) => {
          const isTaken = hadOverlay.current || event.defaultPrevented || isTextField(event.target);
          if (enabled && !isTaken) onEscape();
        },
        { preventDefault: false },
      ],
    ],
    [],
  );
}
