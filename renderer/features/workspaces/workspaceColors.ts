import type { WorkspaceColor } from '../../../shared/ipc/schemas/workspaces.ts';

/** In the order in which new accounts get them: neighbours are easy to tell apart. */
export const workspaceColors: readonly WorkspaceColor[] = [
  'blue',
  'teal',
  'orange',
  'grape',
  'green',
  'red',
  'cyan',
  'violet',
  'pink',
  'gray',
];

/** The first colour that no account has yet, else the first of all. */
export function nextColor(taken: readonly WorkspaceColor[]): WorkspaceColor {
  return workspaceColors.find((color) => !taken.includes(color)) ?? 'blue';
}
