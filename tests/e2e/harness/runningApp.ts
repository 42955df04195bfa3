import type { Page } from '@playwright/test';

import type { DialogAnswer } from '../../../tools/electronStandIn/testSeat.ts';

/** Something the app gave to the desktop. */
export interface DesktopAction {
  kind:
    | 'openExternal'
    | 'openPath'
    | 'showItemInFolder'
    | 'clipboard'
    | 'notification'
    | 'errorBox'
    | 'print';
  target: string;
}

/** What a start needs, whoever plays Electron. */
export interface Launch {
  args: string[];
  env: Record<string, string>;
  answers: DialogAnswer[];
}

/** The app while it runs. */
export interface StartedApp {
  page: Page;
  /** Adds an answer for a native dialog. */
  answer(answer: DialogAnswer): Promise<void>;
  /** What the app gave to the desktop: opened addresses, shown files, notifications, copied text. */
  listActions(): Promise<DesktopAction[]>;
  /** Quits as a person does and waits for the end. */
  stop(): Promise<void>;
  /** Ends the process without warning, as a power failure does. */
  kill(): Promise<void>;
}
