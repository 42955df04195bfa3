import { giveUp, prepare, say } from './bootstrap.mjs';

await prepare(import.meta.url);
const { buildApp } = await import('./buildApp.mjs');
if (!(await buildApp({ force: true }))) giveUp('The build failed; the messages above say where.');
say('Built dist/main, dist/preload and dist/renderer.');
