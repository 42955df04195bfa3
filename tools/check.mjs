import { prepare, say } from './bootstrap.mjs';

await prepare(import.meta.url);
const { runChecks } = await import('./checks.mjs');

const results = await runChecks(({ name, isPassed, output }) => {
  say(isPassed ? `✓ ${name}` : `✗ ${name}\n${output}\n`);
});
const failed = results.filter(({ isPassed }) => !isPassed).map(({ name }) => name);
say(failed.length === 0 ? 'Everything holds.' : `These do not hold: ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
