import type Electron from 'electron';

import { completeApi } from './completeApi.ts';

type Template = (Electron.MenuItemConstructorOptions | Electron.MenuItem)[];

/** Menus as data: Chromium's app window has no menu bar, the app's own shortcuts and palette do the work. */
class MenuItemStandIn {
  readonly id: string;
  readonly label: string;
  readonly type: string;
  readonly role: string | undefined;
  readonly accelerator: unknown;
  readonly submenu: Electron.Menu | undefined;
  readonly click: unknown;
  enabled: boolean;
  visible: boolean;
  checked: boolean;

  constructor(options: Electron.MenuItemConstructorOptions) {
    const { submenu } = options;
    this.id = options.id ?? '';
    this.label = options.label ?? '';
    this.type = options.type ?? (submenu ? 'submenu' : 'normal');
    this.role = options.role;
    this.accelerator = options.accelerator;
    this.click = options.click ?? (() => undefined);
    this.enabled = options.enabled ?? true;
    this.visible = options.visible ?? true;
    this.checked = options.checked ?? false;
    this.submenu = Array.isArray(submenu) ? MenuStandIn.buildFromTemplate(submenu) : submenu;
  }
}

class MenuStandIn {
  private static applicationMenu: Electron.Menu | null = null;
  readonly items: Electron.MenuItem[] = [];

  static buildFromTemplate(template: Template): Electron.Menu {
    const menu = new MenuStandIn();
    for (const entry of template) {
      const item = new MenuItemStandIn(
        entry as Electron.MenuItemConstructorOptions,
      ) as unknown as Partial<Electron.MenuItem>;
      menu.append(completeApi<Electron.MenuItem>('MenuItem', item));
    }
    return completeApi<Electron.Menu>('Menu', menu);
  }

  static setApplicationMenu(menu: Electron.Menu | null): void {
    MenuStandIn.applicationMenu = menu;
  }

  static getApplicationMenu(): Electron.Menu | null {
    return MenuStandIn.applicationMenu;
  }

  append(item: Electron.MenuItem): void {
    this.items.push(item);
  }

  getMenuItemById(id: string): Electron.MenuItem | null {
    for (const item of this.items) {
      if (item.id === id) return item;
      const found = item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

export const Menu = completeApi<typeof Electron.Menu>('Menu', MenuStandIn as unknown as typeof Electron.Menu);
export const MenuItem = MenuItemStandIn as unknown as typeof Electron.MenuItem;
