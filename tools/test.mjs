// npm test [unit|contract|integration|conformance|check|e2e …]: everything, or the named kinds.
import { prepare, say } from './bootstrap.mjs';

await prepare(import.meta.url);
const { runSuites } = await import('./testSuites.mjs');

const totals = await runSuites(process.argv.slice(2));
for (const note of totals.notes) say(note);
const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
// The last line is part of the interface: scripts read it.
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed${skipped}\n`);
process.exitCode = totals.failed === 0 ? 0 : 1;
