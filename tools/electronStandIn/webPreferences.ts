import type Electron from 'electron';

// SECURITY: what switches a protection of the renderer off is refused rather than imitated.
const REQUIRED: readonly (readonly [keyof Electron.WebPreferences, boolean])[] = [
  ['sandbox', true],
  ['contextIsolation', true],
  ['nodeIntegration', false],
  ['nodeIntegrationInWorker', false],
  ['nodeIntegrationInSubFrames', false],
  ['webSecurity', true],
  ['allowRunningInsecureContent', false],
  ['experimentalFeatures', false],
  ['webviewTag', false],
];

/** Throws when a web preference weakens what Electron protects by default. */
export function assertSafeWebPreferences(preferences: Electron.WebPreferences): void {
  for (const [name, required] of REQUIRED) {
    if (preferences[name] !== undefined && preferences[name] !== required) {
      throw new Error(
        `The Electron stand-in refuses webPreferences.${name}: ${!required}, which switches a protection off.`,
      );
    }
  }
  if (preferences.enableBlinkFeatures) {
    throw new Error(
      'The Electron stand-in refuses webPreferences.enableBlinkFeatures, which switches on what Chromium has not released.',
    );
  }
}
