import { spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { dirname } from 'node:path';
import type Electron from 'electron';
import { hasDisplay } from './chromium/launchChromium.ts';
import { completeApi } from './completeApi.ts';
import type { TestSeat } from './testSeat.ts';

const OPENERS: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  win32: ['explorer.exe'],
  darwin: ['open'],
  linux: ['xdg-open'],
};

function openWithDesktop(target: string): Promise<string> {
  const [command, ...args] = OPENERS[process.platform] ?? ['xdg-open'];
  if (!hasDisplay()) return Promise.resolve(`There is no desktop here to open ${target} with.`);
  return new Promise((resolve) => {
    const child = spawn(command, [...args, target], { stdio: 'ignore', detached: true });
    child.once('error', () => resolve(`${command} could not be started to open ${target}.`));
    child.once('spawn', () => resolve(''));
    child.unref();
  });
}

/** Opens addresses and files with the desktop, or writes them down for the test at the seat. */
export function createShell(seat: TestSeat | undefined): Electron.Shell {
  async function open(kind: string, target: string): Promise<string> {
    if (!seat) return openWithDesktop(target);
    seat.record({ kind, target });
    return '';
  }
  return completeApi<Electron.Shell>('shell', {
    async openExternal(url) {
      const trouble = await open('openExternal', url);
      if (trouble) throw new Error(trouble);
    },
    openPath: (path) => open('openPath', path),
    showItemInFolder: (file) => void open('showItemInFolder', seat ? file : dirname(file)),
    beep: () => void process.stderr.write('\u0007'),
  });
}

const COPY_TOOLS: readonly (readonly [string, ...string[]])[] = [
  ['pbcopy'],
  ['clip.exe'],
  ['wl-copy'],
  ['xclip', '-selection', 'clipboard'],
];

function copyWithDesktop(text: string, tools = COPY_TOOLS): void {
  const [tool, ...others] = tools;
  if (!tool || !hasDisplay()) return;
  const child = spawn(tool[0], tool.slice(1), { stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.on('error', () => undefined);
  child.once('error', () => copyWithDesktop(text, others));
  child.stdin.end(text);
}

/** The clipboard after the W3C's: text is kept here and given to the desktop where a tool for that is installed. */
export function createClipboard(seat: TestSeat | undefined): Electron.Clipboard {
  let text = '';
  return completeApi<Electron.Clipboard>('clipboard', {
    async readText() {
      return text;
    },
    async writeText(written) {
      text = written;
      if (seat) seat.record({ kind: 'clipboard', target: written });
      else copyWithDesktop(written);
    },
    async has(mimetype) {
      return mimetype === 'text/plain' && text !== '';
    },
    clear() {
      text = '';
    },
  });
}

/** The Notification class; it shows through notify-send where there is a desktop. */
export function createNotificationClass(seat: TestSeat | undefined): typeof Electron.Notification {
  class Notification extends EventEmitter {
    title: string;
    body: string;

    constructor(options: Electron.NotificationConstructorOptions = {}) {
      super();
      this.title = options.title ?? '';
      this.body = options.body ?? '';
    }

    static isSupported(): boolean {
      return true;
    }

    show(): void {
      if (seat) seat.record({ kind: 'notification', target: `${this.title}: ${this.body}` });
      else if (hasDisplay())
        spawn('notify-send', [this.title, this.body], { stdio: 'ignore' }).once('error', () => undefined);
      this.emit('show');
    }

    close(): void {
      this.emit('close');
    }
  }
  return Notification as unknown as typeof Electron.Notification;
}

/** The theme the app asks for, told to the pages by `onChange`. */
export function createNativeTheme(onChange: (scheme: 'light' | 'dark') => void): Electron.NativeTheme {
  const emitter = new EventEmitter();
  let source: Electron.NativeTheme['themeSource'] = 'system';
  const part: Partial<Electron.NativeTheme> = {
    get themeSource() {
      return source;
    },
    set themeSource(value) {
      if (value === source) return;
      source = value;
      onChange(value === 'dark' ? 'dark' : 'light');
      emitter.emit('updated');
    },
    get shouldUseDarkColors() {
      return source === 'dark';
    },
    shouldUseHighContrastColors: false,
    shouldUseInvertedColorScheme: false,
    prefersReducedTransparency: false,
    inForcedColorsMode: false,
  };
  const whole = Object.defineProperties(emitter, Object.getOwnPropertyDescriptors(part));
  return completeApi<Electron.NativeTheme>('nativeTheme', whole as Partial<Electron.NativeTheme>);
}

/** One display of a size that any machine has. */
export function createScreen(): Electron.Screen {
  const area = { x: 0, y: 0, width: 1920, height: 1080 };
  const display = {
    id: 1,
    bounds: area,
    workArea: area,
    size: area,
    workAreaSize: area,
    scaleFactor: 1,
  } as unknown as Electron.Display;
  const part: Partial<Electron.Screen> = {
    getPrimaryDisplay: () => display,
    getAllDisplays: () => [display],
    getDisplayMatching: () => display,
    getDisplayNearestPoint: () => display,
    getCursorScreenPoint: () => ({ x: 0, y: 0 }),
  };
  return completeApi<Electron.Screen>('screen', Object.assign(new EventEmitter(), part));
}

/** Power events never come here: a machine that sleeps stops this process as well. */
export function createPowerMonitor(): Electron.PowerMonitor {
  const part: Partial<Electron.PowerMonitor> = {
    onBatteryPower: false,
    isOnBatteryPower: () => false,
    getSystemIdleTime: () => 0,
    getSystemIdleState: () => 'active',
  };
  return completeApi<Electron.PowerMonitor>('powerMonitor', Object.assign(new EventEmitter(), part));
}
