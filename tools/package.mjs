// npm run package [-- electron-builder arguments]: installers for this system in release/.
import { join } from 'node:path';
import { giveUp, prepare, root, runProgram } from './bootstrap.mjs';

await prepare(import.meta.url);
const { buildApp } = await import('./buildApp.mjs');
const { ensureElectron } = await import('./ensureElectron.mjs');

if (!(await buildApp({ force: true }))) giveUp('The build failed; the messages above say where.');
if (!(await ensureElectron({ insist: true }))) {
  giveUp(
    'Nothing was packaged: the Electron binary cannot be fetched from here. Try again where GitHub can be reached.',
  );
}
const builder = join(root, 'node_modules/electron-builder/cli.js');
process.exitCode = await runProgram(process.execPath, [
  builder,
  '--publish',
  'never',
  ...process.argv.slice(2),
]);
