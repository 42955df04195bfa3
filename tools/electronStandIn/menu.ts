import type Electron from 'electron';
import { completeApi } from './completeApi.ts';

type Template = (Electron.MenuItemConstructorOptions | Electron.MenuItem)[];

/** Menus as data: Chromium's app window has no menu bar, the app's own shortcuts and palette do the work. */
export function createMenuClasses(): { Menu: typeof Electron.Menu; MenuItem: typeof Electron.MenuItem } {
  let applicationMenu: Electron.Menu | null = null;

  class MenuItem {
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
      this.id = options.id ?? '';
      this.label = options.label ?? '';
      this.type = options.type ?? (options.submenu ? 'submenu' : 'normal');
      this.role = options.role;
      this.accelerator = options.accelerator;
      this.click = options.click ?? (() => undefined);
      this.enabled = options.enabled ?? true;
      this.visible = options.visible ?? true;
      this.checked = options.checked ?? false;
      const { submenu } = options;
      this.submenu = Array.isArray(submenu)
        ? buildFromTemplate(submenu)
        : (submenu as Electron.Menu | undefined);
    }
  }

  class Menu {
    readonly items: Electron.MenuItem[] = [];

    static buildFromTemplate(template: Template): Electron.Menu {
      return buildFromTemplate(template);
    }

    static setApplicationMenu(menu: Electron.Menu | null): void {
      applicationMenu = menu;
    }

    static getApplicationMenu(): Electron.Menu | null {
      return applicationMenu;
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

  function buildFromTemplate(template: Template): Electron.Menu {
    const menu = new Menu();
    for (const entry of template) {
      menu.append(
        completeApi(
          'MenuItem',
          new MenuItem(entry as Electron.MenuItemConstructorOptions) as object,
        ) as Electron.MenuItem,
      );
    }
    return completeApi<Electron.Menu>('Menu', menu as unknown as Partial<Electron.Menu>);
  }

  return {
    Menu: Menu as unknown as typeof Electron.Menu,
    MenuItem: MenuItem as unknown as typeof Electron.MenuItem,
  };
}
