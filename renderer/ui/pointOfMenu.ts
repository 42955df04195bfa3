import type { MenuPoint } from './dataGridTypes.ts';

const rightButton = 2;

/** Where a row's menu opens: under the pointer, or under what has the focus when a key asked for it. */
export function pointOfMenu({ button, clientX, clientY }: MouseEvent, focused: Element): MenuPoint {
  if (button === rightButton) return { x: clientX, y: clientY };
  const { left, bottom } = focused.getBoundingClientRect();
  return { x: left, y: bottom };
}
