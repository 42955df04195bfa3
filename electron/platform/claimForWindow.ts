import { app, dialog } from 'electron';

import { askToActivate } from '../cli/askInstance.ts';
import { claimProfile, type ProfileOwner, type ProfilePeer } from './claimProfile.ts';
import { chooseMainLanguage, mainTexts } from './mainTexts.ts';

/**
 * The profile for a window, or null when another window has it and was brought to the front. While a command line run has
 * it, the window waits: two writers would spoil each other's work.
 */
export async function claimForWindow(
  profileDir: string,
  workspace: string | null,
): Promise<ProfileOwner | null> {
  for (;;) {
    const claim = await claimProfile(profileDir);
    if (claim.kind === 'owner') return claim;
    if (await askToActivate(claim.connection, workspace)) return null;
    if (!(await waitForRelease(claim))) return null;
  }
}

/** True when the other process has ended, false when the person would rather not wait. */
async function waitForRelease({ connection }: ProfilePeer): Promise<boolean> {
  await app.whenReady();
  const text = mainTexts[chooseMainLanguage('system', app.getLocale())];
  const released = new AbortController();
  connection.onClose(() => released.abort());
  const asked = dialog.showMessageBox({
    type: 'info',
    message: text.busyMessage,
    detail: text.busyDetail,
    buttons: [text.doNotWait],
    signal: released.signal,
  });
  const closed = new Promise<void>((resolve) =>
    released.signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  await Promise.race([closed, asked]);
  return released.signal.aborted;
}
