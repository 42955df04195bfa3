import type { ReactNode } from 'react';
import classes from './Tag.module.css';

export type Tone = 'positive' | 'caution' | 'negative' | 'quiet' | 'accent';

/** A short state in words; its colour only repeats what the words say. */
export function Tag({ tone, children }: { tone: Tone; children: ReactNode }): ReactNode {
  return <span className={`${classes.tag} ${classes[tone]}`}>{children}</span>;
}

/** The same as plain DOM, for cells of `DataGrid`. */
export function createTag(tone: Tone, text: string): HTMLElement {
  const element = document.createElement('span');
  element.className = `${classes.tag} ${classes[tone]}`;
  element.textContent = text;
  return element;
}
