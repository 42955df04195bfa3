// npm run kantoor -- COMMAND: the command line of the app, from a clone.
import { giveUp, prepare, runProgram } from './bootstrap.mjs';

await prepare(import.meta.url);
const { buildApp } = await import('./buildApp.mjs');
const { electronCommand, hasDisplay, standInCommand } = await import('./launch.mjs');

if (!(await buildApp())) giveUp('The build failed; the messages above say where.');
const args = ['--cli', ...process.argv.slice(2)];
// Electron wants a display even for this; the stand-in needs neither display nor Chromium.
const command = (hasDisplay() ? electronCommand(args) : undefined) ?? standInCommand(args);
process.exitCode = await runProgram(command.file, command.args, {
  cwd: process.env['INIT_CWD'] ?? process.cwd(),
});
