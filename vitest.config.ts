import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// The threads and processes that tests start are TypeScript. Node strips its types by WebAssembly, anew in every one of
// them, and ends now and then when that code is freed (nodejs/node#64500); from this cache it does not have to.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node');

const kinds = ['unit', 'contract', 'integration', 'conformance'];

export default defineConfig({
  test: {
    // Real workers, databases and servers need room, never a sleep; nobody waits longer than this.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000, interval: 20 } },
    maxWorkers: 2,
    // A zone with summer time that is neither UTC nor a developer's own, so that a forgotten zone shows.
    env: { TZ: 'America/St_Johns', NODE_ENV: 'test' },
    projects: kinds.map((name) => ({
      extends: true as const,
      test: { name, include: [`tests/${name}/**/*.test.{ts,tsx}`] },
    })),
  },
});
