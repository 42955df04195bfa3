import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';

/** OS account and, where the system keeps one, display name: under these, changes are recorded. */
export function describePerson(platform: NodeJS.Platform = process.platform): string {
  const account = userInfo().username;
  const domain = platform === 'win32' ? process.env['USERDOMAIN'] : undefined;
  const displayName = readDisplayName(account, platform);
  const qualified = domain ? `${domain}\\${account}` : account;
  return displayName && displayName !== account ? `${displayName} (${qualified})` : qualified;
}

/** Windows has a display name too, but only slow ways to ask for it; the domain account says enough there. */
function readDisplayName(account: string, platform: NodeJS.Platform): string | null {
  try {
    if (platform === 'darwin')
      return execFileSync('/usr/bin/id', ['-F'], { encoding: 'utf8' }).trim() || null;
    if (platform === 'linux') return displayNameIn(readFileSync('/etc/passwd', 'utf8'), account);
  } catch {
    return null;
  }
  return null;
}

/** First part of the comment field of an account in a passwd file. */
export function displayNameIn(passwd: string, account: string): string | null {
  const line = passwd.split('\n').find((candidate) => candidate.startsWith(`${account}:`));
  return line?.split(':')[4]?.split(',')[0]?.trim() || null;
}
