import { Menu, type MenuItemConstructorOptions } from 'electron';

import { mainTexts, type MainLanguage } from './mainTexts.ts';

interface MenuChoice {
  language: MainLanguage;
  platform: NodeJS.Platform;
  packaged: boolean;
}

/** The application menu: standard roles with our words, so that every system's own shortcuts work. */
export function setApplicationMenu(choice: MenuChoice): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(choice)));
}

export function menuTemplate({ language, platform, packaged }: MenuChoice): MenuItemConstructorOptions[] {
  const text = mainTexts[language];
  const isMac = platform === 'darwin';
  const separator = { type: 'separator' } as const;
  const appMenu: MenuItemConstructorOptions = {
    label: 'Kantoor',
    submenu: [
      { role: 'about', label: text.about },
      separator,
      { role: 'hide', label: text.hide },
      { role: 'hideOthers', label: text.hideOthers },
      { role: 'unhide', label: text.showAll },
      separator,
      { role: 'quit', label: text.quit },
    ],
  };
  const file: MenuItemConstructorOptions = {
    label: text.file,
    submenu: isMac ? [{ role: 'close', label: text.close }] : [{ role: 'quit', label: text.quit }],
  };
  const edit: MenuItemConstructorOptions = {
    label: text.edit,
    submenu: [
      { role: 'undo', label: text.undo },
      { role: 'redo', label: text.redo },
      separator,
      { role: 'cut', label: text.cut },
      { role: 'copy', label: text.copy },
      { role: 'paste', label: text.paste },
      { role: 'selectAll', label: text.selectAll },
    ],
  };
  const developer: MenuItemConstructorOptions[] = [
    separator,
    { role: 'reload', label: text.reload },
    { role: 'toggleDevTools', label: text.developerTools },
  ];
  const view: MenuItemConstructorOptions = {
    label: text.view,
    submenu: [
      { role: 'resetZoom', label: text.actualSize },
      { role: 'zoomIn', label: text.zoomIn },
      { role: 'zoomOut', label: text.zoomOut },
      separator,
      { role: 'togglefullscreen', label: text.fullScreen },
      ...(packaged ? [] : developer),
    ],
  };
  const window: MenuItemConstructorOptions = {
    label: text.window,
    submenu: [
      { role: 'minimize', label: text.minimize },
      { role: 'close', label: text.close },
    ],
  };
  return [...(isMac ? [appMenu] : []), file, edit, view, window];
}
