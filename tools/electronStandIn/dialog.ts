import { spawn } from 'node:child_process';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import type Electron from 'electron';
import { hasDisplay } from './chromium/launchChromium.ts';
import { completeApi } from './completeApi.ts';
import type { TestSeat } from './testSeat.ts';

interface ToolResult {
  exitCode: number;
  output: string;
}

function runTool(command: string, args: string[]): Promise<ToolResult | undefined> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (chunk) => (output += chunk));
    child.on('error', () => resolve(undefined));
    child.on('close', (exitCode) => resolve({ exitCode: exitCode ?? 1, output: output.trim() }));
  });
}

/** Asks with zenity or kdialog; resolves to nothing when neither is there to ask. */
async function ask(zenityArgs: string[], kdialogArgs: string[]): Promise<ToolResult | undefined> {
  if (!hasDisplay()) return undefined;
  return (await runTool('zenity', zenityArgs)) ?? (await runTool('kdialog', kdialogArgs));
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

async function chooseOpen(options: Electron.OpenDialogOptions): Promise<Electron.OpenDialogReturnValue> {
  const isFolder = options.properties?.includes('openDirectory') ?? false;
  const start = options.defaultPath ?? homedir();
  const title = options.title ?? 'Open';
  const zenity = [
    '--file-selection',
    `--title=${title}`,
    `--filename=${start}/`,
    ...(isFolder ? ['--directory'] : []),
  ];
  const answer = await ask(zenity, [
    isFolder ? '--getexistingdirectory' : '--getopenfilename',
    start,
    '--title',
    title,
  ]);
  if (answer)
    return answer.exitCode === 0
      ? { canceled: false, filePaths: [answer.output] }
      : { canceled: true, filePaths: [] };
  if (!isFolder) {
    say(
      `There is no file dialog here (zenity or kdialog would give one), so "${title}" counts as cancelled.`,
    );
    return { canceled: true, filePaths: [] };
  }
  say(`There is no folder dialog here (zenity or kdialog would give one), so "${title}" uses ${start}.`);
  return { canceled: false, filePaths: [start] };
}

async function chooseSave(options: Electron.SaveDialogOptions): Promise<Electron.SaveDialogReturnValue> {
  const title = options.title ?? 'Save';
  const start = options.defaultPath ?? join(homedir(), 'document');
  const zenity = [
    '--file-selection',
    '--save',
    '--confirm-overwrite',
    `--title=${title}`,
    `--filename=${start}`,
  ];
  const answer = await ask(zenity, ['--getsavefilename', start, '--title', title]);
  if (answer)
    return answer.exitCode === 0
      ? { canceled: false, filePath: answer.output }
      : { canceled: true, filePath: '' };
  const file = start.includes('/') || start.includes('\\') ? start : join(homedir(), basename(start));
  say(`There is no save dialog here (zenity or kdialog would give one), so "${title}" uses ${file}.`);
  return { canceled: false, filePath: file };
}

async function showMessage(options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> {
  const buttons = options.buttons ?? ['OK'];
  const cancelId = options.cancelId ?? buttons.length - 1;
  const text = [options.message, options.detail].filter(Boolean).join('\n\n');
  const cancelButton = buttons[cancelId] ?? 'Cancel';
  const others = buttons.filter((_label, index) => index !== cancelId);
  if (others.length > 1) {
    say(`${text}\n(Nothing here can show ${buttons.length} buttons, so "${cancelButton}" was chosen.)`);
    return { response: cancelId, checkboxChecked: false };
  }
  const zenity = others[0]
    ? ['--question', `--text=${text}`, `--ok-label=${others[0]}`, `--cancel-label=${cancelButton}`]
    : ['--info', `--text=${text}`];
  const answer = await ask(zenity, [others[0] ? '--yesno' : '--msgbox', text]);
  if (!answer) say(`${text}\n(No dialog can be shown here, so "${cancelButton}" was chosen.)`);
  const isAccepted = answer?.exitCode === 0 && others[0] !== undefined;
  return { response: isAccepted ? buttons.indexOf(others[0] ?? '') : cancelId, checkboxChecked: false };
}

/** Native dialogs by the desktop's own tools, or answered by the test at the seat. */
export function createDialog(seat: TestSeat | undefined): Electron.Dialog {
  // Each dialog may be called as (options) or as (window, options).
  const optionsOf = <Options>(args: unknown[]) => args.at(-1) as Options;
  return completeApi<Electron.Dialog>('dialog', {
    async showOpenDialog(...args: unknown[]) {
      if (!seat) return chooseOpen(optionsOf(args));
      const answer = seat.takeAnswer('open');
      return { canceled: !answer, filePaths: answer?.filePaths ?? [] };
    },
    async showSaveDialog(...args: unknown[]) {
      if (!seat) return chooseSave(optionsOf(args));
      const answer = seat.takeAnswer('save');
      return { canceled: !answer, filePath: answer?.filePath ?? '' };
    },
    async showMessageBox(...args: unknown[]) {
      const options = optionsOf<Electron.MessageBoxOptions>(args);
      if (!seat) return showMessage(options);
      const answer = seat.takeAnswer('message');
      const response = answer?.response ?? options.cancelId ?? 0;
      return { response, checkboxChecked: answer?.checkboxChecked ?? false };
    },
    showErrorBox(title, content) {
      say(`${title}\n${content}`);
      seat?.record({ kind: 'errorBox', target: `${title}: ${content}` });
    },
  });
}
