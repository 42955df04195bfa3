// npm start [-- SWITCHES]: from a bare clone to the open app, or to the finished main job where nothing can be shown.
import { giveUp, prepare, runProgram, say } from './bootstrap.mjs';

await prepare(import.meta.url);
const { buildApp } = await import('./buildApp.mjs');
const { chromiumAdvice, ensureChromium } = await import('./ensureChromium.mjs');
const { ensureElectron } = await import('./ensureElectron.mjs');
const { electronCommand, hasDisplay, standInCommand } = await import('./launch.mjs');
const { runMainJob } = await import('./mainJob.mjs');

const args = process.argv.slice(2);
if (!(await buildApp())) giveUp('The build failed; the messages above say where.');

// Whoever asks for a hidden window means the window, display or not (tests and screenshots do).
if (!hasDisplay() && !args.includes('--hidden')) {
  say('There is no display here, so Kantoor does its main job on the sample office without a window.');
  process.exitCode = await runMainJob(args);
} else {
  const electron = hasDisplay() && (await ensureElectron()) ? electronCommand(args) : undefined;
  if (!electron) {
    say(
      'The Electron binary cannot be had here, so Kantoor runs on its stand-in (Node and Chromium): for trying and testing.',
    );
    if (!ensureChromium()) giveUp(chromiumAdvice());
  }
  const command = electron ?? standInCommand(args);
  process.exitCode = await runProgram(command.file, command.args);
}
