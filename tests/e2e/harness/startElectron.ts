import { _electron } from '@playwright/test';

import type { DesktopAction, Launch, StartedApp } from './runningApp.ts';
import { electronCommand } from '../../../tools/launch.mjs';
import type { DialogAnswer } from '../../../tools/electronStandIn/testSeat.ts';

interface Seat {
  answers: DialogAnswer[];
  actions: DesktopAction[];
}

/** Starts the app on Electron itself; native dialogs and the desktop are answered inside its main process. */
export async function startElectron(launch: Launch): Promise<StartedApp> {
  const command = electronCommand(launch.args);
  if (!command) throw new Error('There is no Electron binary here; npm run test:electron fetches it.');
  const app = await _electron.launch({ executablePath: command.file, args: command.args, env: launch.env });

  await app.evaluate(({ dialog, shell }, answers) => {
    const seat: Seat = { answers, actions: [] };
    Object.assign(globalThis, { kantoorTestSeat: seat });
    const take = <Kind extends DialogAnswer['dialog']>(kind: Kind) => {
      const index = seat.answers.findIndex((answer) => answer.dialog === kind);
      return index === -1
        ? undefined
        : (seat.answers.splice(index, 1)[0] as Extract<DialogAnswer, { dialog: Kind }>);
    };
    const record = (kind: DesktopAction['kind'], target: string) => void seat.actions.push({ kind, target });
    Object.assign(dialog, {
      showOpenDialog: async () => {
        const answer = take('open');
        return { canceled: !answer, filePaths: answer?.filePaths ?? [] };
      },
      showSaveDialog: async () => {
        const answer = take('save');
        return { canceled: !answer, filePath: answer?.filePath ?? '' };
      },
      showMessageBox: async () => {
        const answer = take('message');
        return { response: answer?.response ?? 0, checkboxChecked: answer?.checkboxChecked ?? false };
      },
    });
    Object.assign(shell, {
      openExternal: async (url: string) => record('openExternal', url),
      openPath: async (path: string) => (record('openPath', path), ''),
      showItemInFolder: (file: string) => record('showItemInFolder', file),
    });
  }, launch.answers);

  const child = app.process();
  return {
    page: await app.firstWindow(),
    answer: (answer) =>
      app.evaluate((_electronModule, added) => {
        (globalThis as unknown as { kantoorTestSeat: Seat }).kantoorTestSeat.answers.push(added);
      }, answer),
    listActions: () =>
      app.evaluate(() => (globalThis as unknown as { kantoorTestSeat: Seat }).kantoorTestSeat.actions),
    stop: () => app.close(),
    async kill() {
      const ended = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
      child.kill('SIGKILL');
      await ended;
    },
  };
}
