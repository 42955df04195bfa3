import type { ReactNode } from 'react';
import classes from './ColorDot.module.css';

/** The colour of an account; always beside its name, so it says nothing by itself. */
export function ColorDot({ color, size = 10 }: { color: string; size?: number }): ReactNode {
  return (
    <span
      aria-hidden
      className={classes.dot}
      style={{ background: `var(--mantine-color-${color}-filled)`, width: size, height: size }}
    />
  );
}

/** The same with a name as plain DOM, for cells of `DataGrid`. */
export function createColoredName(color: string, name: string): HTMLElement {
  const element = document.createElement('span');
  element.className = classes.named ?? '';
  const dot = document.createElement('span');
  dot.className = classes.dot ?? '';
  dot.style.background = `var(--mantine-color-${color}-filled)`;
  element.append(dot, name);
  return element;
}
