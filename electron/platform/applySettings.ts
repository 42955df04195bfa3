import { app, nativeTheme } from 'electron';

import type { Settings } from '../../shared/ipc/schemas/app.ts';
import { chooseMainLanguage } from './mainTexts.ts';
import { setApplicationMenu } from './menu.ts';

/** Lets what main draws itself follow the person's settings. */
export function applySettings({ colorScheme, language }: Pick<Settings, 'colorScheme' | 'language'>): void {
  nativeTheme.themeSource = colorScheme;
  setApplicationMenu({
    language: chooseMainLanguage(language, app.getLocale()),
    platform: process.platform,
    packaged: app.isPackaged,
  });
}
