import { AppError } from '../../shared/errors/appError.ts';
import { isTimeZone } from '../../shared/domain/dates.ts';
import { workspaceColors, type WorkspaceColor } from '../../shared/ipc/schemas/workspaces.ts';
import type { WorkspaceRecord } from './workspaceRegistryApi.ts';

/** The first colour that no other account has; with more accounts than colours they come round again. */
export function freeColor(workspaces: readonly WorkspaceRecord[]): WorkspaceColor {
  const taken = new Set(workspaces.map(({ color }) => color));
  const free = workspaceColors.find((color) => !taken.has(color));
  return free ?? (workspaceColors[workspaces.length % workspaceColors.length] as WorkspaceColor);
}

/** A name that no other account has: `Nederland`, `Nederland 2` … */
export function freeName(wanted: string, workspaces: readonly WorkspaceRecord[]): string {
  const taken = new Set(workspaces.map(({ name }) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number += 1) name = `${wanted} ${number}`;
  return name;
}

/** *Errors*: invalid_input: the command line and people tell accounts apart by their names. */
export function refuseTakenName(name: string, others: readonly WorkspaceRecord[]): void {
  const wanted = name.trim().toLowerCase();
  if (wanted === '' || wanted === 'all')
    throw new AppError(
      'invalid_input',
      wanted === ''
        ? 'An account needs a name. Nothing was saved.'
        : 'No account can be called “all”: that word means every account. Nothing was saved.',
      { details: { field: 'name' } },
    );
  if (others.some((other) => other.name.trim().toLowerCase() === wanted))
    throw new AppError(
      'invalid_input',
      `Another account is called ${name} already. Choose a different name.`,
      {
        details: { field: 'name' },
      },
    );
}

/** *Errors*: invalid_input for a zone that this runtime does not know. */
export function refuseUnknownTimeZone(timeZone: string): void {
  if (!isTimeZone(timeZone))
    throw new AppError(
      'invalid_input',
      `${timeZone} is not a known time zone. Choose one like Europe/Amsterdam.`,
      {
        details: { field: 'timeZone' },
      },
    );
}

/** Zone of the account, else of this machine: days on screen are days of that zone until somebody says otherwise. */
export function timeZoneFor(wanted: string | null, ofAccount: string | null): string {
  if (wanted !== null) {
    refuseUnknownTimeZone(wanted);
    return wanted;
  }
  if (ofAccount !== null && isTimeZone(ofAccount)) return ofAccount;
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
